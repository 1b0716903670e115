import type { TextRange } from '../../array/numericArray.ts';
import type { Convention, LossOptionsInput } from '../../loss/options.ts';
import { callRole } from '../lexicon.ts';
import { closeParenthesis } from '../text/characters.ts';
import { type Argument, argumentsFrom } from './callArguments.ts';
import { type Call, callWithin, type Usage } from './lossCalls.ts';
import { conventionOf } from './lossFrameworks.ts';
import { optionNamed, type WrittenOptionName } from './lossOptionNames.ts';
import { valueBegin } from './namedTargets.ts';
import { matchesAround, type Surroundings } from './surroundings.ts';
import { TargetValues } from './targetValues.ts';

/** Options that stand in the call of a loss which the logits are passed to, or in the one that made it. */
export interface WrittenOptions {
  /** The call. */
  readonly range: TextRange;
  /** As each is written: `reduction='sum'`. */
  readonly texts: ReadonlyMap<WrittenOptionName, string>;
  /** Those whose values could be read. */
  readonly options: LossOptionsInput;
  /** That of the framework whose loss it is, where its name says so. */
  readonly convention?: Convention;
}

/** How many characters may be read in search of options. */
const budget = 400_000;

/** Longer values are not told of. */
const longestValue = 40;

/** Of losses that are not softmax cross-entropy, options mean something else. */
const otherLoss =
  /focal|dice|binary|bce|sigmoid|poisson|gaussian|ctc|mse|(?:^|_|smooth)l1|huber|hinge|margin|cosine|triplet|contrastive/i;
/** In this order, PyTorch's module may be given its options without their names; its function has them third. */
const pytorchOptions = [
  'weight',
  'size_average',
  'ignore_index',
  'reduce',
  'reduction',
  'label_smoothing',
];
const pytorchModule = /(?:^|\.)CrossEntropyLoss$/;
const definition = /\b(?:def|func|function|fn|class)\s+$/;
const numeral = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;
const reductionValue = /^(?:(["'])(\w+)\1|[\w.]*Reduction\.(\w+))$/;
/** `weight`, `self.weight.to(device)` */
const movedVariable = /^(?:self\.)?([A-Za-z_]\w*)(?:\.(?:to|cuda|cpu|float|double)\([^()]*\))*$/;
const conversionsEnd =
  /^(?:\s*,\s*\w+\s*=\s*[\w.]+)*[\s)]*(?:\.(?:to|cuda|cpu|float|double)\([^()]*\))*$/;

/** Keras means the mean by `sum_over_batch_size`. */
const reductions: ReadonlyMap<string, LossOptionsInput['reduction']> = new Map([
  ['sum', 'sum'],
  ['mean', 'mean'],
  ['none', 'none'],
  ['sum_over_batch_size', 'mean'],
]);

/**
 * The options of the call nearest to the logits that has any, or else the nearest call of a framework that is known.
 *
 * @param shape the shape of the logits
 */
export function findWrittenOptions(
  usage: Usage,
  shape: readonly number[],
): WrittenOptions | undefined {
  const values = new TargetValues(usage.text, shape, budget);
  let withoutOptions: WrittenOptions | undefined;
  for (const { argument, isInline, loss } of usage.uses) {
    if (!values.spend(0)) break;
    if (!loss || isOtherLoss(loss.maker ?? loss)) continue;
    // Long logits in the call are not read again.
    const begin = isInline ? argument.end : loss.opener + 1;
    const { maker } = loss;
    const convention = conventionOf((maker ?? loss).name);
    const calls = [
      optionsIn(loss, { begin, names: namesInCall(loss).slice(isInline ? 1 : 0) }, usage, values),
      maker &&
        optionsIn(maker, { begin: maker.opener + 1, names: namesInMaker(maker) }, usage, values),
    ]
      .filter((call) => call !== undefined)
      .map((call) => ({ ...call, ...(convention && { convention }) }));
    const written = calls.find(({ texts }) => texts.size > 0);
    if (written) return written;
    if (convention) withoutOptions ??= calls[0];
  }
  return withoutOptions;
}

function isOtherLoss({ name }: Call): boolean {
  return otherLoss.test(name.slice(name.search(/\w*$/)));
}

/** What the arguments without names are called, in the call of a loss; ONNX has the weights third, too. */
function namesInCall({ name }: Call): readonly string[] {
  const convention = conventionOf(name);
  // In C++, all options are one object.
  const isKnown = (convention === 'pytorch' || convention === 'onnx') && !name.includes('::');
  return isKnown ? ['input', 'target', ...pytorchOptions] : [];
}

function namesInMaker({ name }: Call): readonly string[] {
  return pytorchModule.test(name) ? pytorchOptions : [];
}

/**
 * The options among the arguments from `begin` on, if there are any.
 *
 * @param names what those arguments are called that have no names
 * @returns undefined for what is no call
 */
function optionsIn(
  { name: callee, opener }: Call,
  { begin, names }: { readonly begin: number; readonly names: readonly string[] },
  surroundings: Surroundings,
  values: TargetValues,
): WrittenOptions | undefined {
  const { text } = surroundings;
  const start = opener - callee.length;
  if (definition.test(text.slice(Math.max(0, start - 20), start))) return undefined;
  const { given, end } = argumentsFrom(text, begin, begin + callWithin + values.longest);
  values.spend(end - begin);
  if (text.charCodeAt(end) !== closeParenthesis) return undefined;
  const texts = new Map<WrittenOptionName, string>();
  let options: LossOptionsInput = {};
  for (const [index, argument] of given.entries()) {
    const name = argument.name ?? names[index];
    const option = name === undefined ? undefined : optionNamed(name);
    const value = text.slice(argument.start, argument.end);
    if (option === undefined || value === 'None' || value === 'null') continue;
    const shown = value.length > longestValue ? '…' : value.replaceAll(/\s+/g, ' ');
    const read = readOption(option, argument, surroundings, values);
    // PyTorch has old names beside the new ones: `reduction='sum', reduce=True`.
    if (texts.has(option) && Object.keys(read).length === 0) continue;
    texts.set(option, `${name}=${shown}`);
    options = { ...options, ...read };
  }
  return { range: { start, end: end + 1 }, texts, options };
}

function readOption(
  option: WrittenOptionName,
  argument: Argument,
  surroundings: Surroundings,
  values: TargetValues,
): LossOptionsInput {
  const value = surroundings.text.slice(argument.start, argument.end);
  switch (option) {
    case 'reduction': {
      const [, , quoted, constant] = reductionValue.exec(value) ?? [];
      const reduction = reductions.get((quoted ?? constant ?? '').toLowerCase());
      return reduction === undefined ? {} : { reduction };
    }
    case 'classWeights': {
      const classWeights = readWeights(argument, surroundings, values);
      return classWeights === undefined ? {} : { classWeights };
    }
    case 'ignoreIndex':
      return /^-?\d+$/.test(value) ? { ignoreIndex: Number(value) } : {};
    case 'labelSmoothing':
    case 'temperature':
      return numeral.test(value) ? { [option]: Number(value) } : {};
  }
}

/** An array, or a variable that one is assigned to, as it is or moved to a device. */
function readWeights(
  { start, end }: Argument,
  surroundings: Surroundings,
  values: TargetValues,
): readonly number[] | undefined {
  const { text } = surroundings;
  const value = text.slice(start, end);
  const variable = movedVariable.exec(value)?.[1];
  const begin = variable === undefined ? start : valueOf(variable, start, surroundings);
  const read = begin === undefined ? undefined : values.readArray(begin);
  if (!read) return undefined;
  const { array, range } = read;
  const isWhole =
    variable !== undefined ||
    (isConversion(text.slice(start, range.start)) &&
      conversionsEnd.test(text.slice(range.end, end)));
  return isWhole && array.shape.length === 1 && array.values.every(Number.isFinite)
    ? [...array.values]
    : undefined;
}

/** Calls that make a tensor and leave its values: `torch.tensor(`. */
function isConversion(before: string): boolean {
  const calls = before.split('(').map((call) => call.trim());
  return calls.pop() === '' && calls.every((call) => callRole(call) === 'array');
}

/** Where the value begins that a variable has at `at`: the last that was assigned to it before. */
function valueOf(variable: string, at: number, surroundings: Surroundings): number | undefined {
  const name = new RegExp(`(?<!\\w)${variable}(?!\\w)`, 'g');
  const begins = Array.from(matchesAround(surroundings, name), ({ start, end }) =>
    valueBegin(surroundings.text, start, end),
  ).filter((begin) => begin !== undefined);
  return begins.findLast((begin) => begin < at) ?? begins[0];
}
