import type { Names, ShapeCall } from './notation.ts';
import { codeNotations } from './notations/code.ts';
import { tableNotations } from './notations/tables.ts';

/** What a call does with its arguments. */
export type CallRole = 'array' | 'transpose' | 'stack' | 'elements' | 'columns' | 'generator';

/** A name that stands for a value, as found in a text. */
export interface FoundConstant {
  readonly value: number;
  readonly end: number;
}

const allNames = [...codeNotations, ...tableNotations].flatMap(({ names }) => names ?? []);

function collect(list: (names: Names) => readonly string[] | undefined): readonly string[] {
  return allNames.flatMap((names) => list(names) ?? []);
}

const constants = new Map(allNames.flatMap((names) => Object.entries(names.constants ?? {})));

function constantPattern(constant: string): string {
  return constant
    .replaceAll(/[.+()\\]/g, (character) => `\\${character}`)
    .replaceAll('"', `["']`)
    .replace('<T>', '<[\\w ]{1,40}>')
    .replace('<M>', '[a-z]\\w{0,20}')
    .replaceAll(/\\[()]/g, (bracket) => `\\s{0,9}${bracket}\\s{0,9}`);
}

/** One group for each constant, so that the group tells which one was found. */
const constantsPattern = new RegExp(
  `(?:${[...constants.keys()]
    .sort((a, b) => b.length - a.length)
    .map((constant) => `(${constantPattern(constant)})`)
    .join('|')})(?![\\w(]|\\.\\w|::)`,
  'y',
);
const constantValues = [...constants.keys()]
  .sort((a, b) => b.length - a.length)
  .map((constant) => constants.get(constant)!);

/** The constant at `at`: `np.inf`, `float('-inf')`, `f64::NAN`. */
export function constantAt(text: string, at: number): FoundConstant | undefined {
  constantsPattern.lastIndex = at;
  const match = constantsPattern.exec(text);
  if (!match) return undefined;
  const group = match.findIndex(
    (part: string | undefined, index) => index > 0 && part !== undefined,
  );
  return { value: constantValues[group - 1]!, end: at + match[0].length };
}

const notNumbers = new Set(collect((names) => names.notNumbers));

/** Whether a word stands for a missing or a logical value. */
export function isNotNumber(word: string): boolean {
  return notNumbers.has(word);
}

const callRoles = new Map<string, CallRole>([
  ...collect((names) => names.arrayCalls).map((name) => [name, 'array'] as const),
  ...collect((names) => names.elementCalls).map((name) => [name, 'elements'] as const),
  ...collect((names) => names.columnCalls).map((name) => [name, 'columns'] as const),
  ...collect((names) => names.transposeCalls).map((name) => [name, 'transpose'] as const),
  ...collect((names) => names.stackCalls).map((name) => [name, 'stack'] as const),
  ...collect((names) => names.generatorCalls).map((name) => [name, 'generator'] as const),
]);

const shapeCalls = new Map<string, ShapeCall>(
  allNames.flatMap((names) => Object.entries(names.shapeCalls ?? {})),
);

/** No name of a known call is longer. */
const longestName = 60;

/** `jax.numpy.array`, `numpy.array`, `array`: a call is known by any end of its qualified name. */
function lookUp<Meaning>(
  meanings: ReadonlyMap<string, Meaning>,
  name: string,
): Meaning | undefined {
  if (name.length > longestName) return undefined;
  const parts = name.split(/(\.|::)/);
  for (let first = 0; first < parts.length; first += 2) {
    const meaning = meanings.get(parts.slice(first).join(''));
    if (meaning !== undefined) return meaning;
  }
  return undefined;
}

export function callRole(name: string): CallRole | undefined {
  return lookUp(callRoles, name);
}

export function shapeCall(name: string): ShapeCall | undefined {
  return lookUp(shapeCalls, name);
}

const bracketTypes = new Set(collect((names) => names.bracketTypes));

export function isBracketType(name: string): boolean {
  return bracketTypes.has(name);
}

const elementTypes = new Set(collect((names) => names.elementTypes));

export function isElementType(name: string): boolean {
  return elementTypes.has(name);
}

const harmlessMethods = new Set(collect((names) => names.harmlessMethods));

export function isHarmlessMethod(name: string): boolean {
  return harmlessMethods.has(name);
}
