import assert from 'node:assert/strict';
import { formatNames } from '../../../src/core/formats/names.ts';
import { runToEnd } from '../../../src/core/job.ts';
import { readText } from '../../../src/core/reading/reader.ts';
import type { Arrangement } from '../../../src/protocol/compute.ts';
import { defaultSettings } from '../../../src/protocol/schemas.ts';
import type { TakenArray } from '../../../src/protocol/takeAway.ts';
import { resultLinesOf } from '../../../src/worker/resultLines.ts';
import { openSession, type Session } from '../../../src/worker/session.ts';
import { arrayFileOf, arrayTextOf, lossTestOf } from '../../../src/worker/takeAway.ts';
import { sessionOf } from './sessions.ts';

/** An array of a session, read again from what is copied. */
function taken(session: Session, array: TakenArray) {
  const { text, shape } = runToEnd(arrayTextOf(session, { array, format: 'json' }));
  const { logits } = runToEnd(readText(text, 'json'));
  assert.deepEqual(logits.shape, shape);
  return { shape, values: [...logits.values] };
}

const plain: Arrangement = { filter: {}, sort: null };
const example = 'logits = [[1,2,3,5],[4,5,2,3]]\ntargets = [3, 1]\n';
const gradient = [
  0.015219428864155927, 0.04137069692096015, 0.11245721367093255, -0.1690473394560486,
  0.23688281808991013, -0.3560857401120277, 0.03205860328008499, 0.08714431874203257,
];
const whole = { part: null } as const;

describe('what a session gives away', () => {
  const session = sessionOf(example);

  for (const format of formatNames) {
    it(`is its gradient as text: ${format}`, () => {
      const array = { quantity: 'gradient', part: null } as const;
      const { text, shape } = runToEnd(arrayTextOf(session, { array, format }));
      assert.deepEqual(shape, [2, 4]);
      for (const value of gradient) assert.ok(text.includes(String(value)), text);
    });
  }

  it('is remarked upon where a language has no word for a value, or cuts it', () => {
    const odd = sessionOf('logits = [[1, inf], [nan, 2]]\ntargets = [0, 1]\n');
    const remark = (from: Session, format: (typeof formatNames)[number]) =>
      runToEnd(arrayTextOf(from, { array: { quantity: 'logits', part: null }, format })).remark;
    assert.match(remark(odd, 'json') ?? '', /not in the JSON standard/);
    assert.match(remark(odd, 'c') ?? '', /math\.h/);
    assert.match(remark(session, 'jax') ?? '', /jax_enable_x64/);
    assert.deepEqual(
      [remark(odd, 'numpy'), remark(session, 'json'), remark(session, 'c')],
      [null, null, null],
    );
  });

  it('has the names of the classes above their columns, where a table has them', () => {
    const table = 'cat,a|b,label\n1,2,0\n3,4,1\n';
    const text = (format: 'csv' | 'markdown' | 'json', settings = {}) => {
      const array = { quantity: 'logits', part: null } as const;
      return runToEnd(arrayTextOf(sessionOf(table, settings), { array, format })).text;
    };
    assert.equal(text('csv'), 'cat,a|b\n1,2\n3,4\n');
    assert.match(text('markdown'), /^\| cat \| a\\\|b \|\n/);
    assert.equal(text('csv', { classAxis: 0 }), '1,2\n3,4\n');
    const columns = { start: 1, end: 2 };
    const part = { arrangement: plain, rows: { start: 0, end: 1 }, columns };
    const some = { array: { quantity: 'logits', part }, format: 'csv' } as const;
    assert.equal(runToEnd(arrayTextOf(sessionOf(table), some)).text, 'a|b\n2\n');
  });

  it('is any quantity, whole', () => {
    assert.deepEqual(
      taken(session, { quantity: 'logits', ...whole }).values,
      [1, 2, 3, 5, 4, 5, 2, 3],
    );
    assert.deepEqual(taken(session, { quantity: 'gradient', ...whole }).values, gradient);
    const { shape, values } = taken(session, { quantity: 'losses', ...whole });
    assert.deepEqual(shape, [2]);
    assert.equal(values[0]! + values[1]!, 0.6253721511650079);
    const probabilities = taken(session, { quantity: 'probabilities', ...whole }).values;
    assert.equal(probabilities[0], gradient[0]);
  });

  it('is some of it, in the order in which the rows are shown', () => {
    const arrangement: Arrangement = { filter: {}, sort: { column: 'loss', descending: true } };
    const rows = { start: 0, end: 2 };
    const part = { arrangement, rows, columns: { start: 1, end: 3 } };
    const { shape, values } = taken(session, { quantity: 'logits', part });
    assert.deepEqual(
      [shape, values],
      [
        [2, 2],
        [5, 2, 2, 3],
      ],
    );
    const losses = taken(session, { quantity: 'losses', part }).values;
    assert.ok(losses[0]! > losses[1]!);
    const one = { ...part, rows: { start: 1, end: 2 }, columns: { start: 3, end: 4 } };
    const array = { quantity: 'gradient', part: one } as const;
    const { text } = runToEnd(arrayTextOf(session, { array, format: 'markdown' }));
    assert.equal(text, `| class 3 |\n| --: |\n| ${gradient[3]!} |\n`);
  });

  it('is nothing where there are no such rows', () => {
    const part = { arrangement: plain, rows: { start: 2, end: 3 }, columns: { start: 0, end: 1 } };
    assert.throws(() => taken(session, { quantity: 'logits', part }), RangeError);
  });

  it('has the shape of the array in the document, whichever axis the classes are on', () => {
    const deep = sessionOf('[[[1,2],[3,4],[5,6]],[[0,1],[0,2],[0,3]]]', {
      classAxis: 1,
      targetsText: '0 1 2 0',
    });
    const logits = taken(deep, { quantity: 'logits', ...whole });
    assert.deepEqual(logits, { shape: [2, 3, 2], values: [1, 2, 3, 4, 5, 6, 0, 1, 0, 2, 0, 3] });
    assert.deepEqual(taken(deep, { quantity: 'losses', ...whole }).shape, [2, 2]);
    // Over the classes of one row, the gradient sums to 0.
    const { values } = taken(deep, { quantity: 'gradient', ...whole });
    assert.ok(Math.abs(values[0]! + values[2]! + values[4]!) < 1e-15);
    const array = { quantity: 'logits', part: null } as const;
    const { text } = runToEnd(arrayTextOf(deep, { array, format: 'markdown' }));
    assert.match(text, /^\| column 0 \| column 1 \|\n/);
  });

  it('is of one axis where the array is', () => {
    const row = sessionOf('logits = [1, 2, 3]\ntargets = [2]\n');
    assert.deepEqual(taken(row, { quantity: 'gradient', ...whole }).shape, [3]);
    const array = { quantity: 'losses', part: null } as const;
    const { shape } = runToEnd(arrayTextOf(row, { array, format: 'json' }));
    assert.deepEqual(shape, [1]);
  });

  it('is of a large array what it is of each of its rows', () => {
    const rows = Array.from({ length: 3000 }, (_, row) =>
      Array.from({ length: 100 }, (_, column) => (row * 31 + column * 17) % 13),
    );
    const targets = rows.map((_, row) => row % 100);
    const large = sessionOf(
      `logits = ${JSON.stringify(rows)}\ntargets = ${JSON.stringify(targets)}\n`,
    );
    const bytes = runToEnd(
      arrayFileOf(large, { array: { quantity: 'gradient', part: null }, format: 'npy' }),
    );
    assert.equal(bytes.length, 128 + 8 * 300_000);
    const part = {
      arrangement: plain,
      rows: { start: 2998, end: 3000 },
      columns: { start: 0, end: 100 },
    };
    const { values } = taken(large, { quantity: 'gradient', part });
    const view = new DataView(bytes.buffer, bytes.length - 1600);
    assert.deepEqual(
      values,
      values.map((_, index) => view.getFloat64(8 * index, true)),
    );
  });

  it('is a file of any quantity', () => {
    const array = { quantity: 'losses', part: null } as const;
    const csv = Buffer.from(runToEnd(arrayFileOf(session, { array, format: 'csv' }))).toString();
    assert.equal(
      csv
        .split('\n')
        .map(Number)
        .slice(0, 2)
        .reduce((a, b) => a + b),
      0.6253721511650079,
    );
  });

  it('is a test of its loss and gradient', () => {
    const text = runToEnd(lossTestOf(session, { framework: 'pytorch' }));
    assert.match(text, /expected_loss = 0\.6253721511650079\n/);
    assert.match(text, /targets = torch\.tensor\(\[3, 1\]\)/);
    assert.ok(text.includes(gradient.slice(4).join(', ')));
  });

  it('is neither loss nor gradient where there are no targets, or refused ones', () => {
    const without = sessionOf('[[1,2],[3,4]]');
    const refused = sessionOf('logits = [[1,2],[3,4]]\n', { targetsText: '7 1' });
    for (const [opened, message] of [
      [without, /Without targets/],
      [refused, /Row 0 has target 7/],
    ] as const) {
      for (const quantity of ['gradient', 'losses'] as const) {
        assert.throws(() => taken(opened, { quantity, ...whole }), { name: 'LossError', message });
      }
      assert.throws(() => runToEnd(lossTestOf(opened, { framework: 'jax' })), { message });
      assert.deepEqual(taken(opened, { quantity: 'logits', ...whole }).values, [1, 2, 3, 4]);
    }
  });
});

describe('the result in a few lines', () => {
  it('has the loss, and the gradient of each row', () => {
    assert.deepEqual(resultLinesOf(sessionOf(example)), [
      'Softmax cross-entropy of 2 x 4 logits: 0.6253721511650079 (sum), 0.31268607558250394 (mean)',
      `row 0: argmax 3, loss 0.18518245260381255, gradient of the sum [${gradient.slice(0, 4).join(', ')}]`,
      `row 1: argmax 1, loss 0.44018969856119533, gradient of the sum [${gradient.slice(4).join(', ')}]`,
    ]);
  });

  it('says under what it holds', () => {
    const settings = {
      options: {
        reduction: 'mean',
        temperature: 2,
        labelSmoothing: 0.1,
        ignoreIndex: -1,
        convention: 'keras',
        classWeights: [1, 2, 3, 4],
      },
      valuesAre: 'log-probabilities',
      changes: { logits: [{ row: 0, column: 0, value: 0, was: 1 }], targets: [] },
    } as const;
    const [head, row] = resultLinesOf(sessionOf(example, settings));
    assert.match(
      head!,
      /^Softmax cross-entropy of 2 x 4 logits, convention of Keras, temperature 2, label smoothing 0\.1, ignore index -1, class weights, given as log-probabilities, with changes that are tried out: /,
    );
    assert.match(row!, /gradient of the mean/);
  });

  it('has probabilities where there are no targets', () => {
    assert.deepEqual(resultLinesOf(sessionOf('[[1, 1]]')), [
      'Softmax of 1 x 2 logits',
      'row 0: argmax 0, probabilities [0.5, 0.5]',
    ]);
  });

  it('has one line for many values', () => {
    const rows = Array.from({ length: 101 }, () => [1, 2]);
    assert.equal(resultLinesOf(sessionOf(JSON.stringify(rows))).length, 1);
  });

  it('is refused where the targets are', () => {
    const refused = sessionOf('[[1,2],[3,4]]', { targetsText: '7 1' });
    assert.throws(() => resultLinesOf(refused), /Row 0 has target 7/);
  });

  it('does not change what is read when it stands beside the array', () => {
    for (const text of ['logits = [[1,2,3,5],[4,5,2,3]]\n', 'z = [1, 2, 3]\n', '[[1, 2]]\n']) {
      for (const settings of [{}, { targetsText: text.includes('],[') ? '0 1' : '1' }]) {
        const opened = sessionOf(text, settings);
        const comment = resultLinesOf(opened).map((line) => `# ${line}\n`);
        const end = text.length - 1;
        const source = {
          text: text + comment.join(''),
          start: 0,
          selections: [{ start: text.indexOf('['), end }],
          languageId: 'python',
        };
        const again = runToEnd(openSession(source, defaultSettings));
        assert.deepEqual(again.targets, undefined, source.text);
        assert.deepEqual(again.logits, opened.logits);
      }
    }
  });
});
