import type { NumericArray, TextRange } from '../../array/numericArray.ts';
import type { BrokenLiteral, Candidate } from './candidate.ts';
import type { CodeReader } from './codeReader.ts';
import { ReadingError } from '../readingError.ts';
import { counted } from './matrixRows.ts';
import {
  namesLogits,
  namesOther,
  namesShape,
  namesTargets,
  namesTargetsOf,
} from '../targets/names.ts';
import { areInRange, asTargets, rowsAndClasses, type Targets } from '../targets/fitTargets.ts';

/** The arrays of a text, each in its role. */
export interface ChosenArrays {
  readonly logits: Candidate;
  readonly targets?: ChosenTargets;
}

export interface ChosenTargets extends Targets {
  readonly name: string | undefined;
  readonly range: TextRange;
}

/**
 * Decides which of the arrays in a text are the logits and which the targets.
 *
 * @returns undefined if there is no array at all
 * @throws ReadingError if what should be the logits does not read, or could be one of two arrays
 */
export function chooseArrays(reader: CodeReader, text: string): ChosenArrays | undefined {
  refuseUnbalanced(reader);
  const found = withoutShapes([...reader.candidates, ...reader.broken].sort(byStart), text);
  const arrays = found.filter((each) => each.kind === 'array');
  const broken = found.filter((each) => each.kind === 'broken' && isMeant(each, arrays));
  const meant = [...arrays, ...broken].sort(byStart);
  const picked = pickLogits(likeliest(meant), text);
  if (!picked) return undefined;
  if (picked.kind === 'broken') throw picked.error;
  const rest = arrays.filter(
    (each) => each.range.start < picked.range.start || each.range.start >= picked.range.end,
  );
  const targets = pickTargets(picked, rest, text);
  refuseSecond(picked, rest, targets, text);
  return targets ? { logits: picked, targets } : { logits: picked };
}

function byStart(one: Candidate | BrokenLiteral, other: Candidate | BrokenLiteral): number {
  return one.range.start - other.range.start;
}

/** Neither targets nor anything else, as far as names say; failing that, what there is. */
function likeliest(
  meant: readonly (Candidate | BrokenLiteral)[],
): readonly (Candidate | BrokenLiteral)[] {
  const unlabelled = meant.filter((each) => !isLabelled(each));
  const unnamed = unlabelled.filter((each) => !isOther(each));
  return [unnamed, unlabelled, meant].find((pool) => pool.length > 0) ?? [];
}

function isOther(each: Candidate | BrokenLiteral): boolean {
  return each.name !== undefined && namesOther(each.name);
}

function isNamedLogits(each: Candidate | BrokenLiteral): boolean {
  return each.name !== undefined && namesLogits(each.name);
}

function isLabelled(each: Candidate | BrokenLiteral): boolean {
  return each.name !== undefined && namesTargets(each.name);
}

function isPaired(logits: Candidate, { name }: Candidate): boolean {
  return logits.name !== undefined && name !== undefined && namesTargetsOf(logits.name, name);
}

/** A bracket that pairs with none outweighs what follows from it: a number beside a row. */
function refuseUnbalanced({ unbalanced, broken }: CodeReader): void {
  if (!unbalanced) return;
  const before = broken.find(
    (each) => each.numbers && !each.mixed && each.error.offset < unbalanced.offset,
  );
  throw before ? before.error : unbalanced;
}

/** Shapes are no data: `shape=(2, 3)`, and `(2, 3)` before the print of an array. */
function withoutShapes(
  found: readonly (Candidate | BrokenLiteral)[],
  text: string,
): (Candidate | BrokenLiteral)[] {
  return found.filter((each, index) => {
    if (each.name !== undefined && namesShape(each.name)) return false;
    const next = found[index + 1];
    return !(
      each.kind === 'array' &&
      each.tuple &&
      next &&
      each.shape.length === 1 &&
      text.slice(each.range.end, next.range.start).trim() === ''
    );
  });
}

/**
 * Whether something that does not read was meant as data. Lists of names and of booleans are not,
 * nor are `[epoch 3/10]` and `(12 ms)` before an array.
 */
function isMeant(broken: BrokenLiteral, arrays: readonly Candidate[]): boolean {
  if (broken.numbers && arrays.length === 0) return true;
  return broken.numbers && (broken.structured || broken.name !== undefined);
}

function rank(each: Candidate | BrokenLiteral): number {
  return each.kind === 'broken' ? Infinity : each.shape.length;
}

function pickLogits(
  pool: readonly (Candidate | BrokenLiteral)[],
  text: string,
): Candidate | BrokenLiteral | undefined {
  const named = pool.filter(isNamedLogits);
  const stacked = stack(named.length > 0 ? named : pool, text);
  if (stacked) return stacked;
  return (
    named[0] ??
    pool.find((each) => rank(each) > 1) ??
    pool.find((each) => each.kind === 'array' && each.shape[0] !== 1) ??
    pool[0]
  );
}

/** Rows that stand one after the other without an outer bracket, as in JSON Lines. */
function stack(pool: readonly (Candidate | BrokenLiteral)[], text: string): Candidate | undefined {
  const rows = pool.filter((each) => each.kind === 'array');
  const [first] = rows;
  if (!first || rows.length < 2 || rows.length < pool.length) return undefined;
  if (!rows.every((row) => row.name === first.name && row.shape.length === 1)) return undefined;
  const parents = new Set(rows.map((row) => row.parent));
  const records = first.name !== undefined && (parents.size === rows.length || parents.has(0));
  const bare = rows.every(
    (row, index) => row.parent === 0 && isNextRow(rows[index - 1], row, text),
  );
  if (!records && !bare) return undefined;
  const columns = first.shape[0]!;
  const odd = rows.findIndex((row) => row.shape[0] !== columns);
  const oddRow = rows[odd];
  if (oddRow) {
    const targets = rows.length === 2 ? asTargets(oddRow.array(), first.shape) : undefined;
    if (targets && areInRange(targets, columns)) return undefined;
    throw new ReadingError(
      'ragged',
      `Row ${odd} has ${counted(oddRow.shape[0]!)}, row 0 has ${columns}. Make all rows the same length, or select only the rows that match.`,
      text,
      oddRow.range.start,
    );
  }
  const end = rows.at(-1)!.range.end;
  const shape = [rows.length, columns];
  return {
    ...first,
    shape,
    range: { start: first.range.start, end },
    array: () => joinRows(rows, shape),
  };
}

function isNextRow(before: Candidate | undefined, row: Candidate, text: string): boolean {
  return !before || /^[\s,;]*$/.test(text.slice(before.range.end, row.range.start));
}

/** Row by row: an array for each of them takes more memory than all of their numbers. */
function joinRows(rows: readonly Candidate[], shape: readonly number[]): NumericArray {
  const columns = shape[1]!;
  const starts = new Uint32Array(rows.length * columns);
  rows.forEach((row, index) => {
    starts.set(row.array().starts, index * columns);
  });
  return { shape, values: joined(rows, columns) ?? copied(rows, columns), starts };
}

/** Values that stand one behind the other in memory already. */
function joined(rows: readonly Candidate[], columns: number): Float64Array | undefined {
  const { buffer, byteOffset, byteLength } = rows[0]!.array().values;
  const areNeighbours = rows.every((row, index) => {
    const { values } = row.array();
    return values.buffer === buffer && values.byteOffset === byteOffset + index * byteLength;
  });
  return areNeighbours ? new Float64Array(buffer, byteOffset, rows.length * columns) : undefined;
}

function copied(rows: readonly Candidate[], columns: number): Float64Array {
  const values = new Float64Array(rows.length * columns);
  rows.forEach((row, index) => {
    values.set(row.array().values, index * columns);
  });
  return values;
}

function pickTargets(
  logits: Candidate,
  rest: readonly Candidate[],
  text: string,
): ChosenTargets | undefined {
  const labelled = rest.filter((each) => isLabelled(each) || isPaired(logits, each));
  labelled.sort((one, other) => Number(isPaired(logits, other)) - Number(isPaired(logits, one)));
  const { classes } = rowsAndClasses(logits.shape);
  // A number in brackets before the logits is the index of a log line rather than their target.
  const others = rest.filter(
    (each) =>
      !isOther(each) &&
      (!isBefore(each, logits) || each.parent !== 0 || each.array().values.length > 1),
  );
  others.sort((one, other) => Number(isBefore(one, logits)) - Number(isBefore(other, logits)));
  for (const each of labelled.length > 0 ? labelled : others) {
    const targets = asTargets(each.array(), logits.shape);
    // Whoever passes both to one call, writes one behind the other, or names them so, means them as
    // targets, even if one is out of range. Probabilities elsewhere may be what a softmax is expected to give.
    const together = each.parent === logits.parent;
    const joined = each.parent !== 0 || isNextBehindComma(logits, each, text);
    const explicit = labelled.length > 0 || (together && joined);
    const likely = targets?.kind === 'probabilities' ? together : true;
    if (targets && (explicit || (likely && areInRange(targets, classes)))) {
      return { ...targets, name: each.name, range: each.range };
    }
  }
  return undefined;
}

/** `[[9, 8, 7], [6, 5, 4]], [2, 1]`. */
function isNextBehindComma(logits: Candidate, each: Candidate, text: string): boolean {
  return text.slice(logits.range.end, Math.max(logits.range.end, each.range.start)).trim() === ',';
}

function isBefore(each: Candidate, logits: Candidate): boolean {
  return each.range.start < logits.range.end;
}

function refuseSecond(
  logits: Candidate,
  rest: readonly Candidate[],
  targets: ChosenTargets | undefined,
  text: string,
): void {
  const named = isNamedLogits(logits);
  const second = rest.find(
    (each) =>
      each.range !== targets?.range &&
      !isLabelled(each) &&
      !isOther(each) &&
      (!named || isNamedLogits(each)) &&
      each.shape.length >= logits.shape.length &&
      (each.shape.length > 1 ||
        each.shape[0] === logits.shape[0] ||
        !each.array().values.every(Number.isInteger)) &&
      !isSameArray(each.array(), logits.array()),
  );
  if (!second) return;
  throw new ReadingError(
    'ambiguous',
    'There are two arrays here, and neither can be the targets of the other. Select the one to evaluate.',
    text,
    second.range.start,
  );
}

/** As when an array is typed at a prompt, and printed below. */
function isSameArray(one: NumericArray, other: NumericArray): boolean {
  return (
    one.values.length === other.values.length &&
    one.values.every((value, index) => Object.is(value, other.values[index]))
  );
}
