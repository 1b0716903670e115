import { type LossCase, shapeText } from './loss/measure.ts';
import { types } from './loss/problem.ts';
import type { Role } from './measurement/contender.ts';
import { mapSpread, type Spread } from './measurement/statistics.ts';
import { figure, table } from './measurement/table.ts';
import type { ReadingCase } from './reading/measure.ts';
import type { Results } from './results.ts';
import { targetsOf } from './targets.ts';
import type { ThreadResults } from './worker/measure.ts';

/** All results in Markdown. */
export function reportOf(results: Results): string {
  const { machine, missing, loss, reading, thread } = results;
  return [
    machine,
    ...(missing.length > 0 ? [`Missing:\n\n${missing.map((line) => `- ${line}`).join('\n')}`] : []),
    ...(loss ? lossSections(loss) : []),
    ...(reading ? [readingSection(reading.cases)] : []),
    ...(thread ? [threadSection(thread)] : []),
    targetSection(results),
  ].join('\n\n');
}

/** The timings of one problem. */
interface Column {
  readonly title: string;
  readonly timings: readonly {
    readonly name: string;
    readonly role: Role;
    readonly time: Spread;
  }[];
}

function lossSections(loss: readonly LossCase[]): string[] {
  return types.flatMap((type) =>
    (['one', 'all'] as const).map((threads) => {
      const columns = loss
        .filter((each) => each.type === type)
        .map((each): Column => {
          const timings = each.timings
            .filter((timing) => timing.threads === threads)
            .map(({ name, role, nanosecondsPerLogit: time }) => ({ name, role, time }));
          return { title: shapeText(each), timings };
        });
      const title = `Loss, argmax and gradient: ${type}, ${threads === 'one' ? 'one thread' : 'all threads'}`;
      const caption = `Nanoseconds per logit, ${spreadCaption}, and how many times our time.`;
      return section(title, caption, contenderTable(columns, spreadText));
    }),
  );
}

function readingSection(cases: readonly ReadingCase[]): string {
  const columns = cases.map(({ notation, bytes, timings }): Column => ({
    title: `${notation}, ${megabytes(bytes)}`,
    timings: timings.map(({ name, role, nanosecondsPerByte: time }) => ({ name, role, time })),
  }));
  const caption = `Megabytes a second, ${spreadCaption}, and how many times our time.`;
  const speedText = (time: Spread) => spreadText(mapSpread(time, (each) => 1e3 / each));
  return section('Reading', caption, contenderTable(columns, speedText));
}

function contenderTable(columns: readonly Column[], text: (time: Spread) => string): string {
  const names = new Set(columns.flatMap(({ timings }) => timings.map(({ name }) => name)));
  const rows = [...names].map((name) => [
    name,
    ...columns.map(({ timings }) => {
      const ours = timings.find(({ role }) => role === 'ours');
      const timing = timings.find((each) => each.name === name);
      if (!timing) return '';
      if (!ours || timing === ours) return text(timing.time);
      return `${text(timing.time)}, ${figure(timing.time.median / ours.time.median)}x`;
    }),
  ]);
  return table(['', ...columns.map(({ title }) => title)], rows);
}

function threadSection({ documents, cancellation, activation, glances }: ThreadResults): string {
  const rows = [
    ...documents.flatMap((each) => [
      [`${megabytes(each.bytes)} of JSON to a summary`, milliseconds(each.seconds)],
      ['… for the first time', `${figure(1e3 * each.firstSeconds)} ms`],
      [
        '… extension host blocked at a time',
        withHighest(each.blockedSeconds, 'at most', each.longestBlockedSeconds),
      ],
      ['… peak of memory', `${figure(each.peakBytesPerByte)} bytes per byte of text`],
    ]),
    [
      'from cancelling until the thread answers',
      withHighest(cancellation.seconds, 'at most', cancellation.longestSeconds),
    ],
    ['loading the extension', milliseconds(activation.loadSeconds)],
    ['activating it', milliseconds(activation.activateSeconds)],
    ['first answer, start of the thread included', milliseconds(glances.firstAnswerSeconds)],
    ['… after installation or an update', milliseconds(glances.uncompiledAnswerSeconds)],
    [
      'hover over 10,000 numbers',
      withHighest(glances.hoverSeconds, '95th percentile', glances.hover95thPercentileSeconds),
    ],
  ];
  const caption = `${spreadCaption[0]!.toUpperCase()}${spreadCaption.slice(1)}.`;
  return section('The compute thread', caption, table(['', 'time or memory'], rows));
}

function targetSection(results: Results): string {
  const rows = targetsOf(results).map(({ what, required, measured, met }) => [
    what,
    required,
    measured ?? 'not measured',
    measured === undefined ? '' : met ? 'met' : 'not met',
  ]);
  return section('Targets', '', table(['', 'required', 'measured', ''], rows));
}

function section(title: string, caption: string, content: string): string {
  return [`### ${title}`, caption, content].filter((part) => part !== '').join('\n\n');
}

const spreadCaption = 'median ± half the distance of the quartiles';

function spreadText({ median, lowerQuartile, upperQuartile }: Spread): string {
  return `${figure(median)} ± ${figure(Math.abs(upperQuartile - lowerQuartile) / 2)}`;
}

function milliseconds(seconds: Spread): string {
  return `${spreadText(mapSpread(seconds, (each) => 1e3 * each))} ms`;
}

function withHighest(seconds: Spread, word: string, highest: number): string {
  return `${milliseconds(seconds)}, ${word} ${figure(1e3 * highest)} ms`;
}

function megabytes(bytes: number): string {
  return `${figure(bytes / 1e6)} MB`;
}
