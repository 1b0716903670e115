import type { MessageConnection } from 'vscode-jsonrpc/browser';
import type { RowQuery } from '../../protocol/compute.ts';
import { request } from '../../protocol/method.ts';
import { type PanelState, setSettings } from '../../protocol/panel.ts';
import { defaultSettings, noChanges, type Settings } from '../../protocol/schemas.ts';
import { defined } from '../defined.ts';
import type { ObservableModel } from './observableModel.ts';
import { SettingsQueue } from './settingsQueue.ts';

/** The settings that the user wants, and has the logits evaluated under. */
export class WantedSettings {
  readonly #model: ObservableModel;
  readonly #queue: SettingsQueue;
  readonly #tried: () => void;

  /** @param tried is called when there are settings that the chosen row is to follow at once */
  constructor(connection: MessageConnection, model: ObservableModel, tried: () => void) {
    this.#model = model;
    this.#tried = tried;
    this.#queue = new SettingsQueue(
      async (settings) => {
        try {
          await request(connection, setSettings, { settings });
        } catch (error) {
          model.failFetch(error);
        }
      },
      () => model.change({ settings: this.whileShown(model.current.host) }),
    );
  }

  /** What is shown is still evaluated under others. */
  get areAhead(): boolean {
    return this.#queue.busy;
  }

  /** Resolves when what is shown has been evaluated under the latest settings. */
  evaluated(): Promise<void> {
    return this.#queue.idle();
  }

  /** What is wanted while the extension says this: until it has caught up, what the user has set. */
  whileShown(host: PanelState | null): Settings {
    return this.areAhead
      ? this.#model.current.settings
      : (host?.memento?.settings ?? defaultSettings);
  }

  /** The chosen row as it is wanted, which may be ahead of the batch. */
  rowQuery(): RowQuery {
    const { view, settings } = this.#model.current;
    const { options, changes } = settings;
    const { row } = view.cell;
    return this.areAhead ? { row, under: { options, changes } } : { row };
  }

  change(change: Partial<Settings>): void {
    const before = this.#model.current.settings;
    const after = { ...before, ...change };
    const isSameArray =
      after.classAxis === before.classAxis && after.valuesAre === before.valuesAre;
    // Of another array, other numbers would be changed.
    const settings = isSameArray ? after : { ...after, changes: noChanges };
    this.#model.change({ settings, announcement: '' });
    this.#queue.setNow(settings);
  }

  /** As `change`, step by step: the chosen row follows at once, the batch as soon as it can. */
  try(change: Partial<Settings>): void {
    const settings = { ...this.#model.current.settings, ...change };
    this.#model.change({ settings, applyFailure: null, announcement: '' });
    this.#queue.setNext(settings);
    this.#tried();
  }

  /** `text` in any notation; empty for the targets found in the document. */
  changeTargets(text: string): void {
    const { changes } = this.#model.current.settings;
    this.change({
      targetsText: text === '' ? null : text,
      changes: { ...changes, targets: [] },
    });
  }

  /** An option that is undefined goes back to its default. */
  changeOptions(change: Settings['options']): void {
    this.change({ options: this.#withOptions(change) });
  }

  /** As `changeOptions`, for a slider. */
  tryOptions(change: Settings['options']): void {
    this.try({ options: this.#withOptions(change) });
  }

  /** Back to the defaults, but for the targets: they have a way back of their own. */
  resetOptions(): void {
    const { classAxis, valuesAre } = defaultSettings;
    const { host, resets } = this.#model.current;
    this.change({ options: host?.defaults ?? {}, classAxis, valuesAre });
    this.#model.change({ resets: resets + 1 });
  }

  #withOptions(change: Settings['options']): Settings['options'] {
    return defined({ ...this.#model.current.settings.options, ...change });
  }
}
