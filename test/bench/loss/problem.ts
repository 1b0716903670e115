import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readBytes } from '../measurement/files.ts';
import { Random } from '../measurement/random.ts';

export const types = ['float64', 'float32'] as const;
export type FloatType = (typeof types)[number];

export interface Shape {
  readonly rows: number;
  readonly classes: number;
}

/** Loss (the mean), argmax and gradient are wanted of these logits and class indices, which stand in files. */
export interface LossProblem extends Shape {
  readonly type: FloatType;
  /** Path of the logits, row-major, of that type. */
  readonly logits: string;
  /** Path of the class indices, 32-bit integers. */
  readonly targets: string;
}

/** As the scores of a trained classifier are spread. */
const standardDeviation = 4;

export async function writeProblem(
  { rows, classes }: Shape,
  type: FloatType,
  folder: string,
): Promise<LossProblem> {
  const random = new Random();
  const logits = new (type === 'float64' ? Float64Array : Float32Array)(rows * classes);
  for (let i = 0; i < logits.length; i++) logits[i] = standardDeviation * random.normal();
  const targets = Int32Array.from({ length: rows }, () => random.below(classes));
  const problem = {
    rows,
    classes,
    type,
    logits: join(folder, 'logits'),
    targets: join(folder, 'targets'),
  };
  await writeFile(problem.logits, logits);
  await writeFile(problem.targets, targets);
  return problem;
}

export async function readLogits({
  logits,
  type,
}: LossProblem): Promise<Float64Array | Float32Array> {
  const buffer = await readBytes(logits);
  return type === 'float64' ? new Float64Array(buffer) : new Float32Array(buffer);
}

export async function readTargets({ targets }: LossProblem): Promise<Int32Array> {
  return new Int32Array(await readBytes(targets));
}
