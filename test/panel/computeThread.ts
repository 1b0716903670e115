/** The extension's own compute thread, in a worker of the page: what it answers is real. */
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createMessageConnection,
  type MessageConnection,
} from 'vscode-jsonrpc/browser';
import * as compute from '../../src/protocol/compute.ts';
import { type Report, request } from '../../src/protocol/method.ts';
import type { Settings } from '../../src/protocol/schemas.ts';

/** Evaluates documents, each in a session of its own. */
export class ComputeThread {
  #started: MessageConnection | undefined;
  #sessions = 0;

  get #connection(): MessageConnection {
    return (this.#started ??= start());
  }

  /** Reads and evaluates a document, all of which is selected. */
  async evaluate(
    text: string,
    settings: Settings,
  ): Promise<{ session: number; summary: compute.Summary }> {
    const session = this.#sessions++;
    const selections = [{ start: 0, end: text.length }];
    const source = { text, start: 0, selections, languageId: 'python' };
    const params = { session, source, settings };
    return { session, summary: await request(this.#connection, compute.openSession, params) };
  }

  ask<Query extends object, Result>(
    { forThread }: compute.SessionQuestion<Query, Result>,
    session: number,
    query: Query,
    report: Report,
  ): Promise<Result> {
    return request(this.#connection, forThread, { session, query }, undefined, report);
  }
}

function start(): MessageConnection {
  const worker = new Worker('computeWorker.js');
  const connection = createMessageConnection(
    new BrowserMessageReader(worker),
    new BrowserMessageWriter(worker),
  );
  connection.listen();
  return connection;
}
