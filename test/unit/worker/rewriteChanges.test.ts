import assert from 'node:assert/strict';
import { runToEnd } from '../../../src/core/job.ts';
import { RewritingError } from '../../../src/core/rewriting/rewriteValues.ts';
import { defaultSettings, noChanges, type Settings } from '../../../src/protocol/schemas.ts';
import { cellAt, locateCell } from '../../../src/worker/places.ts';
import { rewriteChanges } from '../../../src/worker/rewriteChanges.ts';
import { openSession, type Session } from '../../../src/worker/session.ts';

/** The text stands in a document behind something else. */
const before = 'import numpy as np\n';

function open(text: string, settings: Partial<Settings> = {}, languageId = 'python'): Session {
  const selected = text.split('\ny = ', 1)[0]!;
  const start = before.length;
  const selections = [{ start, end: start + selected.length }];
  const source = { text, start, selections, languageId };
  return runToEnd(openSession(source, { ...defaultSettings, ...settings }));
}

const logit = (row: number, column: number, value: number, was: number) => ({
  logits: [{ row, column, value, was }],
  targets: [],
});
const target = (row: number, target: number, was: number | null) => ({
  logits: [],
  targets: [{ row, target, was }],
});

function applied(text: string, session: Session): string {
  return runToEnd(rewriteChanges(session))
    .toSorted((one, other) => other.range.start - one.range.start)
    .reduce((result, { range, text: replacement }) => {
      const [start, end] = [range.start - before.length, range.end - before.length];
      return result.slice(0, start) + replacement + result.slice(end);
    }, text);
}

const matrix = 'z = [[1.5, 2.0, 3.0], [4.0, 5.0, 6.0]]\n';

describe('changes that are applied', () => {
  for (const [name, text, settings, expected] of [
    [
      'to logits and class indices',
      `${matrix}y = [2, 0]\n`,
      {
        changes: {
          logits: [
            { row: 1, column: 2, value: -1, was: 6 },
            { row: 0, column: 0, value: 7.25, was: 1.5 },
          ],
          targets: target(1, 1, 0).targets,
        },
      },
      'z = [[7.25, 2.0, 3.0], [4.0, 5.0, -1.0]]\ny = [2, 1]\n',
    ],
    [
      'to one-hot targets',
      `${matrix}y = [[0, 0, 1], [1, 0, 0]]\n`,
      { changes: target(0, 1, 2) },
      `${matrix}y = [[0, 1, 0], [1, 0, 0]]\n`,
    ],
    [
      'to class probabilities',
      `${matrix}y = [[0.5, 0.5, 0.0], [0.25, 0.25, 0.5]]\n`,
      { changes: target(1, 0, null) },
      `${matrix}y = [[0.5, 0.5, 0.0], [1.00, 0.00, 0.0]]\n`,
    ],
    [
      'to logits whose classes are on the first axis',
      `${matrix}y = [1, 1, 0]\n`,
      { classAxis: 0, changes: logit(2, 1, 60, 6) },
      'z = [[1.5, 2.0, 3.0], [4.0, 5.0, 60.0]]\ny = [1, 1, 0]\n',
    ],
    [
      'to a transposed array',
      'z = np.transpose([[1, 2, 3], [4, 5, 6]])\ny = [1, 1, 0]\n',
      { changes: logit(2, 0, 30, 3) },
      'z = np.transpose([[1, 2, 30], [4, 5, 6]])\ny = [1, 1, 0]\n',
    ],
    [
      'to log-probabilities, which are logits as they stand',
      'z = [[-0.5, -0.9]]\ny = [1]\n',
      { valuesAre: 'log-probabilities', changes: logit(0, 0, -2, -0.5) },
      'z = [[-2.0, -0.9]]\ny = [1]\n',
    ],
    [
      'to the target of a single class',
      'z = [[1.5], [2.5]]\ny = [-100, 0]\n',
      { changes: target(0, 0, -100) },
      'z = [[1.5], [2.5]]\ny = [0, 0]\n',
    ],
  ] as const) {
    it(`are written where they stand, and are changes no more: ${name}`, () => {
      const session = open(text, settings);
      const after = applied(text, session);
      assert.equal(after, expected);
      const again = open(after, settings);
      assert.deepEqual(again.changes, noChanges);
      assert.equal(again.voidChanges, 0);
      assert.deepEqual(again.logits.values, session.logits.values);
      assert.deepEqual(again.targets, session.targets);
    });
  }

  it('are written into a table with its targets in a column', () => {
    const text = 'a,b,label\n1.5,2.5,0\n3.5,4.5,1\n';
    const changes = { ...logit(1, 0, 9, 3.5), ...{ targets: target(0, 1, 0).targets } };
    const session = open(text, { changes }, 'csv');
    assert.equal(applied(text, session), 'a,b,label\n1.5,2.5,1\n9.0,4.5,1\n');
  });

  for (const [name, text, settings, message] of [
    [
      'logits that are logarithms',
      'z = [[0.25, 0.75]]\ny = [1]\n',
      { valuesAre: 'probabilities', changes: logit(0, 0, 1, Math.log(0.25)) },
      /^The document has probabilities/,
    ],
    [
      'targets that were typed',
      `${matrix}y = [2, 0]\n`,
      { targetsText: '1 1', changes: target(0, 2, 1) },
      /^The targets were given here/,
    ],
    [
      'targets where there are none',
      'z = [[1.5, 2.0]]\n',
      { changes: target(0, 1, null) },
      /given here/,
    ],
  ] as const) {
    it(`are refused in words: ${name}`, () => {
      assert.throws(
        () => runToEnd(rewriteChanges(open(text, settings))),
        (error) => error instanceof RewritingError && message.test(error.message),
      );
    });
  }
});

describe('cells and their literals', () => {
  const cases = [
    ['a matrix', `${matrix}y = [2, 0]\n`, {}],
    ['classes on the first axis', `${matrix}y = [1, 1, 0]\n`, { classAxis: 0 }],
    ['a transposed array', 'z = np.transpose([[1, 2, 3], [4, 5, 6]])\ny = [1, 1, 0]\n', {}],
    ['class probabilities', `${matrix}y = [[0.5, 0.5, 0.0], [0.25, 0.25, 0.5]]\n`, {}],
    ['one-hot targets', `${matrix}y = [[0, 0, 1], [1, 0, 0]]\n`, {}],
  ] as const;
  for (const [name, text, settings] of cases) {
    it(`are found from each other: ${name}`, () => {
      const session = open(text, settings);
      const { rows, classes } = session.logits;
      const columns = Array.from({ length: classes }, (_, column) => column);
      const cells = Array.from({ length: rows }, (_, row) => [
        ...columns.map((column) => ({ array: 'logits', row, column }) as const),
        ...(session.targets?.kind === 'probabilities'
          ? columns.map((column) => ({ array: 'targets', row, column }) as const)
          : [{ array: 'targets', row } as const]),
      ]).flat();
      for (const cell of cells) {
        const { start, end } = locateCell(session, cell);
        const literal = text.slice(start - before.length, end - before.length);
        assert.match(literal, /^[\d.]+$/);
        if (cell.array === 'logits') {
          assert.equal(Number(literal), session.logits.values[cell.row * classes + cell.column]);
        }
        for (let offset = start; offset <= end; offset++) {
          assert.deepEqual(cellAt(session, offset), cell);
        }
        assert.notDeepEqual(cellAt(session, start - 1), cell);
      }
    });
  }

  it('are none of what stands elsewhere, or was typed', () => {
    const session = open(`${matrix}y = [2, 0]\n`, { targetsText: '1 1' });
    assert.equal(cellAt(session, 0), null);
    assert.equal(cellAt(session, before.length + 2), null);
    assert.equal(cellAt(session, before.length + matrix.length + 5), null);
    assert.throws(() => locateCell(session, { array: 'targets', row: 0 }), RangeError);
    assert.throws(() => locateCell(session, { array: 'logits', row: 2, column: 0 }), RangeError);
  });
});
