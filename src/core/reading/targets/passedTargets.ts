import type { TextRange } from '../../array/numericArray.ts';
import { callRole } from '../lexicon.ts';
import {
  closeParenthesis,
  comma,
  isBlank,
  isCloser,
  isLineEnd,
  isOpener,
  skipSpace,
} from '../text/characters.ts';
import { matchesAround, type Surroundings } from './surroundings.ts';
import type { FoundValues, TargetValues } from './targetValues.ts';

/** What stands beside the logits as another argument of the same call. */
export interface PassedTargets {
  readonly values: FoundValues[];
  /** Names of variables that are passed to a loss. */
  readonly variables: Set<string>;
}

/** `cross_entropy(`, `criterion(`; a module is made before it is called: `nn.CrossEntropyLoss()(`. */
const lossCall = /(?:loss|entropy|xent|nll|criterion)\w*\s*(?:\([^()]*\)\s*)?\([^()]*$/i;
const inlineLossCall = /(?:loss|entropy|xent|nll)\w*\s*\(((?:[\w.]+\()*)$/i;
const argumentName = /(?:[A-Za-z_]\w*\s*[=:]\s*)?/y;
const callBefore = /([A-Za-z_][\w.:]*)\(\s*$/;
const callHere = /([A-Za-z_][\w.:]*)\(\s*/y;
/** The end of a call behind its first argument, with options such as `dtype=torch.float32`. */
const callEnd = /\s*(?:,\s*\w+\s*=\s*[\w.]+\s*)*\)/y;
const variableArgument = /[A-Za-z_]\w*(?=\s*[,)])/y;
const vectorBefore = /[[({][-\d,\s]*[\])}]\s*,\s*$/;

/** How far back a call is looked for. */
const callWithin = 2000;

/** The variable that what begins at `at` is assigned to: `a = np.array(`. */
function variableOf(text: string, at: number): string | undefined {
  const before = text.slice(Math.max(0, at - 200), at);
  const assigned = /(?::=|=|<-)\s*(?:[\w.:!&<>*[\] ]*\(\s*)*[\w.:!&<>*[\] ]*$/.exec(before);
  if (!assigned) return undefined;
  const left = before.slice(0, assigned.index);
  return (
    /([A-Za-z_$][\w$]*)\s*:(?!:)[^:=;\n]*$/.exec(left)?.[1] ??
    /([A-Za-z_$][\w$]*)(?:\s*\[[^\]\n]*\])*\s*$/.exec(left)?.[1]
  );
}

/**
 * Arguments of calls together with the logits: `cal_loss(a, [3, 1])`. Where the call is a loss, also
 * a single class, `nll(a, 3)`, and the names of variables, `cross_entropy(a, t)`.
 */
export function findPassed(surroundings: Surroundings, values: TargetValues): PassedTargets {
  const { text, logits } = surroundings;
  const passed: PassedTargets = { values: [], variables: new Set() };
  collectInline(text, logits, values, passed);
  const variable = variableOf(text, logits.start);
  if (variable === undefined) return passed;
  const use = new RegExp(`(?<![\\w.$])${variable.replaceAll('$', '\\$')}(?![\\w$])`, 'g');
  for (const { start, end } of matchesAround(surroundings, use)) {
    if (!values.spend(callWithin)) break;
    const argument = withConversions(text, { start, end });
    const before = text.slice(Math.max(0, argument.start - callWithin), argument.start);
    const vector = vectorBefore.exec(before);
    if (vector) note(passed, values.arrayAt(argument.start - vector[0].length));
    collectArguments(text, argument.end, lossCall.test(before), values, passed);
  }
  return passed;
}

/** A variable with the calls around it that make it a tensor and leave its values: `torch.tensor(a)`. */
function withConversions(text: string, variable: TextRange): TextRange {
  let { start, end } = variable;
  for (;;) {
    const call = callBefore.exec(text.slice(Math.max(0, start - 80), start));
    callEnd.lastIndex = end;
    if (!call || callRole(call[1]!) !== 'array' || !callEnd.test(text)) return { start, end };
    start -= call[0].length;
    end = callEnd.lastIndex;
  }
}

/** The variable that an argument is, as it is or made a tensor. */
function variableAt(text: string, begin: number): string | undefined {
  callHere.lastIndex = begin;
  const call = callHere.exec(text);
  variableArgument.lastIndex =
    call && callRole(call[1]!) === 'array' ? begin + call[0].length : begin;
  return variableArgument.exec(text)?.[0];
}

/** The logits may stand in the call themselves: `cross_entropy(tensor([0.1, 0.9]), tensor(1))`. */
function collectInline(
  text: string,
  logits: TextRange,
  values: TargetValues,
  passed: PassedTargets,
): void {
  const before = text.slice(Math.max(0, logits.start - 200), logits.start);
  const call = inlineLossCall.exec(before);
  if (!call) return;
  let at = logits.end;
  for (let open = call[1]!.replaceAll(/[^(]/g, '').length; open > 0; open--) {
    const closer = skipSpace(text, at, text.length);
    if (text.charCodeAt(closer) !== closeParenthesis) return;
    at = closer + 1;
  }
  collectArguments(text, at, true, values, passed);
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
  for (const begin of laterArguments(text, at, values)) {
    note(passed, values.arrayAt(begin));
    if (!loss) continue;
    note(passed, values.integersAt(begin));
    const variable = variableAt(text, begin);
    if (variable !== undefined) passed.variables.add(variable);
  }
}

/** Where the arguments behind the one that ends at `at` begin, up to the end of the call. */
function laterArguments(text: string, at: number, values: TargetValues): number[] {
  const begins: number[] = [];
  const end = Math.min(text.length, at + callWithin + values.longest);
  let depth = 0;
  let here = at;
  for (; here < end; here++) {
    const code = text.charCodeAt(here);
    if (isOpener(code)) depth++;
    else if (isCloser(code)) depth--;
    else if (code === comma && depth === 0) {
      argumentName.lastIndex = skipSpace(text, here + 1, end);
      argumentName.test(text);
      begins.push(argumentName.lastIndex);
    }
    const blank = isBlank(code) || isLineEnd(code);
    if (depth < 0 || (begins.length === 0 && !blank)) break;
  }
  values.spend(here - at);
  return depth < 0 && text.charCodeAt(here) === closeParenthesis ? begins : [];
}
