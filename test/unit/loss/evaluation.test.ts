import fc from 'fast-check';
import assert from 'node:assert/strict';
import { runToEnd } from '../../../src/core/job.ts';
import { evaluate, evaluateRow, summarise } from '../../../src/core/loss/evaluation.ts';
import { lossIfTarget } from '../../../src/core/loss/lossIfTarget.ts';
import { LossError } from '../../../src/core/loss/lossError.ts';
import { completeOptions } from '../../../src/core/loss/options.ts';
import type { Targets } from '../../../src/core/loss/targets.ts';
import { describeEachKernel } from '../kernel/eachKernel.ts';
import { lossCases } from './arbitraries.ts';
import { ulpsBetween } from './ulp.ts';

const defaults = completeOptions({}, 1);

describeEachKernel('evaluating logits', () => {
  describe('what must not cancel', () => {
    const cases: { name: string; row: number[]; target: number; loss: number }[] = [
      { name: 'a large loss is exact', row: [1000, 0, -1000], target: 1, loss: 1000 },
      { name: 'a tiny loss is not 0', row: [100, 0], target: 0, loss: 3.720075976020836e-44 },
      { name: 'a subnormal loss is not 0', row: [744, 0], target: 0, loss: 1e-323 },
      {
        name: 'an offset of the logits changes nothing',
        row: [1e8 + 1, 1e8],
        target: 1,
        loss: 1.3132616875182228,
      },
      { name: 'a single class has no loss', row: [3.5], target: 0, loss: 0 },
    ];
    for (const { name, row, target, loss } of cases) {
      it(name, () => {
        const { losses } = runToEnd(summarise(matrix([row]), indices(target), defaults));
        assertClose([losses!.loss], [loss]);
      });
    }

    it('the slope of a target next to certain is not 0', () => {
      const { gradient } = runToEnd(evaluate(matrix([[100, 0]]), indices(0), defaults));
      assertClose(gradient!, [-3.720075976020836e-44, 3.720075976020836e-44]);
    });

    it('the mean of losses whose sum overflows is finite', () => {
      const logits = matrix([
        [1.7e308, 0],
        [1.7e308, 0],
      ]);
      const { losses } = runToEnd(summarise(logits, indices(1, 1), defaults));
      assert.equal(losses?.sum, Infinity);
      assert.equal(losses.mean, 1.7e308);
    });
  });

  it('a mean that divides by 0 is NaN, also where smoothing leaves a sum', () => {
    const options = completeOptions({ classWeights: [0, 1], labelSmoothing: 0.1 }, 2);
    const { losses } = runToEnd(summarise(matrix([[1, 2]]), indices(0), options));
    assert.ok(losses!.sum > 0);
    assert.ok(Number.isNaN(losses!.mean));
  });

  describe('without targets', () => {
    const logits = matrix([
      [0, Math.log(3)],
      [5, 5],
    ]);

    it('gives argmax, confidence and probabilities, but no loss and no gradient', () => {
      const evaluation = runToEnd(evaluate(logits, undefined, defaults));
      assert.deepEqual([...evaluation.argmax], [1, 0]);
      assertClose(evaluation.probabilities, [0.25, 0.75, 0.5, 0.5]);
      assertClose(evaluation.confidence, [0.75, 0.5]);
      assert.equal(evaluation.losses, undefined);
      assert.equal(evaluation.gradient, undefined);
    });

    it('gives the loss that each class would have as target', () => {
      assert.deepEqual([...lossIfTarget(logits, defaults, 1)], [Math.LN2, Math.LN2]);
    });

    it('which is 0 for the ignored class', () => {
      const options = { ...defaults, ignoreIndex: 1 };
      assert.deepEqual([...lossIfTarget(logits, options, 1)], [Math.LN2, 0]);
    });
  });

  describe('targets', () => {
    it('probabilities of targets, NaN where the row is ignored', () => {
      const logits = matrix([
        [0, Math.log(3)],
        [5, 5],
      ]);
      const { losses } = runToEnd(summarise(logits, indices(0, -100), defaults));
      assert.deepEqual([...losses!.targetProbability!], [0.25, NaN]);
      assert.deepEqual([losses!.valid, losses!.ignored, losses!.divisor], [1, 1, 1]);
    });

    const wrong: { name: string; targets: Targets; message: RegExp; row?: number }[] = [
      {
        name: 'a target beyond the classes',
        targets: indices(0, 0, 7),
        message: /^Row 2 has target 7, but the classes are 0 to 3\./,
        row: 2,
      },
      {
        name: 'a negative target that is not the ignore index',
        targets: indices(0, -1, 0),
        message: /^Row 1 has target -1, but the classes are 0 to 3\./,
        row: 1,
      },
      {
        name: 'too few targets',
        targets: indices(0),
        message: /^There are 1 targets for 3 rows of logits\./,
      },
      {
        name: 'too few probabilities',
        targets: { kind: 'probabilities', probabilities: Float64Array.of(1, 0) },
        message: /^There are 2 target probabilities for logits of 3 × 4\./,
      },
    ];
    for (const { name, targets, message, row } of wrong) {
      it(`${name} is a clear error`, () => {
        const logits = { rows: 3, classes: 4, values: new Float64Array(12) };
        assert.throws(
          () => runToEnd(evaluate(logits, targets, defaults)),
          (error) => error instanceof LossError && message.test(error.message) && error.row === row,
        );
      });
    }
  });

  describe('its three forms agree bit for bit', () => {
    it('a summary, and each row by itself, with the whole', () => {
      fc.assert(
        fc.property(lossCases, ({ logits, targets, options }) => {
          const { probabilities, gradient, ...rest } = runToEnd(evaluate(logits, targets, options));
          assert.deepEqual(runToEnd(summarise(logits, targets, options)), rest);
          for (let row = 0; row < logits.rows; row++) {
            const from = row * logits.classes;
            const to = from + logits.classes;
            const divisor = rest.losses!.divisor;
            const alone = evaluateRow(logits, targets, options, divisor, row);
            assert.deepEqual(alone.probabilities, probabilities.slice(from, to));
            assert.deepEqual(alone.gradient, gradient!.slice(from, to));
            if (targets.kind === 'indices' && targets.indices[row]! >= 0) {
              const loss = lossIfTarget(logits, options, row)[targets.indices[row]!];
              assertClose([loss!], [rest.losses!.lossPerRow[row]!]);
            }
          }
        }),
      );
    });

    it('also in a row of several pieces', () => {
      const classes = 200_000;
      const values = Float64Array.from({ length: classes }, (_, i) => Math.sin(i) * 20);
      const logits = { rows: 1, classes, values };
      const options = { ...defaults, labelSmoothing: 0.1 };
      const { gradient, losses } = runToEnd(evaluate(logits, indices(70_000), options));
      const alone = evaluateRow(logits, indices(70_000), options, 1, 0);
      assert.deepEqual(alone.gradient, gradient);
      assertClose([lossIfTarget(logits, options, 0)[70_000]!], [losses!.loss]);
    });
  });

  describe('as a job', () => {
    for (const [rows, classes] of [
      [400_000, 1],
      [100_000, 4],
      [4, 100_000],
      [1, 400_000],
    ] as const) {
      it(`yields growing fractions, one per 100,000 logits at least (${rows} x ${classes})`, () => {
        const logits = { rows, classes, values: new Float64Array(rows * classes) };
        const targets: Targets = { kind: 'indices', indices: new Int32Array(rows) };
        const fractions = [...evaluate(logits, targets, defaults)];
        assert.ok(fractions.length >= 4, `${fractions.length} yields`);
        assert.deepEqual(
          fractions,
          fractions.toSorted((a, b) => a - b),
        );
        assert.ok(fractions[0]! > 0 && fractions.at(-1)! <= 1);
      });
    }
  });
});

/** Within what is allowed of a true value. */
function assertClose(actual: ArrayLike<number>, expected: readonly number[]): void {
  expected.forEach((value, i) => {
    const ulps = ulpsBetween(actual[i]!, value);
    assert.ok(ulps <= 4, `${actual[i]} is ${ulps} ulp from ${value}`);
  });
}

function matrix(rows: readonly (readonly number[])[]) {
  return { rows: rows.length, classes: rows[0]!.length, values: Float64Array.from(rows.flat()) };
}

function indices(...classes: number[]): Targets {
  return { kind: 'indices', indices: Int32Array.from(classes) };
}
