import assert from 'node:assert/strict';
import type { Message } from 'vscode-jsonrpc/node';
import { PieceWriter } from '../../../src/host/compute/pieceWriter.ts';
import { PieceCollector } from '../../../src/protocol/longTexts.ts';

/** Of all that a thread is sent in one turn, the longest text may be so long. */
const longest = 4_000_000;

describe('messages to a thread', () => {
  let posted: { readonly message: Message; readonly turn: number }[];
  let turn: number;
  let turns: NodeJS.Immediate;
  let writer: PieceWriter;

  beforeEach(() => {
    posted = [];
    turn = 0;
    const count = () => {
      turn++;
      turns = setImmediate(count);
    };
    turns = setImmediate(count);
    writer = new PieceWriter({
      postMessage: (message: Message) => {
        posted.push({ message: structuredClone(message), turn });
      },
    });
  });
  afterEach(() => clearImmediate(turns));

  const received = () => {
    const collector = new PieceCollector();
    return posted.flatMap(({ message }) => collector.take(message) ?? []);
  };
  const requestOf = (params: object, id = 1) => ({ jsonrpc: '2.0', id, method: 'm', params });
  const text = `${'0123456789'.repeat(1_000_000)}π`;

  const messages: readonly [what: string, message: Message, posts: number][] = [
    ['a short text', requestOf({ text: '[1, 2]' }), 1],
    ['no text', requestOf([7]), 1],
    ['a text that just fits', requestOf({ text: text.slice(0, longest) }), 1],
    ['a long text', requestOf({ text, languageId: 'json' }), 4],
    ['a source with a long text', requestOf({ source: { text, start: 3 }, options: {} }), 4],
    ['many numbers', requestOf({ logits: { values: new Float64Array(10) } }), 1],
  ];
  for (const [what, message, posts] of messages) {
    it(`arrive as they were sent with ${what}`, async () => {
      await writer.write(message);
      assert.deepEqual(received(), [message]);
      assert.equal(posted.length, posts);
      assert.equal(new Set(posted.map(({ turn }) => turn)).size, posts);
      for (const { message } of posted) assert.ok(JSON.stringify(message).length < longest + 100);
    });
  }

  it('arrive in their order, whatever their length', async () => {
    const sent = [
      requestOf({ text: 'short' }, 1),
      requestOf({ text }, 2),
      requestOf({ text: 'short' }, 3),
      requestOf({ source: { text } }, 4),
      { jsonrpc: '2.0', method: '$/cancelRequest', params: { id: 4 } },
    ];
    await Promise.all(sent.map((message) => writer.write(message)));
    assert.deepEqual(received(), sent);
  });

  it('that cannot be sent say so, and do not keep the next', async () => {
    await assert.rejects(writer.write(requestOf({ text: '', no: () => 0 })), {
      name: 'DataCloneError',
    });
    const next = requestOf({ text: 'next' });
    await writer.write(next);
    assert.deepEqual(received(), [next]);
  });
});
