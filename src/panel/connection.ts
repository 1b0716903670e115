import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  Disposable,
  type DataCallback,
  type Message,
  type MessageConnection,
} from 'vscode-jsonrpc/browser';
import { unwrapNonFinite, wrapNonFinite } from '../protocol/nonFinite.ts';

/** What VS Code gives a webview to speak to its extension with. */
export interface WebviewApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

class WindowReader extends AbstractMessageReader {
  listen(callback: DataCallback): Disposable {
    const listener = ({ data }: MessageEvent<unknown>): void => {
      if (isMessage(data)) callback(unwrapNonFinite(data) as Message);
    };
    window.addEventListener('message', listener);
    return Disposable.create(() => window.removeEventListener('message', listener));
  }
}

class WebviewWriter extends AbstractMessageWriter {
  readonly #webview: WebviewApi;

  constructor(webview: WebviewApi) {
    super();
    this.#webview = webview;
  }

  write(message: Message): Promise<void> {
    this.#webview.postMessage(wrapNonFinite(message));
    return Promise.resolve();
  }

  end(): void {
    // A webview's channel lives as long as the webview.
  }
}

/** The panel's end of its connection with the extension. */
export function connectToHost(webview: WebviewApi): MessageConnection {
  const connection = createMessageConnection(new WindowReader(), new WebviewWriter(webview));
  connection.listen();
  return connection;
}

/** Browser extensions, too, post messages to windows. */
function isMessage(data: unknown): data is Message {
  return typeof data === 'object' && data !== null && 'jsonrpc' in data && data.jsonrpc === '2.0';
}
