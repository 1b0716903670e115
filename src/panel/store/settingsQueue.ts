import type { Settings } from '../../protocol/schemas.ts';

/** Has the batch evaluated under one settings after another. */
export class SettingsQueue {
  readonly #evaluate: (settings: Settings) => Promise<unknown>;
  readonly #finished: () => void;
  #underWay = 0;
  readonly #waiting: (() => void)[] = [];
  #next: Settings | undefined;

  /**
   * @param evaluate settles when the evaluation has ended, whatever came of it
   * @param finished is called when the latest settings have been evaluated
   */
  constructor(evaluate: (settings: Settings) => Promise<unknown>, finished: () => void) {
    this.#evaluate = evaluate;
    this.#finished = finished;
  }

  /** Whether there are settings that the result does not show yet. */
  get busy(): boolean {
    return this.#underWay > 0;
  }

  /** Resolves when the latest settings have been evaluated. */
  idle(): Promise<void> {
    if (!this.busy) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** In place of whatever is under way. */
  setNow(settings: Settings): void {
    this.#next = undefined;
    void this.#send(settings);
  }

  /** After what is under way. Of all that is set meanwhile only the latest: so a slider asks no faster than it is answered. */
  setNext(settings: Settings): void {
    if (this.busy) this.#next = settings;
    else void this.#send(settings);
  }

  async #send(settings: Settings): Promise<void> {
    this.#underWay += 1;
    await this.#evaluate(settings);
    this.#underWay -= 1;
    if (this.busy) return;
    const next = this.#next;
    this.#next = undefined;
    if (next) {
      void this.#send(next);
      return;
    }
    this.#finished();
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
