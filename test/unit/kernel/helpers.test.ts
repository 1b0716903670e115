import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { runToEnd } from '../../../src/core/job.ts';
import { useHelpers } from '../../../src/core/kernel/helpers.ts';
import { useMachineCode } from '../../../src/core/kernel/machineCode.ts';
import type { Floats } from '../../../src/core/kernel/results.ts';
import { createSharedMemory } from '../../../src/core/kernel/sharedMemory.ts';
import { type Evaluation, evaluate } from '../../../src/core/loss/evaluation.ts';
import { completeOptions } from '../../../src/core/loss/options.ts';
import { taskKinds } from '../../../src/core/kernel/workBoard.ts';
import type { Targets } from '../../../src/core/loss/targets.ts';
import { HelperThreads } from '../../../src/worker/helperThreads.ts';
import type { Conduct, Orders } from './helperThread.ts';
import { loadMachineCode } from './machineCode.ts';

const script = fileURLToPath(new URL('helperThread.ts', import.meta.url));
const options = completeOptions({ reduction: 'mean' }, 1);

describe('helper threads', () => {
  const code = loadMachineCode();
  const threads: Worker[] = [];

  before(() => useMachineCode(() => code));
  after(() => useMachineCode(() => undefined));
  afterEach(async () => {
    useHelpers(undefined);
    await Promise.all(threads.splice(0).map((thread) => thread.terminate()));
  });

  function callHelpers(conduct: Conduct, over: Orders['over'] = 'rows'): HelperThreads {
    const helpers = new HelperThreads((data) => {
      const thread = new Worker(script, { workerData: { ...data, conduct, over } });
      threads.push(thread);
      return thread;
    }, 2);
    useHelpers(helpers);
    return helpers;
  }

  const shapes: readonly [what: string, rows: number, classes: number][] = [
    ['many rows in a piece', 40_001, 10],
    ['a row in a piece', 9, 50_257],
    ['a row in several pieces', 1, 400_001],
  ];
  for (const type of ['float64', 'float32'] as const) {
    for (const [what, rows, classes] of shapes) {
      it(`do what is left while this thread does something else: ${what}, ${type}`, async () => {
        const { logits, targets } = problem(rows, classes, type);
        const alone = runToEnd(evaluate<Floats>(logits, targets, options));
        const { board } = callHelpers('helps');
        const job = evaluate<Floats>(logits, targets, options);
        job.next();
        const started = board.done;
        await until(() => board.done > started);
        assertSame(runToEnd(job), alone);
        assertSame(runToEnd(evaluate<Floats>(logits, targets, options)), alone);
      });
    }
  }

  for (const conduct of ['dies', 'throws', 'falls silent'] as const) {
    for (const [over, rows, classes] of [
      ['rows', 40_001, 10],
      ['scale', 1, 400_001],
    ] as const) {
      it(`are done without when one ${conduct} half way through a piece: ${over}`, async () => {
        const { logits, targets } = problem(rows, classes, 'float64');
        const alone = runToEnd(evaluate(logits, targets, options));
        const helpers = callHelpers(conduct, over);
        const { board } = helpers;
        const job = evaluate(logits, targets, options);
        do assert.equal(job.next().done, false);
        while (board.read()?.task.kind !== taskKinds[over]);
        await Promise.race(threads.map(isHalfWay));
        assertSame(runToEnd(job), alone);
        assert.notEqual(helpers.board, board);
        assertSame(runToEnd(evaluate(logits, targets, options)), alone);
      });
    }
  }

  it('are done without where no thread can be started', () => {
    const { logits, targets } = problem(40_001, 10, 'float64');
    const alone = runToEnd(evaluate(logits, targets, options));
    const helpers = new HelperThreads(() => {
      throw new Error('There are no more threads.');
    }, 2);
    useHelpers(helpers);
    assertSame(runToEnd(evaluate(logits, targets, options)), alone);
    assert.equal(helpers.count, 0);
  });

  it('are free for the next task when one is dropped', async () => {
    const { logits, targets } = problem(40_001, 10, 'float64');
    const alone = runToEnd(evaluate<Floats>(logits, targets, options));
    const helpers = callHelpers('helps');
    const { board } = helpers;
    const dropped = evaluate<Floats>(logits, targets, options);
    dropped.next();
    await until(() => board.done > 2);
    dropped.return(undefined as never);
    const { done } = board;
    await setTimeout(20);
    assert.equal(board.done, done);
    assert.equal(helpers.isBusy, false);
    assertSame(runToEnd(evaluate<Floats>(logits, targets, options)), alone);
  });

  it('leave a second task, meanwhile, to this thread', () => {
    const { logits, targets } = problem(40_001, 10, 'float64');
    callHelpers('helps');
    const first = evaluate<Floats>(logits, targets, options);
    first.next();
    const second = runToEnd(evaluate<Floats>(logits, targets, options));
    assertSame(runToEnd(first), second);
  });

  it('end, and let go of the memory, when they are told to', async () => {
    const { logits, targets } = problem(40_001, 10, 'float64');
    const helpers = callHelpers('helps');
    runToEnd(evaluate<Floats>(logits, targets, options));
    helpers.dismiss(helpers.board);
    await Promise.all(threads.map((thread) => new Promise((ended) => thread.once('exit', ended))));
    runToEnd(evaluate<Floats>(logits, targets, options));
    assert.equal(threads.length, 4);
  });
});

/** To the bit; of arrays like these, a failed `deepEqual` would print gigabytes. */
function assertSame(actual: Evaluation<Floats>, expected: Evaluation<Floats>): void {
  same('argmax', actual.argmax, expected.argmax);
  same('confidence', actual.confidence, expected.confidence);
  same('probabilities', actual.probabilities, expected.probabilities);
  same('gradient', actual.gradient!, expected.gradient!);
  same('losses', actual.losses!.lossPerRow, expected.losses!.lossPerRow);
  assert.equal(actual.losses!.loss, expected.losses!.loss);

  function same(field: string, numbers: ArrayLike<number>, others: ArrayLike<number>): void {
    assert.equal(numbers.length, others.length);
    for (let i = 0; i < numbers.length; i++) {
      if (!Object.is(numbers[i], others[i])) {
        assert.fail(`${field}[${i}] is ${numbers[i]}, not ${others[i]}`);
      }
    }
  }
}

function isHalfWay(thread: Worker): Promise<void> {
  return new Promise((resolve) => thread.once('message', resolve));
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await setTimeout(1);
}

function problem(rows: number, classes: number, type: 'float64' | 'float32') {
  const memory = createSharedMemory()!;
  const length = rows * classes;
  const values = type === 'float64' ? memory.float64(length) : memory.float32(length);
  for (let i = 0; i < length; i++) values[i] = 8 * Math.sin(i * i);
  // One that machine code refuses.
  const row = values.subarray((rows >> 1) * classes, ((rows >> 1) + 1) * classes);
  if (rows > 1) row.forEach((value, i) => (row[i] = value + 1e9));
  const targets: Targets = {
    kind: 'indices',
    indices: Int32Array.from({ length: rows }, (_, row) => row % classes),
  };
  return { logits: { rows, classes, values }, targets };
}
