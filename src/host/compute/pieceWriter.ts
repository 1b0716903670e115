import { setImmediate } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { AbstractMessageWriter, type Message } from 'vscode-jsonrpc/node';
import { inPieces } from '../../protocol/longTexts.ts';

/** Posts messages to a thread in their order, long ones a piece a turn: between two, the extension host may do other work. */
export class PieceWriter extends AbstractMessageWriter {
  readonly #port: Pick<Worker, 'postMessage'>;
  #last: Promise<void> = Promise.resolve();

  constructor(port: Pick<Worker, 'postMessage'>) {
    super();
    this.#port = port;
  }

  write(message: Message): Promise<void> {
    const sent = this.#last.then(() => this.#send(message));
    // Whether one could be sent is no matter to the next.
    this.#last = sent.catch(() => undefined);
    return sent;
  }

  end(): void {
    // The port closes with the thread.
  }

  async #send(message: Message): Promise<void> {
    let isFirst = true;
    for (const piece of inPieces(message)) {
      if (!isFirst) await setImmediate();
      isFirst = false;
      this.#port.postMessage(piece);
    }
  }
}
