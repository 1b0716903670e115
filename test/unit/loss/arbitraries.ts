import fc from 'fast-check';
import { completeOptions, type LossOptions } from '../../../src/core/loss/options.ts';
import type { Logits } from '../../../src/core/loss/logits.ts';
import type { Targets } from '../../../src/core/loss/targets.ts';

export interface LossCase {
  readonly logits: Logits;
  readonly targets: Targets;
  readonly options: LossOptions;
}

const scales = [1e-320, 1e-8, 1e-3, 1, 30, 700, 1e4, 1e15, 1.7e308];

/** Logits of one scale, or of one in units of the temperature; ties are frequent. */
function logitsOf(rows: number, classes: number, temperature: number): fc.Arbitrary<Logits> {
  const entry = fc.oneof(
    { weight: 4, arbitrary: fc.double({ min: -1, max: 1, noNaN: true }) },
    { weight: 1, arbitrary: fc.constantFrom(-1, 0, 0.5, 1) },
  );
  const length = rows * classes;
  return fc
    .record({
      scale: fc.constantFrom(...scales, temperature, 30 * temperature, 1000 * temperature),
      offset: fc.constantFrom(0, 0, 1e8, -1e16),
      entries: fc.array(entry, { minLength: length, maxLength: length }),
    })
    .map(({ scale, offset, entries }) => ({
      rows,
      classes,
      values: Float64Array.from(entries, (x) => x * scale + offset),
    }));
}

const probability = fc.oneof(
  fc.constantFrom(0, 1),
  fc.double({ min: 1e-100, max: 1, noNaN: true }),
);

function targetsOf(rows: number, classes: number): fc.Arbitrary<Targets> {
  const index = fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 0, max: classes - 1 }) },
    { weight: 1, arbitrary: fc.constant(-100) },
  );
  const length = rows * classes;
  return fc.oneof(
    {
      weight: 3,
      arbitrary: fc
        .array(index, { minLength: rows, maxLength: rows })
        .map((indices): Targets => ({ kind: 'indices', indices: Int32Array.from(indices) })),
    },
    {
      weight: 1,
      arbitrary: fc
        .array(probability, { minLength: length, maxLength: length })
        .map((q): Targets => ({ kind: 'probabilities', probabilities: Float64Array.from(q) })),
    },
  );
}

function optionsOf(classes: number): fc.Arbitrary<LossOptions> {
  const weight = fc.oneof(
    fc.double({ min: 0.01, max: 3, noNaN: true }),
    fc.constantFrom(1e-5, 1000, 1e-150, 1e18),
  );
  return fc
    .record(
      {
        reduction: fc.constantFrom('none' as const, 'sum' as const, 'mean' as const),
        classWeights: fc.array(weight, { minLength: classes, maxLength: classes }),
        labelSmoothing: fc.constantFrom(0, 0, 0.01, 0.1, 0.3, 1),
        temperature: fc.oneof(
          fc.constantFrom(1, 0.07, 0.5, 2, 10, 1e-3, 1e5, 1e-100, 1e-250, 1e250),
          fc.double({ min: 0.01, max: 100, noNaN: true }),
        ),
      },
      { requiredKeys: [] },
    )
    .map((partial) => completeOptions(partial, classes));
}

export const lossCases: fc.Arbitrary<LossCase> = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 7 }))
  .chain(([rows, classes]) =>
    optionsOf(classes).chain((options) =>
      fc.record({
        logits: logitsOf(rows, classes, options.temperature),
        targets: targetsOf(rows, classes),
        options: fc.constant(options),
      }),
    ),
  );
