import type { Webview } from 'vscode';
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  type DataCallback,
  Emitter,
  type Message,
  type MessageConnection,
} from 'vscode-jsonrpc/node';
import { unwrapNonFinite, wrapNonFinite } from '../../protocol/nonFinite.ts';
import { ready } from '../../protocol/panel.ts';

/**
 * JSON-RPC with the page in a webview. Whenever a page is loaded, and says so, it gets a connection of
 * its own: answers to the page before it must not reach it, since both count their requests from 0.
 */
export function connectPages(webview: Webview, serve: (connection: MessageConnection) => void) {
  let page: { connection: MessageConnection; received: Emitter<Message> } | undefined;
  return webview.onDidReceiveMessage((message: Message & { method?: unknown }) => {
    if (message.method === ready.name) {
      page?.connection.dispose();
      const received = new Emitter<Message>();
      const connection = createMessageConnection(new PageReader(received), new PageWriter(webview));
      page = { connection, received };
      serve(connection);
      connection.listen();
    }
    page?.received.fire(unwrapNonFinite(message) as Message);
  });
}

class PageReader extends AbstractMessageReader {
  readonly #received: Emitter<Message>;

  constructor(received: Emitter<Message>) {
    super();
    this.#received = received;
  }

  listen(callback: DataCallback) {
    return this.#received.event(callback);
  }
}

class PageWriter extends AbstractMessageWriter {
  readonly #webview: Webview;

  constructor(webview: Webview) {
    super();
    this.#webview = webview;
  }

  async write(message: Message): Promise<void> {
    await this.#webview.postMessage(wrapNonFinite(message));
  }

  end(): void {
    // A webview is closed by its panel.
  }
}
