import type { NumericArray, TextRange } from '../../array/numericArray.ts';
import { type ContainingArray, rowsOfPart } from './containingArray.ts';
import type { Targets } from './fitTargets.ts';
import {
  findAssigned,
  findInRows,
  findMisfit,
  isInComment,
  type Misfit,
  type NamedValues,
} from './namedTargets.ts';
import { type Usage, variableOf } from './lossCalls.ts';
import { namesTargets, namesTargetsOf } from './names.ts';
import { findPassed } from './passedTargets.ts';
import type { Surroundings } from './surroundings.ts';
import { type FoundValues, TargetValues } from './targetValues.ts';

/** Targets that stand somewhere around the logits. */
interface NearbyTargets extends Targets {
  readonly origin: 'nearby' | 'comment';
  readonly name?: string;
  readonly range: TextRange;
}

/** How many characters may be read in search of targets. */
const budget = 400_000;

const keyBefore = /["']([A-Za-z_]\w*)["']\s*:\s*$/;

/** Logits that take more lines than fit into this have no comments in each. */
const longestRows = 1_000_000;

/**
 * Targets around logits that have none beside them. Passed to a loss together with the logits is the most
 * specific; otherwise the nearest assignment whose name says so, of several the one whose name goes with that of
 * the logits. What other functions are given tells the least.
 * Such a guess has to fit: one class index in range for each row, or class probabilities.
 */
export function findNearbyTargets(
  usage: Usage,
  shape: readonly number[],
): NearbyTargets | undefined {
  const { text, logits } = usage;
  const values = new TargetValues(text, shape, budget);
  const assignedTo = (isMeant: (name: string) => boolean): NamedValues | undefined =>
    nearest(findAssigned(usage, isMeant, values), logits);
  const { toLosses, toOthers } = findPassed(usage, values);
  const found: (FoundValues & { readonly name?: string }) | undefined =
    firstPassed(usage, toLosses, values) ??
    assignedTo(pairedWith(text, logits)) ??
    assignedTo(namesTargets) ??
    findInRows(text, rowsOf(text, logits), values) ??
    findInCommentBeside(text, logits, values) ??
    toOthers[0];
  return found && describe(text, found);
}

/** The first of the values and variables that are passed to losses; of a variable, the nearest values. */
function firstPassed(
  surroundings: Surroundings,
  passed: readonly (FoundValues | string)[],
  values: TargetValues,
): FoundValues | undefined {
  const each = new Set(passed);
  const assigned = findAssigned(surroundings, (name) => each.has(name), values);
  for (const variable of each) {
    const found =
      typeof variable === 'string'
        ? nearest(
            assigned.filter(({ name }) => name === variable),
            surroundings.logits,
          )
        : variable;
    if (found) return found;
  }
  return undefined;
}

function describe(
  text: string,
  { targets, range, name }: FoundValues & { readonly name?: string },
): NearbyTargets {
  const origin = isInComment(text, range.start) ? 'comment' : 'nearby';
  return { ...targets, origin, range, ...(name === undefined ? {} : { name }) };
}

/**
 * Targets of logits that are a part of a larger array: their own entries of its targets, or what
 * stands in their own lines. Targets of other arrays may fit them by chance.
 *
 * @param usage that of the larger array
 */
export function findTargetsOfPart(
  usage: Usage,
  containing: ContainingArray,
  logits: TextRange,
  shape: readonly number[],
): NearbyTargets | undefined {
  const rows = rowsOfPart(containing, logits, shape);
  if (!rows) return undefined;
  const { text } = usage;
  const whole = findNearbyTargets(usage, containing.array.shape);
  return whole ? entriesOf(text, whole, rows) : findTargetsInRows(text, logits, shape);
}

/** Targets in the lines of the logits, one with each row. */
export function findTargetsInRows(
  text: string,
  logits: TextRange,
  shape: readonly number[],
): NearbyTargets | undefined {
  const values = new TargetValues(text, shape, budget);
  const found = findInRows(text, rowsOf(text, logits), values);
  return found && describe(text, found);
}

function entriesOf(
  text: string,
  targets: NearbyTargets,
  { first, count }: { readonly first: number; readonly count: number },
): NearbyTargets {
  const entries = ({ shape, values, starts }: NumericArray): NumericArray => {
    const length = shape.slice(1).reduce((product, axis) => product * axis, 1);
    const [from, to] = [first * length, (first + count) * length];
    return {
      shape: [count, ...shape.slice(1)],
      values: values.subarray(from, to),
      starts: starts.subarray(from, to),
    };
  };
  const array = entries(targets.array);
  const written = targets.written && entries(targets.written);
  const { starts } = written ?? array;
  const last = starts.at(-1)!;
  const end = last + /^[^\s,;\])}]*/.exec(text.slice(last, last + 100))![0].length;
  return { ...targets, array, ...(written && { written }), range: { start: starts[0]!, end } };
}

/** What is called like targets, but does not fit: worth a word where no targets are found. */
export function findNearbyMisfit(
  surroundings: Surroundings,
  shape: readonly number[],
): Misfit | undefined {
  const { text, logits } = surroundings;
  const values = new TargetValues(text, shape, budget);
  const isPaired = pairedWith(text, logits);
  const isMeant = (name: string): boolean => isPaired(name) || namesTargets(name);
  return findMisfit(surroundings, isMeant, values);
}

/** Which names are those of targets because of what they share with the name of the logits. */
function pairedWith(text: string, { start }: TextRange): (name: string) => boolean {
  const key = keyBefore.exec(text.slice(Math.max(0, start - 200), start))?.[1];
  const own = variableOf(text, start) ?? key;
  return (name) => own !== undefined && namesTargetsOf(own, name);
}

function nearest<Found extends FoundValues>(
  found: readonly Found[],
  { start, end }: TextRange,
): Found | undefined {
  const distance = ({ range }: FoundValues): number =>
    range.start >= end ? range.start - end : start - range.end;
  return found.toSorted((one, other) => distance(one) - distance(other))[0];
}

/** The lines of the logits; nothing if they are so many that labels in each would be no comments. */
function rowsOf(text: string, { start, end }: TextRange): TextRange {
  if (end - start > longestRows) return { start, end: start };
  return { start: lineBegin(text, start), end: lineStop(text, end) };
}

function lineBegin(text: string, at: number): number {
  const before = Math.max(0, at - 1000);
  return before + text.slice(before, at).search(/[^\n\r]*$/);
}

function lineStop(text: string, at: number): number {
  const stop = text.slice(at, at + 1000).search(/[\n\r]/);
  return stop < 0 ? Math.min(text.length, at + 1000) : at + stop;
}

/** A comment of nothing but targets behind the logits or in the line above: `# [3, 1]`. */
function findInCommentBeside(
  text: string,
  logits: TextRange,
  values: TargetValues,
): FoundValues | undefined {
  const begin = lineBegin(text, logits.start);
  const above = lineBegin(text, Math.max(0, begin - (text.startsWith('\r\n', begin - 2) ? 2 : 1)));
  for (const at of [logits.end, above]) {
    const line = text.slice(at, lineStop(text, at));
    const mark = /^[^"'#/%]*(?:#+|\/\/+|\/\*+|%+)\s*(?=[[({])/.exec(line);
    const value = mark ? values.arrayAt(at + mark[0].length) : undefined;
    if (value && /^\s*(?:\*\/)?\s*$/.test(line.slice(value.range.end - at))) return value;
  }
  return undefined;
}
