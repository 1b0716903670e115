import assert from 'node:assert/strict';
import { SettingsQueue } from '../../../src/panel/store/settingsQueue.ts';
import { defaultSettings, type Settings } from '../../../src/protocol/schemas.ts';

const withTargets = (targetsText: string): Settings => ({ ...defaultSettings, targetsText });

/** A queue whose evaluations end when they are told to, in their order. */
function queueOfTest() {
  const sent: (string | null)[] = [];
  const ends: (() => void)[] = [];
  let finished = 0;
  const queue = new SettingsQueue(
    ({ targetsText }) => {
      sent.push(targetsText);
      return new Promise<void>((resolve) => ends.push(resolve));
    },
    () => (finished += 1),
  );
  const endFirst = async (): Promise<void> => {
    ends.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { queue, sent, endFirst, finished: () => finished };
}

describe('settings under which is evaluated', () => {
  it('follow each other one at a time, and only the latest of those that wait', async () => {
    const { queue, sent, endFirst, finished } = queueOfTest();
    for (const text of ['1', '2', '3']) queue.setNext(withTargets(text));
    assert.deepEqual(sent, ['1']);
    await endFirst();
    assert.deepEqual(sent, ['1', '3']);
    assert.ok(queue.busy);
    assert.equal(finished(), 0);
    await endFirst();
    assert.deepEqual(sent, ['1', '3']);
    assert.ok(!queue.busy);
    assert.equal(finished(), 1);
  });

  it('are sent at once where they cannot wait, in place of those that can', async () => {
    const { queue, sent, endFirst, finished } = queueOfTest();
    queue.setNext(withTargets('1'));
    queue.setNext(withTargets('2'));
    queue.setNow(withTargets('3'));
    assert.deepEqual(sent, ['1', '3']);
    await endFirst();
    assert.equal(finished(), 0);
    queue.setNext(withTargets('4'));
    await endFirst();
    assert.deepEqual(sent, ['1', '3', '4']);
    await endFirst();
    assert.equal(finished(), 1);
  });
});
