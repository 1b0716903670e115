import type { MessagePort } from 'node:worker_threads';
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  type DataCallback,
  Disposable,
  type Message,
  type MessageConnection,
} from 'vscode-jsonrpc/node';
import { PieceCollector } from '../protocol/longTexts.ts';

/**
 * Speaks through a Node port. The bundle takes what vscode-jsonrpc has for browsers (esbuild.mjs), since for Node
 * it loads pipes and sockets, which takes a fresh thread 4 ms. Its own way with ports in browsers is to listen to
 * events, for which Node loads all of its `fetch`, in 20 ms; so the ways with ports are ours.
 */
export function connectPort(port: MessagePort): MessageConnection {
  return createMessageConnection(new PortReader(port), new PortWriter(port));
}

class PortReader extends AbstractMessageReader {
  readonly #port: MessagePort;

  constructor(port: MessagePort) {
    super();
    this.#port = port;
  }

  listen(callback: DataCallback): Disposable {
    const collector = new PieceCollector();
    const receive = (arrived: Message): void => {
      const message = collector.take(arrived);
      if (message) callback(message);
    };
    this.#port.on('message', receive);
    return Disposable.create(() => this.#port.off('message', receive));
  }
}

class PortWriter extends AbstractMessageWriter {
  readonly #port: MessagePort;

  constructor(port: MessagePort) {
    super();
    this.#port = port;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- What cannot be posted rejects.
  async write(message: Message): Promise<void> {
    this.#port.postMessage(message);
  }

  end(): void {
    // The port closes with the thread.
  }
}
