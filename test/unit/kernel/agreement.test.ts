import assert from 'node:assert/strict';
import { runToEnd } from '../../../src/core/job.ts';
import { useMachineCode } from '../../../src/core/kernel/machineCode.ts';
import { createSharedMemory } from '../../../src/core/kernel/sharedMemory.ts';
import {
  evaluate,
  evaluateRow,
  type Evaluation,
  type Losses,
} from '../../../src/core/loss/evaluation.ts';
import type { Logits } from '../../../src/core/loss/logits.ts';
import { completeOptions, type LossOptionsInput } from '../../../src/core/loss/options.ts';
import type { Targets } from '../../../src/core/loss/targets.ts';
import type { Floats } from '../../../src/core/kernel/results.ts';
import { floatUlpsBetween, ulpsBetween } from '../loss/ulp.ts';
import { loadMachineCode } from './machineCode.ts';

const allowedUlps = 4;

/** Around the sizes at which the machine code changes its way: pairs, blocks, segments, stretches. */
const shapes: readonly [rows: number, classes: number][] = [
  [1, 1],
  [3, 2],
  [130, 3],
  ...[4, 5, 6, 7, 8, 9, 11].map((classes): [number, number] => [3, classes]),
  [65, 10],
  [66, 13],
  [7, 31],
  [5, 32],
  [5, 33],
  [7, 35],
  [66, 63],
  [7, 64],
  [9, 65],
  [5, 192],
  [5, 193],
  [3, 1000],
  [2, 1024],
  [2, 1025],
  [2, 5003],
  [2, 8192],
  [2, 8193],
  [2, 40_003],
];

/** A row in several steps. */
const longRow: readonly [rows: number, classes: number] = [1, 140_001];

type Generate = (random: () => number, column: number, row: number) => number;

interface Kind {
  readonly name: string;
  readonly of: Generate;
  readonly options?: LossOptionsInput;
}

const kinds: readonly Kind[] = [
  { name: 'ordinary logits', of: (random) => normal(random) * 4 },
  { name: 'with a temperature', of: normal, options: { temperature: 0.07 } },
  { name: 'with weights and a mean', of: normal, options: { reduction: 'mean' } },
  { name: 'far apart', of: (random) => normal(random) * 300 },
  { name: 'so near that they are equal but for a few bits', of: (random) => 1 + random() * 1e-15 },
  { name: 'subnormal', of: (random) => random() * 1e-320 },
  { name: 'many of them equal', of: (random) => Math.round(normal(random)) },
  { name: 'all equal', of: () => -0.1 },
  { name: 'rising', of: (_, column) => column * 0.7 },
  { name: 'falling', of: (_, column) => -column * 0.7 },
  { name: 'with an offset', of: (random) => 5000 + normal(random) },
  { name: 'with an offset that rounds them', of: (random) => 1e12 + normal(random) },
  { name: 'masked by -Infinity', of: (random) => (random() < 0.3 ? -Infinity : normal(random)) },
  { name: 'masked by -1e9', of: (random) => (random() < 0.3 ? -1e9 : normal(random) * 10) },
  ...[1100, 8300].map((masked) => ({
    name: `masked but for what comes after ${masked} classes`,
    of: (random: () => number, column: number) => (column < masked ? -Infinity : normal(random)),
  })),
  { name: 'some rows with NaN', of: (random) => (random() < 0.001 ? NaN : normal(random)) },
  {
    name: 'some rows with Infinity',
    of: (random) => (random() < 0.001 ? Infinity : normal(random)),
  },
  {
    name: 'of which some rows are -Infinity',
    of: (random, _, row) => (row % 3 === 1 ? -Infinity : normal(random)),
  },
  ...[726_800, 1418].flatMap((limit) =>
    [1, -1].map((sign) => ({
      name: `next to rows beyond ${sign * limit}, where machine code leaves them to others`,
      of: (random: () => number, _: number, row: number) =>
        sign * (row % 2 === 1 ? 1.1 * limit : limit) + normal(random),
    })),
  ),
  ...[7, 14, 24, 30, 60].map((nats) => ({
    name: `in rows ${nats} apart, down to where slopes are 0 as floats`,
    of: (random: () => number, column: number, row: number) =>
      0.004 * ((row % 2) * nats - (column % 2) * 120 * random()),
    options: { temperature: 0.004 },
  })),
  { name: 'up to the largest double', of: (random) => normal(random) * 1e307 },
];

for (const kernel of ['relaxed', 'simd'] as const) {
  const code = loadMachineCode(kernel);
  (code ? describe : describe.skip)(`the kernel "${kernel}" agrees with TypeScript`, () => {
    after(() => useMachineCode(() => undefined));

    for (const kind of kinds) {
      it(`on logits ${kind.name}`, () => {
        for (const shape of shapes) assertKernelAgrees(shape, kind, 'float64');
      });

      it(`on float32 logits ${kind.name}`, () => {
        for (const shape of shapes) assertKernelAgrees(shape, kind, 'float32');
      });
    }

    it('that a row with a NaN of any bits has none of its results', () => {
      useMachineCode(() => code, 0);
      for (const bits of [0x7fc0_0000, 0x7fc0_0001, 0x7f80_0001, 0xffc0_0003, 0x7fff_ffff]) {
        for (const [rows, classes] of shapes) {
          const { logits, targets } = problem(rows, classes, normal);
          const values = Float32Array.from(logits.values);
          new Uint32Array(values.buffer)[classes - 1] = bits;
          const options = completeOptions({}, classes);
          const { losses } = runToEnd(evaluate<Floats>({ ...logits, values }, targets, options));
          const name = `${bits.toString(16)} in ${rows} x ${classes}`;
          assert.ok(Number.isNaN(losses!.lossPerRow[0]), name);
          assert.ok(losses!.lossPerRow.subarray(1).every(Number.isFinite), name);
        }
      }
    });

    it('in a row of several steps', () => {
      for (const type of ['float64', 'float32'] as const) {
        assertKernelAgrees(longRow, { name: 'ordinary', of: normal }, type);
      }
    });

    function assertKernelAgrees(
      [rows, classes]: readonly [number, number],
      { of, options = {} }: Kind,
      type: 'float64' | 'float32',
    ): void {
      const { logits, targets, weights } = problem(rows, classes, of);
      const complete = completeOptions(
        { ...options, ...(options.reduction && { classWeights: weights }) },
        classes,
      );
      const given = type === 'float64' ? logits.values : Float32Array.from(logits.values);
      const values = Float64Array.from(given);
      useMachineCode(() => undefined);
      const expected = runToEnd(evaluate({ ...logits, values }, targets, complete));
      useMachineCode(() => code, 0);
      const actual = runToEnd(evaluate<Floats>({ ...logits, values: given }, targets, complete));
      const distance = type === 'float64' ? ulpsBetween : floatUlpsBetween;
      assertAgree(actual, expected, `${rows} x ${classes}`, distance);
    }

    it('wherever the logits stand, to the bit', () => {
      useMachineCode(() => code, 0);
      for (const [rows, classes] of [...shapes, longRow]) {
        const { logits, targets } = problem(rows, classes, normal);
        const values = createSharedMemory()!.float64(logits.values.length);
        values.set(logits.values);
        const options = completeOptions({}, classes);
        assert.deepEqual(
          runToEnd(evaluate({ ...logits, values }, targets, options)),
          runToEnd(evaluate(logits, targets, options)),
        );
      }
    });

    it('row by row, to the bit, with the whole, of which some labels are out of range', () => {
      const { logits, targets } = problem(65, 10, normal);
      const losses = assertRowsAgree(logits, targets, { convention: 'optax' });
      assert.ok(losses.lossPerRow.some(Number.isNaN));
    });

    it('row by row, to the bit, with the whole, of which some rows are beyond the limits', () => {
      for (const far of [800_000, -800_000]) {
        const { logits, targets } = problem(65, 10, (random, _, row) =>
          row % 2 === 1 ? far + normal(random) : Math.sign(far) * 726_800 + normal(random),
        );
        assertRowsAgree(logits, targets, {});
      }
    });

    function assertRowsAgree(logits: Logits, targets: Targets, input: LossOptionsInput): Losses {
      useMachineCode(() => code, 0);
      const { rows, classes } = logits;
      const options = completeOptions(input, classes);
      const { gradient, losses } = runToEnd(evaluate(logits, targets, options));
      for (let row = 0; row < rows; row++) {
        const alone = evaluateRow(logits, targets, options, losses!.divisor, row);
        assert.deepEqual(alone.gradient, gradient!.slice(row * classes, (row + 1) * classes));
      }
      return losses!;
    }

    it('without targets', () => {
      const { logits } = problem(65, 10, normal);
      const options = completeOptions({}, 10);
      useMachineCode(() => undefined);
      const expected = runToEnd(evaluate(logits, undefined, options));
      useMachineCode(() => code, 0);
      assertAgree(runToEnd(evaluate(logits, undefined, options)), expected, '65 x 10');
    });
  });
}

function problem(rows: number, classes: number, of: Generate) {
  const random = randomNumbers();
  const values = Float64Array.from({ length: rows * classes }, (_, i) =>
    of(random, i % classes, Math.floor(i / classes)),
  );
  const logits: Logits = { rows, classes, values };
  const indices = Int32Array.from({ length: rows }, (_, row) =>
    row % 8 === 5 ? -100 : Math.floor(random() * classes),
  );
  const targets: Targets = { kind: 'indices', indices };
  const weights = Array.from({ length: classes }, () => 3 * random());
  return { logits, targets, weights };
}

/** Mulberry32: the same numbers in every run. */
function randomNumbers(): () => number {
  let state = 1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Nearly a normal distribution. */
function normal(random: () => number): number {
  return (random() + random() + random() - 1.5) * 2;
}

function assertAgree(
  actual: Evaluation<Floats>,
  expected: Evaluation,
  shape: string,
  distance: (actual: number, expected: number) => number = ulpsBetween,
): void {
  assert.deepEqual(actual.argmax, expected.argmax);
  compare('confidence', actual.confidence, expected.confidence);
  compare('probabilities', actual.probabilities, expected.probabilities);
  const { losses, gradient } = expected;
  assert.equal(actual.losses === undefined, losses === undefined);
  if (!losses || !gradient || !actual.losses) return;
  compare('losses', actual.losses.lossPerRow, losses.lossPerRow);
  compare('p of targets', actual.losses.targetProbability!, losses.targetProbability!);
  compare('gradient', actual.gradient!, gradient);

  function compare(field: string, numbers: Floats, others: Float64Array): void {
    assert.equal(numbers.length, others.length);
    others.forEach((value, i) => {
      const ulps = distance(numbers[i]!, value);
      if (ulps <= allowedUlps) return;
      assert.fail(`${shape}: ${field}[${i}] is ${numbers[i]}, ${ulps} ulp from ${value}`);
    });
  }
}
