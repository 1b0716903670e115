import type { Message } from 'vscode-jsonrpc';

/** Copying 50 MB into a message keeps a thread for 30 ms, so much for 3 ms. */
const pieceLength = 4_000_000;

/** A part of the text of the next message. */
interface TextPiece {
  readonly textPiece: string;
}

/** A message about a text, or about a source, which has one. */
interface TextMessage extends Message {
  readonly params: { readonly text: string } | { readonly source: { readonly text: string } };
}

/** What to post for a message, in this order: its text in pieces, if that is long, and the rest of it. */
export function* inPieces(message: Message): Generator<Message | TextPiece> {
  const text = hasText(message) ? textOf(message) : '';
  if (text.length <= pieceLength) {
    yield message;
    return;
  }
  for (let start = 0; start < text.length; start += pieceLength) {
    yield { textPiece: text.slice(start, start + pieceLength) };
  }
  yield withText(message as TextMessage, '');
}

/** Puts together what arrives in pieces. */
export class PieceCollector {
  #pieces: string[] = [];

  /** @returns undefined until the whole message is here */
  take(arrived: Message | TextPiece): Message | undefined {
    if ('textPiece' in arrived) {
      this.#pieces.push(arrived.textPiece);
      return undefined;
    }
    if (this.#pieces.length === 0) return arrived;
    const text = this.#pieces.join('');
    this.#pieces = [];
    return withText(arrived as TextMessage, text);
  }
}

function hasText(message: Message): message is TextMessage {
  const { params } = message as { params?: { text?: unknown; source?: { text?: unknown } } };
  return typeof (params?.source ?? params)?.text === 'string';
}

function textOf({ params }: TextMessage): string {
  return 'source' in params ? params.source.text : params.text;
}

function withText(message: TextMessage, text: string): TextMessage {
  const { params } = message;
  return {
    ...message,
    params:
      'source' in params ? { ...params, source: { ...params.source, text } } : { ...params, text },
  };
}
