import { callRole } from '../lexicon.ts';
import { comma, skipSpace } from '../text/characters.ts';
import { type Argument, argumentsFrom } from './callArguments.ts';
import { callWithin, type Usage } from './lossCalls.ts';
import { namesOption } from './lossOptionNames.ts';
import type { FoundValues, TargetValues } from './targetValues.ts';

/** What stands beside the logits as another argument of the same call. */
export interface PassedTargets {
  readonly values: FoundValues[];
  /** Names of variables that are passed to a loss. */
  readonly variables: Set<string>;
}

const callHere = /([A-Za-z_][\w.:]*)\(\s*/y;
const variableArgument = /[A-Za-z_]\w*(?=\s*[,)])/y;
/** Keras has the targets first: `loss(t, z)`. */
const variableBefore = /\(\s*(?:\w+\s*=\s*)?([A-Za-z_]\w*)\s*,\s*(?:\w+\s*=\s*)?$/;
const vectorBefore = /[[({][-\d,\s]*[\])}]\s*,\s*$/;

/**
 * Arguments of calls together with the logits: `cal_loss(a, [3, 1])`. Where the call is a loss, also
 * a single class, `nll(a, 3)`, and the names of variables, `cross_entropy(a, t)`.
 */
export function findPassed({ text, uses }: Usage, values: TargetValues): PassedTargets {
  const passed: PassedTargets = { values: [], variables: new Set() };
  for (const { argument, isInline, loss } of uses) {
    if (!values.spend(0)) break;
    const before = text.slice(Math.max(0, argument.start - callWithin), argument.start);
    const vector = isInline ? null : vectorBefore.exec(before);
    if (vector) note(passed, values.arrayAt(argument.start - vector[0].length));
    const variable = loss && variableBefore.exec(before)?.[1];
    if (variable !== undefined) passed.variables.add(variable);
    collectArguments(text, argument.end, loss !== undefined, values, passed);
  }
  return passed;
}

/** The variable that an argument is, as it is or made a tensor. */
function variableAt(text: string, begin: number): string | undefined {
  callHere.lastIndex = begin;
  const call = callHere.exec(text);
  variableArgument.lastIndex =
    call && callRole(call[1]!) === 'array' ? begin + call[0].length : begin;
  return variableArgument.exec(text)?.[0];
}

function note(passed: PassedTargets, found: FoundValues | undefined): void {
  if (found) passed.values.push(found);
}

function collectArguments(
  text: string,
  at: number,
  loss: boolean,
  values: TargetValues,
  passed: PassedTargets,
): void {
  for (const { name, start } of laterArguments(text, at, values)) {
    if (name !== undefined && namesOption(name)) continue;
    note(passed, values.arrayAt(start));
    if (!loss) continue;
    note(passed, values.integersAt(start));
    const variable = variableAt(text, start);
    if (variable !== undefined) passed.variables.add(variable);
  }
}

/** The arguments behind the one that ends at `at`. */
function laterArguments(text: string, at: number, values: TargetValues): readonly Argument[] {
  const next = skipSpace(text, at, text.length);
  if (text.charCodeAt(next) !== comma) return [];
  const { given, end } = argumentsFrom(text, next + 1, at + callWithin + values.longest);
  values.spend(end - at);
  return given;
}
