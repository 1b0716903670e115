/** The extension's own compute thread, run in the page: what it answers is real. */
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  type DataCallback,
  Disposable,
  type Message,
  type MessageConnection,
} from 'vscode-jsonrpc/browser';
import * as compute from '../../src/protocol/compute.ts';
import { type Report, request } from '../../src/protocol/method.ts';
import type { Settings } from '../../src/protocol/schemas.ts';
import { serveCompute } from '../../src/worker/service.ts';

/** One end of a connection: what is written to it arrives at the other. */
class End {
  #receive: DataCallback = () => undefined;
  other: End = this;

  connect(): MessageConnection {
    const listen = (callback: DataCallback): Disposable => {
      this.#receive = callback;
      return Disposable.create(() => undefined);
    };
    const write = (message: Message): void => this.other.deliver(message);
    class Reader extends AbstractMessageReader {
      listen = listen;
    }
    class Writer extends AbstractMessageWriter {
      write(message: Message): Promise<void> {
        write(structuredClone(message));
        return Promise.resolve();
      }
      end(): void {
        // The page outlives its connections.
      }
    }
    return createMessageConnection(new Reader(), new Writer());
  }

  deliver(message: Message): void {
    setTimeout(() => this.#receive(message));
  }
}

/** Evaluates documents, each in a session of its own. */
export class ComputeThread {
  readonly #connection: MessageConnection;
  #sessions = 0;

  constructor() {
    const host = new End();
    const thread = new End();
    host.other = thread;
    thread.other = host;
    serveCompute(thread.connect(), () => new Promise((resolve) => setTimeout(resolve)));
    this.#connection = host.connect();
    this.#connection.listen();
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
