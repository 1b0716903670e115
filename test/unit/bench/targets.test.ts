import assert from 'node:assert/strict';
import type { LossCase } from '../../bench/loss/measure.ts';
import type { Results } from '../../bench/results.ts';
import { targetsOf } from '../../bench/targets.ts';

/** A case in which each contender takes so many nanoseconds per logit. */
function lossCase(times: Readonly<Record<string, number>>): LossCase {
  const timings = Object.entries(times).map(([contender, nanoseconds]) => {
    const [name, threads] = contender.split(' on ') as [string, 'one' | 'all'];
    return {
      name,
      role: name === 'Softmax Lens' ? ('ours' as const) : ('peer' as const),
      threads,
      nanosecondsPerLogit: {
        minimum: nanoseconds,
        lowerQuartile: nanoseconds,
        median: nanoseconds,
        upperQuartile: nanoseconds,
      },
      processors: 1,
      disturbed: 0,
    };
  });
  return {
    rows: 1024,
    classes: 1000,
    type: 'float64',
    timings,
    refusals: [],
    disagreements: [],
  };
}

function targetOf(loss: readonly LossCase[], what: RegExp) {
  const results: Results = { machine: '', missing: [], loss };
  const found = targetsOf(results).filter((target) => what.test(target.what));
  assert.equal(found.length, 1, String(what));
  return found[0]!;
}

describe("the bench's targets", () => {
  const contenders = {
    'Softmax Lens on one': 2,
    'Softmax Lens on all': 1,
    'PyTorch on one': 10,
    'PyTorch on all': 5,
    'JAX on one': 4,
    'JAX on all': 1.9,
  };

  it('compare one thread with PyTorch on one thread', () => {
    const { measured, met } = targetOf([lossCase(contenders)], /PyTorch, 1000 classes/);
    assert.match(measured ?? '', /^5\.00 /);
    assert.ok(met);
  });

  it('compare one thread with whoever is fastest on one', () => {
    const { measured, met } = targetOf([lossCase(contenders)], /1 thread.* fastest peer, float64/);
    assert.equal(measured, '2.00 (1024x1000 float64, JAX)');
    assert.ok(met);
  });

  it('compare all threads with whoever is fastest on any', () => {
    const { measured, met } = targetOf([lossCase(contenders)], /all threads.* fastest peer/);
    assert.match(measured ?? '', /^1\.90 .*JAX/);
    assert.ok(!met);
  });

  it('take the worst case', () => {
    const worse = lossCase({ ...contenders, 'Softmax Lens on one': 8 });
    const { measured, met } = targetOf(
      [lossCase(contenders), worse, lossCase(contenders)],
      /1 thread.* fastest peer, float64/,
    );
    assert.match(measured ?? '', /^0\.500 /);
    assert.ok(!met);
  });

  it('are not met, nor missed, by what was not measured', () => {
    const { measured, met } = targetOf([lossCase(contenders)], /PyTorch, 64x10/);
    assert.equal(measured, undefined);
    assert.ok(!met);
  });
});
