import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Random } from '../measurement/random.ts';

export const notations = ['JSON, 17 digits', 'JSON, 4 decimals', 'NumPy print', 'CSV'] as const;
export type NotationName = (typeof notations)[number];

/** The numbers of a text are wanted, row-major, as doubles. The text stands in a file. */
export interface ReadingProblem {
  readonly notation: NotationName;
  readonly text: string;
}

export interface WrittenProblem extends ReadingProblem {
  readonly bytes: number;
  readonly values: Float64Array;
}

const columns = 10;

export async function writeReadingProblem(
  notation: NotationName,
  rows: number,
  folder: string,
): Promise<WrittenProblem> {
  const random = new Random();
  const decimals = notation === 'JSON, 17 digits' ? undefined : 4;
  const matrix = Array.from({ length: rows }, () =>
    Array.from({ length: columns }, () => {
      const value = 20 * (random.uniform() - 0.5);
      return decimals === undefined ? String(value) : value.toFixed(decimals);
    }),
  );
  const text = join(folder, 'text');
  const written = textOf(notation, matrix);
  await writeFile(text, written);
  return {
    notation,
    text,
    bytes: written.length,
    values: Float64Array.from(matrix.flat(), Number),
  };
}

function textOf(notation: NotationName, matrix: readonly (readonly string[])[]): string {
  switch (notation) {
    case 'JSON, 17 digits':
      return `[${matrix.map((row) => `[${row.join(',')}]`).join(',')}]`;
    case 'JSON, 4 decimals':
      return `[${matrix.map((row) => `[${row.join(', ')}]`).join(',\n')}]`;
    case 'NumPy print':
      return `[${matrix.map((row) => `[${row.map((cell) => cell.padStart(8)).join(' ')}]`).join('\n ')}]`;
    case 'CSV': {
      const header = Array.from({ length: columns }, (_, column) => `class${column}`);
      return [header, ...matrix].map((row) => row.join(',')).join('\n');
    }
  }
}

/** The text as one flat string, as it arrives in the compute thread. */
export function readText({ text }: ReadingProblem): Promise<string> {
  return readFile(text, 'latin1');
}
