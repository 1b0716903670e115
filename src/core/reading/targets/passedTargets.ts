import type { TextRange } from '../../array/numericArray.ts';
import { callRole } from '../lexicon.ts';
import { comma, skipSpace } from '../text/characters.ts';
import { type Argument, argumentsBefore, argumentsFrom } from './callArguments.ts';
import { type Call, callAround, callWithin, type Usage } from './lossCalls.ts';
import { conventionOf } from './lossFrameworks.ts';
import { namesTargets } from './names.ts';
import type { FoundValues, TargetValues } from './targetValues.ts';

/** What stands in calls together with the logits, where a loss has its targets; the nearest first. */
interface PassedTargets {
  /** Values, or the name of a variable that holds them. */
  readonly toLosses: readonly (FoundValues | string)[];
  /** What other functions do with it is not known. */
  readonly toOthers: readonly FoundValues[];
}

const callHere = /([A-Za-z_][\w.:]*)\(\s*/y;
const variableArgument = /[A-Za-z_]\w*(?=\s*[,)])/y;

/** Functions of libraries other than losses take axes, shapes and limits. */
const libraryCall =
  /^(?:np|numpy|cp|cupy|scipy|jnp|jax|lax|torch|tf|tensorflow|F|K|ops|mx|plt|pyplot|axe?s?|fig|sns|pd)(?:\.|::)/;
/** So do those that are called like them. */
const shapeCall =
  /(?:^|[._:])(?:transpose|permute|reshape|view|resize|expand|squeeze|broadcast(?:_to)?|swap_?axes|moveaxis|sum|mean|std|var|max|min|arg(?:max|min|sort)|softmax|sort|norm|size|shape|pad|roll|flip|split|tile|repeat|slice|take|gather|zeros|ones|full|rand\w*|plot|scatter|hist|im_?show|mat_?show|heat_?map)$/i;

/**
 * The targets among the arguments of the calls that the logits are passed to: `cal_loss(a, [3, 1])`. Where the
 * call is a loss, also a single class, `nll(a, 3)`, and a variable, `cross_entropy(a, t)`.
 */
export function findPassed({ text, uses }: Usage, values: TargetValues): PassedTargets {
  const toLosses: (FoundValues | string)[] = [];
  const toOthers: FoundValues[] = [];
  for (const { argument, loss } of uses) {
    if (!values.spend(0)) break;
    const call = loss ?? callAround(text, argument.start);
    if (!call || (!loss && (libraryCall.test(call.name) || shapeCall.test(call.name)))) continue;
    const at = targetsOf(call, text, argument, values)?.start;
    if (at === undefined) continue;
    const array = shapeCall.test(callAt(text, at)?.name ?? '') ? undefined : values.arrayAt(at);
    if (loss) {
      const passed = array ?? values.integersAt(at) ?? variableAt(text, at);
      if (passed !== undefined) toLosses.push(passed);
    } else if (array) toOthers.push(array);
  }
  return { toLosses, toOthers };
}

/**
 * The argument that is the targets: the one with a name that says so, or the one beside the logits. That is the
 * next one, as a rule; Keras has the targets first. Farther away are weights and the like.
 */
function targetsOf(
  call: Call,
  text: string,
  logits: TextRange,
  values: TargetValues,
): Argument | undefined {
  const before = argumentsBefore(text, call.opener, logits.start);
  const after = argumentsAfter(text, logits.end, values);
  const named = [...before, ...after].find(({ name }) => name !== undefined && isTargets(name));
  if (named) return named;
  const [previous, next] = [before.at(-1), after[0]].map((argument) =>
    argument?.name === undefined ? argument : undefined,
  );
  const convention = conventionOf((call.maker ?? call).name);
  if (convention) return convention === 'keras' ? previous : next;
  const isCalledSo = (argument: Argument | undefined): boolean =>
    argument !== undefined && namesTargets(variableAt(text, argument.start) ?? '');
  return [next, previous].find(isCalledSo) ?? next ?? previous;
}

function isTargets(name: string): boolean {
  return name === 't' || namesTargets(name);
}

function callAt(
  text: string,
  at: number,
): { readonly name: string; readonly begin: number } | undefined {
  callHere.lastIndex = at;
  const name = callHere.exec(text)?.[1];
  return name === undefined ? undefined : { name, begin: callHere.lastIndex };
}

/** The variable that an argument is, as it is or made a tensor. */
function variableAt(text: string, at: number): string | undefined {
  const call = callAt(text, at);
  variableArgument.lastIndex = call && callRole(call.name) === 'array' ? call.begin : at;
  return variableArgument.exec(text)?.[0];
}

/** The arguments behind the one that ends at `at`. */
function argumentsAfter(text: string, at: number, values: TargetValues): readonly Argument[] {
  const next = skipSpace(text, at, text.length);
  if (text.charCodeAt(next) !== comma) return [];
  const { given, end } = argumentsFrom(text, next + 1, at + callWithin + values.longest);
  values.spend(end - at);
  return given;
}
