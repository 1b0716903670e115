import assert from 'node:assert/strict';
import fc from 'fast-check';
import { runToEnd } from '../../../src/core/job.ts';
import { noChanges, defaultSettings, type Settings } from '../../../src/protocol/schemas.ts';
import { withChanges } from '../../../src/worker/changes.ts';
import { detailOf, detailUnder } from '../../../src/worker/rowDetail.ts';
import { openSession } from '../../../src/worker/session.ts';
import { describeSession } from '../../../src/worker/views.ts';

const data = {
  logits: { rows: 2, classes: 3, values: Float64Array.of(1, 2, 3, 4, NaN, -0) },
  targets: { kind: 'indices', indices: Int32Array.of(2, -100) },
} as const;
const soft = {
  ...data,
  targets: { kind: 'probabilities', probabilities: Float64Array.of(0.5, 0.5, 0, 0, 1, 0) },
} as const;
const logit = (row: number, column: number, value: number, was: number) => ({
  logits: [{ row, column, value, was }],
  targets: [],
});
const target = (row: number, target: number, was: number | null) => ({
  logits: [],
  targets: [{ row, target, was }],
});

describe('changes', () => {
  it('stand in the places of what was read, which stays as it is', () => {
    const changes = {
      logits: [...logit(0, 1, -7, 2).logits, ...logit(1, 1, Infinity, NaN).logits],
      targets: target(1, 0, -100).targets,
    };
    const changed = withChanges(data, changes);
    assert.deepEqual([...changed.logits.values], [1, -7, 3, 4, Infinity, -0]);
    assert.deepEqual(changed.targets, { kind: 'indices', indices: Int32Array.of(2, 0) });
    assert.deepEqual(changed.changes, changes);
    assert.equal(changed.voidChanges, 0);
    assert.equal(data.logits.values[1], 2);
    assert.equal(data.targets.indices[1], -100);
  });

  it('copy nothing that they leave as it is', () => {
    const changed = withChanges(data, noChanges);
    assert.equal(changed.logits, data.logits);
    assert.equal(changed.targets, data.targets);
  });

  for (const [name, changes] of [
    ['a logit where another number stands by now', logit(0, 1, 7, 2.5)],
    ['a zero of another sign', logit(1, 2, 7, 0)],
    ['a row that is not there any more', logit(2, 0, 7, 1)],
    ['a class that is not there any more', logit(0, 3, 7, 1)],
    ['a target where another one stands by now', target(0, 1, 0)],
    ['a target that is no class any more', target(0, 3, 2)],
    ['a target where there was none', target(0, 1, null)],
  ] as const) {
    it(`are void and counted: ${name}`, () => {
      const changed = withChanges(data, changes);
      assert.equal(changed.voidChanges, 1);
      assert.deepEqual(changed.changes, noChanges);
      assert.equal(changed.logits, data.logits);
      assert.equal(changed.targets, data.targets);
    });
  }

  it('are done, not void, where the document has by now what they want', () => {
    for (const changes of [logit(0, 1, 2, 9), target(0, 2, 0)]) {
      const changed = withChanges(data, changes);
      assert.equal(changed.voidChanges, 0);
      assert.deepEqual(changed.changes, noChanges);
    }
    assert.deepEqual(withChanges(soft, target(1, 1, null)).changes, noChanges);
  });

  it('give a class as target all of the probability', () => {
    const { targets } = withChanges(soft, target(0, 2, null));
    assert.deepEqual(targets, {
      kind: 'probabilities',
      probabilities: Float64Array.of(0, 0, 1, 0, 1, 0),
    });
  });

  it('are targets where there were none, once every row has one', () => {
    const bare = { logits: data.logits, targets: undefined };
    const one = target(0, 1, null);
    assert.equal(withChanges(bare, one).targets, undefined);
    assert.deepEqual(withChanges(bare, one).changes, one);
    const both = { logits: [], targets: [...one.targets, ...target(1, 0, null).targets] };
    assert.deepEqual(withChanges(bare, both).targets, {
      kind: 'indices',
      indices: Int32Array.of(1, 0),
    });
  });
});

describe('a row under changes', () => {
  const rows = 4;
  const classes = 3;
  const text = 'z = [[1, 2, 3], [0.5, -1, 4], [0, 0, 0], [9, 8, 7]]\ny = [2, 0, 1, 1]\n';
  const source = {
    text,
    start: 0,
    selections: [{ start: 4, end: text.indexOf('\n') }],
    languageId: 'python',
  };
  const open = (settings: Partial<Settings>) =>
    runToEnd(openSession(source, { ...defaultSettings, ...settings }));
  const unchanged = open({});
  const logitAt = (row: number, column: number) =>
    unchanged.logits.values[row * classes + column] ?? NaN;
  const wasTarget = [2, 0, 1, 1];

  const cases = fc.record({
    logits: fc.uniqueArray(
      fc.record({
        row: fc.nat(rows - 1),
        column: fc.nat(classes - 1),
        value: fc.double({ min: -50, max: 50, noNaN: true }),
      }),
      { selector: ({ row, column }) => `${row} ${column}`, maxLength: 4 },
    ),
    targets: fc.uniqueArray(fc.record({ row: fc.nat(rows - 1), target: fc.nat(classes - 1) }), {
      selector: ({ row }) => row,
      maxLength: 2,
    }),
    options: fc.record(
      {
        reduction: fc.constantFrom('sum', 'mean'),
        temperature: fc.constantFrom(0.5, 2),
        labelSmoothing: fc.constantFrom(0.1, 0.9),
        classWeights: fc.constantFrom([1, 2, 0.5], [3, 1, 1]),
      },
      { requiredKeys: [] },
    ),
  });

  it('is bit for bit what the whole batch under them gives', () => {
    fc.assert(
      fc.property(cases, ({ logits, targets, options }) => {
        const changes = {
          logits: logits.map((change) => ({ ...change, was: logitAt(change.row, change.column) })),
          targets: targets.map((change) => ({ ...change, was: wasTarget[change.row] ?? null })),
        };
        const whole = open({ options, changes });
        for (let row = 0; row < rows; row++) {
          assert.deepEqual(detailUnder(unchanged, row, { options, changes }), detailOf(whole, row));
        }
      }),
    );
  });

  it('starts from what was read, whatever changes the session itself has', () => {
    const changes = logit(0, 1, 7, 2);
    const changed = open({ changes });
    assert.equal(describeSession(changed).changes, changed.changes);
    assert.deepEqual(
      detailUnder(changed, 0, { options: {}, changes: noChanges }),
      detailOf(unchanged, 0),
    );
  });

  it('has no loss where the batch refuses the targets, and no row is made up', () => {
    const under = { options: { ignoreIndex: 1.5 }, changes: noChanges };
    assert.throws(() => detailUnder(unchanged, 0, under), /ignore index/);
    const onnx = {
      options: { convention: 'onnx', labelSmoothing: 0.1 },
      changes: noChanges,
    } as const;
    assert.equal(detailUnder(unchanged, 0, onnx).loss, null);
    assert.throws(() => detailUnder(unchanged, 4, under), /There is no row 4/);
  });
});
