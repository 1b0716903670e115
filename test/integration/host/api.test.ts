import assert from 'node:assert/strict';
import { activate, mainJob } from './extension.ts';

describe('the API', () => {
  it('has version 1', async () => {
    assert.equal((await activate()).apiVersion, 1);
  });

  it('reads a text', async () => {
    const api = await activate();
    const { shape, values } = await api.read('np.array([[1, 2], [3, 4.5]])', {
      languageId: 'python',
    });
    assert.deepEqual(shape, [2, 2]);
    assert.ok(values instanceof Float64Array);
    assert.deepEqual([...values], [1, 2, 3, 4.5]);
  });

  it('rejects a text that does not read, with the place', async () => {
    const api = await activate();
    await assert.rejects(api.read('[1, 2'), {
      name: 'ReadingError',
      kind: 'unbalanced',
      line: 1,
    });
  });

  it('evaluates the main job', async () => {
    const api = await activate();
    for (const request of [
      { text: mainJob.array, targets: mainJob.targets },
      { text: `cal_loss(${mainJob.array}, [3, 1])` },
      { logits: { shape: [2, 4], values: [1, 2, 3, 5, 4, 5, 2, 3] }, targets: mainJob.targets },
    ]) {
      const result = await api.evaluate(request);
      assert.equal(result.loss, mainJob.sum);
      assert.deepEqual([...result.argmax], mainJob.targets);
      assert.deepEqual([...(result.gradient ?? [])], mainJob.gradient.flat());
    }
    const mean = await api.evaluate({
      text: mainJob.array,
      targets: [3, 1],
      options: { reduction: 'mean' },
    });
    assert.equal(mean.loss, mainJob.mean);
  });

  const exact: readonly [text: string, target: number, loss: number][] = [
    ['[[1000, 0, -1000]]', 1, 1000],
    ['[[100, 0]]', 0, 3.720075976020836e-44],
  ];
  for (const [text, target, loss] of exact) {
    it(`gives ${loss} for ${text} with target ${target}`, async () => {
      const api = await activate();
      assert.equal((await api.evaluate({ text, targets: [target] })).loss, loss);
    });
  }

  it('names the row of a target that is no class', async () => {
    const api = await activate();
    await assert.rejects(api.evaluate({ text: '[[1, 2]]', targets: [2] }), {
      name: 'LossError',
      message: /row 0.*target 2/i,
    });
  });
});
