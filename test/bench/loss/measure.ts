import { join } from 'node:path';
import { ContenderError, type Role } from '../measurement/contender.ts';
import { readBytes } from '../measurement/files.ts';
import { type Effort, timeInterleaved } from '../measurement/interleave.ts';
import type { Started } from '../measurement/start.ts';
import { mapSpread, type Spread } from '../measurement/statistics.ts';
import { disagreement, type LossAnswer } from './agreement.ts';
import type { LossContender, Threads } from './contenders.ts';
import { type FloatType, type LossProblem, type Shape, types, writeProblem } from './problem.ts';

export interface LossTiming {
  readonly name: string;
  readonly role: Role;
  readonly threads: Threads;
  readonly nanosecondsPerLogit: Spread;
  readonly processors: number;
  readonly disturbed: number;
}

export interface LossCase extends Shape {
  readonly type: FloatType;
  readonly timings: readonly LossTiming[];
  /** Who could not evaluate this, and who evaluated it to something else. */
  readonly refusals: readonly string[];
  readonly disagreements: readonly string[];
}

export function shapeText({ rows, classes }: Shape): string {
  return `${rows}x${classes}`;
}

export function caseText(each: LossCase): string {
  return `${shapeText(each)} ${each.type}`;
}

/** Lets all evaluate the same logits, compares what they say with our own answer, and times them. */
export async function measureLoss(
  contenders: readonly Started<LossContender>[],
  shapes: readonly Shape[],
  effort: Effort,
  folder: string,
  report: (line: string) => void,
): Promise<LossCase[]> {
  const cases: LossCase[] = [];
  for (const shape of shapes) {
    for (const type of types) {
      report(`loss, ${shapeText(shape)} ${type}`);
      cases.push(await measureCase(contenders, shape, type, effort, folder));
    }
  }
  return cases;
}

async function measureCase(
  contenders: readonly Started<LossContender>[],
  { rows, classes }: Shape,
  type: FloatType,
  effort: Effort,
  folder: string,
): Promise<LossCase> {
  const problem = await writeProblem({ rows, classes }, type, folder);
  const able: Started<LossContender>[] = [];
  const refusals: string[] = [];
  const disagreements: string[] = [];
  let reference: LossAnswer | undefined;
  for (const started of contenders) {
    try {
      const answer = await solve(started, problem, folder);
      reference ??= answer;
      const difference = disagreement(answer, reference, type);
      if (difference === undefined) able.push(started);
      else disagreements.push(`${started.contender.name}: ${difference}`);
    } catch (error) {
      if (!(error instanceof ContenderError)) throw error;
      refusals.push(error.message);
    }
  }
  const timings = await timeInterleaved(
    able.map(({ process }) => process),
    effort,
  );
  return {
    rows,
    classes,
    type,
    timings: able.map(({ contender: { name, role, threads } }, which) => {
      const { seconds, processors, disturbed } = timings[which]!;
      return {
        name,
        role,
        threads,
        nanosecondsPerLogit: mapSpread(seconds, (time) => (1e9 * time) / (rows * classes)),
        processors,
        disturbed,
      };
    }),
    refusals,
    disagreements,
  };
}

async function solve(
  { process }: Started<LossContender>,
  problem: LossProblem,
  folder: string,
): Promise<LossAnswer> {
  await process.request({ do: 'load', ...problem });
  const { loss } = await process.request({ do: 'answer', folder });
  const argmax = await readBytes(join(folder, 'argmax'));
  const gradient = await readBytes(join(folder, 'gradient'));
  return {
    loss: Number(loss),
    argmax: new Int32Array(argmax),
    gradient: problem.type === 'float64' ? new Float64Array(gradient) : new Float32Array(gradient),
  };
}
