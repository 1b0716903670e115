import type { TextRange } from '../../array/numericArray.ts';
import { namesSingleTarget } from './names.ts';
import { matchesAround, type Surroundings } from './surroundings.ts';
import type { FoundValues, TargetValues } from './targetValues.ts';

/** Values behind a name. */
export interface NamedValues extends FoundValues {
  readonly name: string;
}

/** An array with the name of targets that cannot be those of the logits. */
export interface Misfit {
  readonly name: string;
  readonly shape: readonly number[];
}

/**
 * A single number is taken for a target, and what does not fit is told of, only if it stands no farther from
 * the logits than this.
 */
const nearWithin = 1000;

const word = /[A-Za-z_]\w*/g;
/** From a name to its value: `: `, ` = `, `": `, `: number[] = `. */
const assignment = /["']?(?:\s*:\s*[\w<>[\], ]{1,40}?)?\s*(?::=|=(?!=)|<-|:(?!:))[ \t]*/y;
/** C: `labels[2] = {`, `labels[]{`; what is in the brackets is the length. */
const sized = /\s?(?:\[\s*\w*\s*\]\s*)+(?:=\s*)?(?=\{)/y;
/** C++ initialises without a sign, behind a type: `std::vector<int> labels{0, 1}`. */
const initialised = /\s?(?=\{)/y;
const typeBefore = /(?:>|\b(?:int|long|short|char|unsigned|auto|u?int\d+_t|size_t))[\s&]+$/;
/** In a comment: `labels [3, 1]`, `label 2`. */
const juxtaposition = /[ \t]+(?=[[({\d])/y;
/** At a prompt, a name alone, or printed, is that of the value below. */
const promptBefore = /^[^\S\r\n]*(?:>>> |In ?\[\d+\]: |julia> )(?:print\()?$/;
const printedBelow = /\)?[ \t]*\r?\n(?:Out ?\[\d+\]:\s{0,3})?(?=\S)/y;
/** A single class behind its name: `label 1`, `"label": 1`. */
const single = /["']?\s{0,3}([:=])?\s{0,3}(-?\d+)(?![\w.])/y;
const commentMark = /(?:#|\/\/|\/\*|%|^\s*\*|--)/;

/** Whether a comment begins in the line before `at`. */
export function isInComment(text: string, at: number): boolean {
  return commentMark.test(lineBefore(text, at));
}

function lineBefore(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - 200), at);
  return before.slice(before.search(/[^\n\r]*$/));
}

/** Values that are assigned to names of some kind around the logits, and fit as their targets. */
export function findAssigned(
  surroundings: Surroundings,
  isMeant: (name: string) => boolean,
  values: TargetValues,
): NamedValues[] {
  const { text } = surroundings;
  const found: NamedValues[] = [];
  const meant = new Map<string, boolean>();
  for (const { start, end } of matchesAround(surroundings, word)) {
    const name = text.slice(start, end);
    const known = meant.get(name) ?? isMeant(name);
    meant.set(name, known);
    const at = known ? valueBegin(text, start, end) : undefined;
    if (at === undefined) continue;
    const bare = values.rows > 1 || isClearSingle(surroundings, name, start);
    const value = values.arrayAt(at) ?? (bare ? values.integersAt(at) : undefined);
    if (value) found.push({ ...value, name });
  }
  return found;
}

/** The first array that is assigned to a name for targets around the logits, but does not fit. */
export function findMisfit(
  surroundings: Surroundings,
  isMeant: (name: string) => boolean,
  values: TargetValues,
): Misfit | undefined {
  const { text, logits } = surroundings;
  for (const { start, end } of matchesAround(surroundings, word)) {
    const name = text.slice(start, end);
    const at = isNear(logits, start) && isMeant(name) ? valueBegin(text, start, end) : undefined;
    const read = at === undefined ? undefined : values.readArray(at);
    if (!read) continue;
    const isLogits = read.range.start < logits.end && read.range.end > logits.start;
    if (!isLogits) return { name, shape: read.array.shape };
  }
  return undefined;
}

/** Where the value of the variable begins whose name is from `at` to `behind`, if it gets one there. */
export function valueBegin(text: string, at: number, behind: number): number | undefined {
  assignment.lastIndex = behind;
  if (assignment.test(text)) return assignment.lastIndex;
  sized.lastIndex = behind;
  if (sized.test(text)) return sized.lastIndex;
  initialised.lastIndex = behind;
  if (initialised.test(text) && typeBefore.test(text.slice(Math.max(0, at - 40), at))) {
    return initialised.lastIndex;
  }
  printedBelow.lastIndex = behind;
  if (printedBelow.test(text) && promptBefore.test(lineBefore(text, at))) {
    return printedBelow.lastIndex;
  }
  juxtaposition.lastIndex = behind;
  return juxtaposition.test(text) && isInComment(text, at) ? juxtaposition.lastIndex : undefined;
}

/** A coordinate may be called y, and any number may be called correct. */
function isClearSingle({ text, logits }: Surroundings, name: string, at: number): boolean {
  return isNear(logits, at) && (namesSingleTarget(name) || isInComment(text, at));
}

function isNear({ start, end }: TextRange, at: number): boolean {
  return at > start - nearWithin && at < end + nearWithin;
}

/** One with each row: `[0.5, 1.5],  # label 1`, `{"logits": [0.5, 1.5], "label": 1}`. */
export function findInRows(
  text: string,
  rows: TextRange,
  values: TargetValues,
): NamedValues | undefined {
  const found: { readonly start: number; readonly end: number }[] = [];
  const names = new Set<string>();
  for (const { 0: name, index } of text.slice(rows.start, rows.end).matchAll(word)) {
    const at = rows.start + index;
    const commented = isInComment(text, at);
    if (!namesSingleTarget(name) && !(commented && /^y$/i.test(name))) continue;
    single.lastIndex = at + name.length;
    const value = single.exec(text);
    if (!value || !(value[1] ?? commented)) continue;
    found.push({ start: single.lastIndex - value[2]!.length, end: single.lastIndex });
    names.add(name);
  }
  const [name] = names;
  const last = found.at(-1);
  if (name === undefined || !last || names.size > 1) return undefined;
  const fit = values.fittingList(
    found.map(({ start, end }) => Number(text.slice(start, end))),
    found.map(({ start }) => start),
    last.end,
  );
  return fit && { ...fit, name };
}
