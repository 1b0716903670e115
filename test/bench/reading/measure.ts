import { join } from 'node:path';
import {
  type Command,
  ContenderError,
  nodeContender,
  type Role,
} from '../measurement/contender.ts';
import { readBytes } from '../measurement/files.ts';
import { type Effort, timeInterleaved } from '../measurement/interleave.ts';
import type { Started } from '../measurement/start.ts';
import { mapSpread, type Spread } from '../measurement/statistics.ts';
import { firstDifference } from './bits.ts';
import {
  type NotationName,
  notations,
  type WrittenProblem,
  writeReadingProblem,
} from './problem.ts';

interface ReadingTiming {
  readonly name: string;
  readonly role: Role;
  readonly nanosecondsPerByte: Spread;
  readonly disturbed: number;
}

export interface ReadingCase {
  readonly notation: NotationName;
  readonly bytes: number;
  readonly timings: readonly ReadingTiming[];
  /** Who read other numbers than `Number` does. */
  readonly disagreements: readonly string[];
}

interface ReadingContender extends Command {
  readonly role: Role;
}

const ours = 'reading/contenders/softmaxLens.ts';

export const readingContenders: readonly ReadingContender[] = [
  { ...nodeContender('Softmax Lens', ours), role: 'ours' },
  {
    ...nodeContender('without WebAssembly', ours, [], { SOFTMAX_LENS_KERNEL: 'typescript' }),
    role: 'forced kernel',
  },
  peer('JSON.parse and flatten', 'json'),
  peer('match and Number', 'matchNumbers'),
  peer('uDSV', 'uDsv'),
  peer('d3-dsv', 'd3Dsv'),
  peer('Papa Parse', 'papaParse'),
];

function peer(name: string, module: string): ReadingContender {
  return { ...nodeContender(name, `reading/contenders/${module}.ts`), role: 'peer' };
}

/** Lets all who can read a text, compares what they read bit by bit, and times them. */
export async function measureReading(
  contenders: readonly Started<ReadingContender>[],
  rows: number,
  effort: Effort,
  folder: string,
  report: (line: string) => void,
): Promise<ReadingCase[]> {
  const cases: ReadingCase[] = [];
  for (const notation of notations) {
    report(`reading, ${notation}`);
    const problem = await writeReadingProblem(notation, rows, folder);
    cases.push(await measureCase(contenders, problem, effort, folder));
  }
  return cases;
}

async function measureCase(
  contenders: readonly Started<ReadingContender>[],
  { notation, text, bytes, values }: WrittenProblem,
  effort: Effort,
  folder: string,
): Promise<ReadingCase> {
  const able: Started<ReadingContender>[] = [];
  const disagreements: string[] = [];
  for (const started of contenders) {
    const { process, contender } = started;
    try {
      await process.request({ do: 'load', notation, text });
    } catch (error) {
      // Not everyone reads every notation.
      if (error instanceof ContenderError) continue;
      throw error;
    }
    await process.request({ do: 'answer', folder });
    const read = new Float64Array(await readBytes(join(folder, 'values')));
    const difference = firstDifference(read, values);
    if (difference === undefined) able.push(started);
    else disagreements.push(`${contender.name}: ${difference}`);
  }
  const timings = await timeInterleaved(
    able.map(({ process }) => process),
    effort,
  );
  return {
    notation,
    bytes,
    timings: able.map(({ contender: { name, role } }, which) => {
      const { seconds, disturbed } = timings[which]!;
      return {
        name,
        role,
        nanosecondsPerByte: mapSpread(seconds, (time) => (1e9 * time) / bytes),
        disturbed,
      };
    }),
    disagreements,
  };
}
