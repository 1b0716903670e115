import assert from 'node:assert/strict';
import { runToEnd } from '../../../src/core/job.ts';
import { makeRowBatch } from '../../../src/core/loss/batch.ts';
import { evaluate } from '../../../src/core/loss/evaluation.ts';
import { completeOptions, type LossOptionsInput } from '../../../src/core/loss/options.ts';
import { measurePrecision } from '../../../src/core/loss/precisionLens.ts';
import { rowSteps, type StepArithmetic } from '../../../src/core/loss/rowSteps.ts';
import type { Targets } from '../../../src/core/loss/targets.ts';

const stable: StepArithmetic = { format: 'float64', subtractsLargest: true };
const naive: StepArithmetic = { format: 'float64', subtractsLargest: false };

const logits = {
  rows: 2,
  classes: 4,
  values: Float64Array.of(1, 2, 3, 5, 0.5, -0.25, 4, 1),
};
const indices: Targets = { kind: 'indices', indices: Int32Array.of(3, 1) };
const probabilities: Targets = {
  kind: 'probabilities',
  probabilities: Float64Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0, 0.75, 0),
};

function stepsOf(
  row: number[],
  arithmetic: StepArithmetic,
  target?: number,
  input: LossOptionsInput = {},
) {
  const batch = { rows: 1, classes: row.length, values: Float64Array.from(row) };
  const targets =
    target === undefined
      ? undefined
      : ({ kind: 'indices', indices: Int32Array.of(target) } as const);
  const options = completeOptions(input, row.length);
  return rowSteps(makeRowBatch(batch, targets, options, 0), options, 1, arithmetic);
}

describe('the steps of a row', () => {
  const classWeights = [1, 2, 0.5, 4];
  const cases: readonly [name: string, targets: Targets, options: LossOptionsInput][] = [
    ['class indices', indices, {}],
    ['a temperature', indices, { temperature: 2.5 }],
    ['a mean', indices, { reduction: 'mean' }],
    ['class weights', indices, { classWeights, reduction: 'mean' }],
    ['label smoothing', indices, { labelSmoothing: 0.3 }],
    ['all of these', indices, { labelSmoothing: 0.3, classWeights, temperature: 0.5 }],
    ['full label smoothing', indices, { labelSmoothing: 1 }],
    ['weights of whole rows', indices, { classWeights, convention: 'keras' }],
    ['class probabilities', probabilities, {}],
    ['weighted probabilities', probabilities, { classWeights, labelSmoothing: 0.1 }],
    ['p - q as the gradient', probabilities, { convention: 'keras', classWeights }],
  ];
  for (const [name, targets, input] of cases) {
    for (const arithmetic of [stable, naive]) {
      const way = arithmetic.subtractsLargest ? 'the largest subtracted' : 'as defined';
      it(`lead to the loss and the gradient: ${name}, ${way}`, () => {
        const options = completeOptions(input, logits.classes);
        const exact = runToEnd(evaluate(logits, targets, options));
        const divisor = options.reduction === 'mean' ? exact.losses!.divisor : 1;
        for (const row of [0, 1]) {
          const batch = makeRowBatch(logits, targets, options, row);
          const steps = rowSteps(batch, options, divisor, arithmetic);
          assertClose([steps.loss!.value], [exact.losses!.lossPerRow[row]!]);
          assertClose(steps.probabilities, exact.probabilities.subarray(row * 4, row * 4 + 4));
          assertClose(steps.loss!.slopes, exact.gradient!.subarray(row * 4, row * 4 + 4));
        }
      });
    }
  }

  it('are those of the definition', () => {
    const { largest, shifted, exponentials, total, surprisals, loss } = stepsOf([0, 2], stable, 0);
    assert.equal(largest, 2);
    assert.deepEqual([...shifted], [-2, 0]);
    assert.deepEqual([...exponentials], [Math.exp(-2), 1]);
    assert.equal(total, 1 + Math.exp(-2));
    assert.equal(surprisals[0], Math.log(total) + 2);
    assert.deepEqual([...loss!.coefficients], [1, 0]);
    assert.equal(loss!.isSpread, false);
  });

  it('overflow where the largest logit is not subtracted', () => {
    const { exponentials, total, probabilities, loss } = stepsOf([1000, 0], naive, 1);
    assert.deepEqual([...exponentials], [Infinity, 1]);
    assert.equal(total, Infinity);
    assert.deepEqual([...probabilities], [NaN, 0]);
    assert.equal(loss!.value, Infinity);
    assert.equal(stepsOf([1000, 0], stable, 1).loss!.value, 1000);
  });

  it('underflow where the largest logit is not subtracted', () => {
    assert.deepEqual([...stepsOf([-1000, -1001], naive).probabilities], [NaN, NaN]);
    assert.deepEqual([...stepsOf([-1000, -1000], stable).probabilities], [0.5, 0.5]);
  });

  it('overflow sooner in fewer bits', () => {
    const overflows = (logit: number, format: StepArithmetic['format']) =>
      stepsOf([logit, 0], { format, subtractsLargest: false }).total === Infinity;
    assert.deepEqual([overflows(11, 'float16'), overflows(12, 'float16')], [false, true]);
    assert.deepEqual([overflows(88, 'float32'), overflows(89, 'float32')], [false, true]);
    assert.deepEqual([overflows(709, 'float64'), overflows(710, 'float64')], [false, true]);
  });

  for (const format of ['float32', 'float16', 'bfloat16'] as const) {
    for (const method of ['stable', 'naive'] as const) {
      it(`lose as much as the precision lens says: ${format}, ${method}`, () => {
        const row = [1.7, -0.3, 4.2, 4.1, -1.7];
        const batch = { rows: 1, classes: row.length, values: Float64Array.from(row) };
        const options = completeOptions({ temperature: 0.7, labelSmoothing: 0.1 }, row.length);
        const targets = { kind: 'indices', indices: Int32Array.of(3) } as const;
        const lens = runToEnd(measurePrecision(batch, targets, options));
        const expected = lens.find((seen) => seen.format === format && seen.method === method);
        const { loss } = stepsOf(
          row,
          { format, subtractsLargest: method === 'stable' },
          3,
          options,
        );
        assertClose([loss!.value], [expected!.loss!]);
      });
    }
  }

  it('are rounded, the logits first of all', () => {
    const { scaled, probabilities } = stepsOf([0.1, 0], { ...stable, format: 'float32' });
    assert.equal(scaled[0], Math.fround(0.1));
    assert.ok(probabilities.every((p) => p === Math.fround(p)));
  });

  it('have no loss without a target that is a class', () => {
    assert.equal(stepsOf([1, 2], stable).loss, undefined);
    assert.equal(stepsOf([1, 2], stable, -100).loss, undefined);
    assert.equal(stepsOf([1, 2], stable, 5, { convention: 'optax' }).loss, undefined);
  });
});

function assertClose(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  assert.equal(actual.length, expected.length);
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(actual[i]! - expected[i]!);
    assert.ok(difference < 1e-14, `${actual[i]} instead of ${expected[i]}`);
  }
}
