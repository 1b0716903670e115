import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Long after a thread has started: it has given its first answers by then. */
const usualPatienceMs = 60_000;

/**
 * The folder where Node keeps what V8 has compiled of the thread's script, one for each version of extension and V8.
 * Those of other versions are removed, at leisure.
 */
export class CompiledCode {
  readonly #parent: string;
  readonly #name: string;
  readonly #patienceMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param parent what holds nothing but such folders */
  constructor(parent: string, version: string, patienceMs = usualPatienceMs) {
    this.#parent = parent;
    this.#name = `${version} ${process.versions.v8}`;
    this.#patienceMs = patienceMs;
  }

  /** The folder, for a thread that starts. */
  use(): string {
    this.#timer ??= setTimeout(() => void this.#removeOthers(), this.#patienceMs);
    return join(this.#parent, this.#name);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  async #removeOthers(): Promise<void> {
    // What cannot be removed, as another window uses it, is left for another time.
    const names = await readdir(this.#parent).catch(() => []);
    for (const name of names) {
      if (name === this.#name) continue;
      await rm(join(this.#parent, name), { recursive: true }).catch(() => undefined);
    }
  }
}
