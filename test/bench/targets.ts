/** What docs/performance.md aims at, against what was measured. */
import { eagerPyTorch, type Threads } from './loss/contenders.ts';
import { caseText, type LossCase, type LossTiming, shapeText } from './loss/measure.ts';
import { figure } from './measurement/table.ts';
import type { NotationName } from './reading/problem.ts';
import type { ReadingResults, Results } from './results.ts';
import type { ThreadResults } from './worker/measure.ts';

export interface Target {
  readonly what: string;
  readonly required: string;
  /** Undefined where what it takes was not measured. */
  readonly measured: string | undefined;
  readonly met: boolean;
}

/** A figure, and which of several it is. */
interface Figure {
  readonly value: number;
  readonly of: string;
}

export function targetsOf({ loss, reading, thread }: Results): Target[] {
  return [
    ...(loss ? [...oneThread(loss), ...allThreads(loss)] : []),
    ...(reading ? readingTargets(reading) : []),
    ...(thread ? threadTargets(thread) : []),
    ...(loss ? forcedKernels(loss) : []),
  ];
}

function oneThread(loss: readonly LossCase[]): Target[] {
  const timesPyTorch = (what: string, factor: number, fits: (each: LossCase) => boolean) =>
    atLeast(
      `1 thread, times as fast as PyTorch, ${what}`,
      factor,
      loss.filter(fits).flatMap((each) => speedUp(each, 'one', isEagerPyTorch)),
    );
  const timesFastest = (type: LossCase['type'], factor: number) =>
    atLeast(
      `1 thread, times as fast as the fastest peer, ${type}`,
      factor,
      loss
        .filter((each) => each.type === type)
        .flatMap((each) => speedUp(each, 'one', ({ threads }) => threads === 'one')),
    );
  return [
    timesPyTorch('1000 classes or more', 4.5, ({ classes }) => classes >= 1000),
    timesPyTorch('100000x10', 9, (each) => shapeText(each) === '100000x10'),
    timesPyTorch('64x10', 20, (each) => shapeText(each) === '64x10'),
    timesFastest('float64', 1.5),
    timesFastest('float32', 1.8),
  ];
}

function allThreads(loss: readonly LossCase[]): Target[] {
  const isLarge = ({ rows, classes }: LossCase) => rows * classes >= 1e6;
  return [
    atLeast(
      'all threads, times as fast as the fastest peer on any, a million logits or more in 8 rows or more',
      2,
      loss
        .filter((each) => isLarge(each) && each.rows >= 8)
        .flatMap((each) => speedUp(each, 'all', () => true)),
    ),
    atMost(
      // Timings of the same work differ by as much.
      'all threads, times the time of one, a million logits in one row',
      1.05,
      loss
        .filter((each) => isLarge(each) && each.rows === 1)
        .flatMap((each) => {
          const [one, all] = (['one', 'all'] as const).map((threads) => oursOf(each, threads));
          return one && all ? [{ value: all / one, of: caseText(each) }] : [];
        }),
    ),
  ];
}

function readingTargets({ cases, tokens, misread }: ReadingResults): Target[] {
  const factors: Readonly<Record<NotationName, number>> = {
    'JSON, 17 digits': 1.8,
    'JSON, 4 decimals': 3,
    'NumPy print': 3,
    CSV: 3,
  };
  return [
    ...cases.map(({ notation, timings }) => {
      const ours = timings.find(({ role }) => role === 'ours');
      const peers = timings
        .filter(({ role }) => role === 'peer')
        .map(({ name, nanosecondsPerByte: { median } }) => ({ of: name, value: median }));
      const fastest = lowest(peers);
      return atLeast(
        `reading ${notation}, times as fast as the fastest peer`,
        factors[notation],
        ours && fastest
          ? [{ value: fastest.value / ours.nanosecondsPerByte.median, of: fastest.of }]
          : [],
      );
    }),
    {
      what: `reading ${tokens} random tokens to the same bits as Number`,
      required: 'all',
      measured: misread ?? 'all',
      met: misread === null,
    },
  ];
}

function threadTargets({ documents, activation, glances }: ThreadResults): Target[] {
  const largest = documents.filter(({ bytes }) => bytes > 45e6);
  const of = '50 MB';
  const milliseconds = (value: number, of: string): Figure[] => [{ value: 1e3 * value, of }];
  return [
    atMost(
      'JSON to a summary, s',
      0.6,
      largest.map(({ seconds }) => ({ value: seconds.median, of })),
    ),
    atMost(
      'extension host blocked at a time, ms',
      30,
      largest.flatMap(({ longestBlockedSeconds }) => milliseconds(longestBlockedSeconds, of)),
    ),
    atMost(
      'peak memory, bytes per byte of text',
      6,
      largest.map(({ peakBytesPerByte }) => ({ value: peakBytesPerByte, of })),
    ),
    atMost(
      'activation once loaded, ms',
      5,
      milliseconds(activation.activateSeconds.median, 'median'),
    ),
    atMost('first answer, ms', 60, milliseconds(glances.firstAnswerSeconds.median, 'median')),
    atMost(
      'hover over 10,000 numbers, ms',
      10,
      milliseconds(glances.hover95thPercentileSeconds, '95th percentile'),
    ),
  ];
}

/** Results that agree are the target; what they cost is told with it. */
function forcedKernels(loss: readonly LossCase[]): Target[] {
  const names = new Set(
    loss.flatMap(({ timings }) =>
      timings.filter(({ role }) => role === 'forced kernel').map(({ name }) => name),
    ),
  );
  const disagreements = loss.flatMap((each) => each.disagreements);
  return [...names].map((name) => {
    const costs = loss.flatMap((each) => {
      const ours = oursOf(each, 'one');
      return each.timings
        .filter((timing) => timing.name === name)
        .flatMap(({ nanosecondsPerLogit: { median } }) => (ours ? [median / ours] : []));
    });
    const first = disagreements.find((line) => line.startsWith(name));
    return {
      what: `${name}: same results`,
      required: 'every case',
      measured:
        first ??
        `yes, at ${figure(Math.min(...costs))} to ${figure(Math.max(...costs))} times the time`,
      met: first === undefined,
    };
  });
}

function isEagerPyTorch({ name, threads }: LossTiming): boolean {
  return name === eagerPyTorch && threads === 'one';
}

/** How many times as fast we are as the fastest of the peers that are meant, if there are any. */
function speedUp(
  each: LossCase,
  threads: Threads,
  isMeant: (timing: LossTiming) => boolean,
): Figure[] {
  const ours = oursOf(each, threads);
  const peers = each.timings
    .filter((timing) => timing.role === 'peer' && isMeant(timing))
    .map(({ name, nanosecondsPerLogit: { median } }) => ({ value: median, of: name }));
  const fastest = lowest(peers);
  if (ours === undefined || !fastest) return [];
  return [{ value: fastest.value / ours, of: `${caseText(each)}, ${fastest.of}` }];
}

function oursOf({ timings }: LossCase, wanted: Threads): number | undefined {
  return timings.find(({ role, threads }) => role === 'ours' && threads === wanted)
    ?.nanosecondsPerLogit.median;
}

function lowest(figures: readonly Figure[]): Figure | undefined {
  return figures.toSorted((one, other) => one.value - other.value)[0];
}

function atLeast(what: string, bound: number, figures: readonly Figure[]): Target {
  return target(what, `at least ${bound}`, lowest(figures), (value) => value >= bound);
}

function atMost(what: string, bound: number, figures: readonly Figure[]): Target {
  const highest = figures.toSorted((one, other) => other.value - one.value)[0];
  return target(what, `at most ${bound}`, highest, (value) => value <= bound);
}

function target(
  what: string,
  required: string,
  worst: Figure | undefined,
  isMet: (value: number) => boolean,
): Target {
  return {
    what,
    required,
    measured: worst && `${figure(worst.value)} (${worst.of})`,
    met: worst !== undefined && isMet(worst.value),
  };
}
