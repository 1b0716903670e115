import type { MessageConnection } from 'vscode-jsonrpc/browser';
import { request } from '../../protocol/method.ts';
import type { Changes } from '../../protocol/schemas.ts';
import { applyChanges } from '../../protocol/takeAway.ts';
import { withLogit, withTarget } from '../row/changes.ts';
import { messageOf, type ObservableModel } from './observableModel.ts';
import type { WantedSettings } from './wantedSettings.ts';

/** Other logits and targets than the document's: tried out, and written into it. */
export class WhatIf {
  readonly #connection: MessageConnection;
  readonly #model: ObservableModel;
  readonly #settings: WantedSettings;
  /** What was announced when changes were applied. */
  #written: string | null = null;

  constructor(connection: MessageConnection, model: ObservableModel, settings: WantedSettings) {
    this.#connection = connection;
    this.#model = model;
    this.#settings = settings;
  }

  tryLogit(column: number, value: number): void {
    const { detail, settings } = this.#model.current;
    if (detail) this.tryChanges(withLogit(settings.changes, detail, column, value));
  }

  tryTarget(target: number): void {
    const { detail, settings } = this.#model.current;
    if (detail) this.tryChanges(withTarget(settings.changes, detail, target));
  }

  tryChanges(changes: Changes): void {
    this.#settings.try({ changes });
  }

  /** Has the document changed as it is tried out here. */
  async apply(): Promise<void> {
    this.#model.change({ applying: true, applyFailure: null });
    await this.#settings.evaluated();
    try {
      this.#written = await request(this.#connection, applyChanges, {});
      this.#model.change({ applying: false, announcement: this.#written ?? '' });
    } catch (error) {
      this.#model.change({ applying: false, applyFailure: messageOf(error) });
    }
  }

  /** That changes were applied is of no account any more: it tells of an undo, which may just have been made. */
  forgetApplied(): void {
    if (this.#model.current.announcement === this.#written)
      this.#model.change({ announcement: '' });
  }
}
