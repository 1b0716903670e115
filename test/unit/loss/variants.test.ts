import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { runToEnd } from '../../../src/core/job.ts';
import { evaluate } from '../../../src/core/loss/evaluation.ts';
import { LossError } from '../../../src/core/loss/lossError.ts';
import { completeOptions, type LossOptionsInput } from '../../../src/core/loss/options.ts';
import type { Targets } from '../../../src/core/loss/targets.ts';
import {
  evaluateVariant,
  evaluateVariantGradient,
  type Variant,
} from '../../../src/core/loss/variants.ts';

interface StoredVariant {
  readonly variant: Variant;
  readonly options: LossOptionsInput;
  readonly logits: readonly (readonly number[])[];
  readonly targets: readonly number[];
  readonly loss: number;
  readonly gradient: readonly (readonly number[])[];
}

const file = new URL('../../golden/variants.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { readonly cases: StoredVariant[] };

describe('variants of the loss', () => {
  for (const { variant, options, logits, targets, loss, gradient } of cases) {
    it(`${JSON.stringify(variant)} of ${JSON.stringify([targets, options])}`, () => {
      const result = run(logits, targets, options, variant);
      assertClose(result.loss, loss);
      gradient.flat().forEach((slope, i) => assertClose(result.gradient[i]!, slope));
    });
  }

  it('say where they are defined', () => {
    const { name, source } = run([[1, 2]], [0], {}, { kind: 'poly-1', epsilon: 1 });
    assert.equal(name, 'Poly-1 loss');
    assert.match(source, /^Z\. Leng et al\., PolyLoss.*arXiv:2204\.12511/);
  });

  it('a focal loss of gamma 0 and alpha 1 is the cross-entropy, bit for bit', () => {
    const logits = [
      [100, 0, -3],
      [1, 2, 3],
    ];
    const focal = run(logits, [0, 2], {}, { kind: 'focal', gamma: 0, alpha: 1 });
    const plain = runToEnd(evaluate(matrix(logits), indices([0, 2]), completeOptions({}, 3)));
    assert.deepEqual(focal.gradient, [...plain.gradient!]);
    assert.equal(focal.loss, plain.losses!.loss);
  });

  for (const temperature of [1e-250, 1, 1e250]) {
    it(`depend on z / T alone: ${temperature}`, () => {
      const scaled = [[2 * temperature, 0, -3 * temperature]];
      for (const variant of [
        { kind: 'focal', gamma: 2, alpha: 1 },
        { kind: 'z-loss', coefficient: 0.1 },
        { kind: 'poly-1', epsilon: 2 },
      ] as const) {
        const plain = run([[2, 0, -3]], [1], {}, variant);
        const result = run(scaled, [1], { temperature }, variant);
        assertClose(result.loss, plain.loss);
        plain.gradient.forEach((slope, i) => assertClose(result.gradient[i]! * temperature, slope));
      }
    });
  }

  it('a low temperature lifts the slope of a probability that is too small for a double', () => {
    const variant = { kind: 'z-loss', coefficient: 1 } as const;
    const { gradient } = run([[0, -1e-247]], [0], { temperature: 1e-250 }, variant);
    // e^-1000 / T; the rest is e^-1000 of it.
    assertClose(gradient[1]! / 5.075958897549633e-185, 1);
  });

  it('a Poly-1 loss of epsilon -1 is not 0 where the target is all but certain', () => {
    // With l = log(1 + e^-40), l - (1 - e^-l) is l^2 / 2 - l^3 / 6, and its slope 1 - p times that of l.
    const { loss, gradient } = run([[40, 0]], [0], {}, { kind: 'poly-1', epsilon: -1 });
    const other = 4.248354255291589e-18;
    assertClose(loss / (other ** 2 / 2), 1);
    assertClose(gradient[1]! / other ** 2, 1);
  });

  describe('at the ends of the probabilities', () => {
    const focal: Variant = { kind: 'focal', gamma: 0.5, alpha: 1 };
    const rows: { name: string; row: number[]; target: number; loss: number; slope: number }[] = [
      { name: 'a certain target', row: [1000, 0], target: 0, loss: 0, slope: 0 },
      { name: 'a hopeless target', row: [1000, 0], target: 1, loss: 1000, slope: -1 },
      { name: 'an impossible target', row: [0, -Infinity], target: 1, loss: Infinity, slope: -1 },
      { name: 'a row without a softmax', row: [0, NaN], target: 0, loss: NaN, slope: NaN },
    ];
    for (const { name, row, target, loss, slope } of rows) {
      it(name, () => {
        const result = run([row], [target], {}, focal);
        assert.equal(result.loss, loss);
        assert.equal(result.gradient[target]! + 0, slope);
      });
    }
  });

  const wrong: { variant: Variant; options?: LossOptionsInput; message: RegExp }[] = [
    { variant: { kind: 'focal', gamma: -1, alpha: 1 }, message: /gamma .* is -1; .* at least 0/ },
    { variant: { kind: 'focal', gamma: 2, alpha: [1] }, message: /1 alphas for 2 classes/ },
    { variant: { kind: 'focal', gamma: 2, alpha: NaN }, message: /alpha of the focal loss is NaN/ },
    { variant: { kind: 'z-loss', coefficient: Infinity }, message: /coefficient .* is Infinity/ },
    { variant: { kind: 'poly-1', epsilon: NaN }, message: /epsilon of the Poly-1 loss is NaN/ },
    {
      variant: { kind: 'poly-1', epsilon: 1 },
      options: { labelSmoothing: 0.1 },
      message: /The Poly-1 loss is defined for class indices, without class weights/,
    },
    {
      variant: { kind: 'z-loss', coefficient: 1 },
      options: { classWeights: [1, 2] },
      message: /The z-loss is defined for class indices, without class weights/,
    },
  ];
  for (const { variant, options = {}, message } of wrong) {
    it(`refuses ${JSON.stringify([variant, options])}`, () => {
      assert.throws(
        () => run([[1, 2]], [0], options, variant),
        (error) => error instanceof LossError && message.test(error.message),
      );
    });
  }
});

function run(
  logits: readonly (readonly number[])[],
  targets: readonly number[],
  options: LossOptionsInput,
  variant: Variant,
) {
  const complete = completeOptions(options, logits[0]!.length);
  const batch = [matrix(logits), indices(targets), complete, variant] as const;
  const evaluation = runToEnd(evaluateVariant(...batch));
  const gradient = logits.flatMap((_, row) => [
    ...runToEnd(evaluateVariantGradient(...batch, evaluation.divisor, row)),
  ]);
  return { ...evaluation, gradient };
}

function matrix(rows: readonly (readonly number[])[]) {
  return { rows: rows.length, classes: rows[0]!.length, values: Float64Array.from(rows.flat()) };
}

function indices(classes: readonly number[]): Targets {
  return { kind: 'indices', indices: Int32Array.from(classes) };
}

function assertClose(actual: number, expected: number): void {
  const error = Math.abs(actual - expected);
  assert.ok(error <= 4e-15 * Math.max(1, Math.abs(expected)), `${actual} is not ${expected}`);
}
