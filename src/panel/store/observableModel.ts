import { unwrapNonFinite, wrapNonFinite } from '../../protocol/nonFinite.ts';
import { defaultSettings } from '../../protocol/schemas.ts';
import type { WebviewApi } from '../connection.ts';
import type { Answers } from './inquiries.ts';
import type { PanelModel } from './panelModel.ts';
import { type PersistedState, readPersistedState, type ViewState } from './viewState.ts';

/** Holds the model, tells of its changes, and has VS Code keep what is to outlive the panel. */
export class ObservableModel {
  current: PanelModel;
  readonly #webview: WebviewApi;
  readonly #listeners = new Set<() => void>();
  /** Of an earlier run, until the extension says what there is to show. */
  readonly #restored: PersistedState['memento'];
  /** What VS Code was last given to keep, as text. */
  #kept = '';

  constructor(webview: WebviewApi, answers: Answers) {
    this.#webview = webview;
    const { memento, view } = readPersistedState(unwrapNonFinite(webview.getState()));
    this.#restored = memento;
    this.current = {
      host: null,
      view,
      busy: false,
      windows: null,
      arranging: false,
      position: 0,
      range: null,
      detail: null,
      settings: memento?.settings ?? defaultSettings,
      applying: false,
      applyFailure: null,
      fetchFailure: null,
      announcement: '',
      answers,
      pinned: null,
      resets: 0,
      sought: null,
    };
  }

  /** Calls a listener whenever the model has changed. */
  subscribe(listener: () => void): void {
    this.#listeners.add(listener);
  }

  change(part: Partial<PanelModel>): void {
    this.current = { ...this.current, ...part };
    for (const listener of this.#listeners) listener();
    if (part.host || part.view) this.#persist();
  }

  changeView(part: Partial<ViewState>): void {
    this.change({ view: { ...this.current.view, ...part }, announcement: '' });
  }

  failFetch(error: unknown): void {
    this.change({ fetchFailure: messageOf(error) });
  }

  #persist(): void {
    const { host, view } = this.current;
    const kept: PersistedState = { memento: host ? host.memento : this.#restored, view };
    const state = wrapNonFinite(kept);
    const text = JSON.stringify(state);
    if (text === this.#kept) return;
    this.#kept = text;
    // VS Code keeps it as JSON.
    this.#webview.setState(wrapNonFinite(state));
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
