import { permuteAxes, reshapeColumnMajor } from '../../array/permute.ts';
import type { NumericArray } from '../../array/numericArray.ts';
import type { Candidate } from './candidate.ts';
import { comma, isCloser, isOpener, skipSpace } from '../text/characters.ts';
import type { ShapeCall } from '../notation.ts';
import { ReadingError } from '../readingError.ts';

interface Argument {
  readonly name: string | undefined;
  readonly text: string;
  readonly candidate: Candidate | undefined;
}

const named = /^\.?([A-Za-z_]\w*)\s*[=:]\s*(?![=:])/;
const integer = /^[-+]?\d+L?$/;
const affirmative = /^(?:TRUE|True|true|T)$/;

/** No list of sizes and options is longer, in characters. */
const longestArguments = 2000;

/** The arguments of the call whose parentheses hold the text from `from` to `to`. */
function argumentsOf(
  text: string,
  from: number,
  to: number,
  candidates: readonly Candidate[],
): Argument[] | undefined {
  const list: Argument[] = [];
  let candidate: Candidate | undefined;
  let begin = from;
  let depth = 0;
  let steps = 0;
  const byStart = new Map(candidates.map((each) => [each.range.start, each]));
  for (let at = from; at <= to; at++) {
    const found = byStart.get(at);
    if (found) {
      candidate ??= found;
      at = found.range.end;
    }
    if (++steps > longestArguments) return undefined;
    const code = text.charCodeAt(at);
    if (at >= to || (code === comma && depth === 0)) {
      const start = skipSpace(text, begin, at);
      const whole = text.slice(start, Math.min(at, start + 100)).trim();
      const name = named.exec(whole);
      list.push({ name: name?.[1], text: whole.slice(name?.[0].length ?? 0), candidate });
      candidate = undefined;
      begin = at + 1;
    } else if (isOpener(code)) depth++;
    else if (isCloser(code)) depth--;
  }
  return list;
}

/** A call that gives a shape to flat values, and what it was called with. */
export interface ShapingCall {
  readonly call: ShapeCall;
  readonly text: string;
  /** The text between the parentheses. */
  readonly from: number;
  readonly to: number;
  readonly candidates: readonly Candidate[];
}

/** The array that a shaping call makes, or undefined if it is given no shape. */
export function shapedArray(shaping: ShapingCall): NumericArray | undefined {
  const { call, text, from, to, candidates } = shaping;
  const list = argumentsOf(text, from, to, candidates);
  if (!list) return undefined;
  const positional = list.filter((argument) => argument.name === undefined);
  const byName = (name: string | undefined): Argument | undefined =>
    name === undefined
      ? undefined
      : list.find((argument) => argument.name?.toLowerCase() === name.toLowerCase());
  const values = (byName(call.valuesName) ?? positional[call.values])?.candidate;
  if (!values) return undefined;

  const fail = (message: string): never => {
    throw new ReadingError('ragged', message, text, values.range.start);
  };
  const written: (number | undefined)[] = [];
  const most = call.shapeNames.length > 1 ? call.shapeNames.length : Infinity;
  const vector = byName(call.shapeNames[0])?.candidate ?? positional[call.shape]?.candidate;
  if (vector && vector !== values) {
    written.push(...vector.array().values);
  } else {
    for (let index = 0; index < most; index++) {
      const argument = byName(call.shapeNames[index]) ?? positional[call.shape + index];
      if (argument && integer.test(argument.text)) written.push(Number.parseInt(argument.text, 10));
      else if (argument?.text === '[]' || index < call.shapeNames.length) written.push(undefined);
      else break;
    }
  }
  const given = written.some((size) => size !== undefined);
  if (!given && (values.shape.length > 1 || text.charAt(values.range.start) === '['))
    return undefined;
  const shape = completeShape(written, values.array().values.length, call, fail);
  if (!shape) return undefined;
  return fill(values.array(), shape, list, call);
}

/** Fills in the one dimension that may be left to be found from the number of values. */
function completeShape(
  written: readonly (number | undefined)[],
  count: number,
  call: ShapeCall,
  fail: (message: string) => never,
): number[] | undefined {
  const open = written.filter((size) => size === undefined || size === -1).length;
  const rest = written.reduce<number>((product, size) => product * Math.abs(size ?? 1), 1);
  if (open === written.length && call.shapeNames.length < 2) return undefined;
  const shape =
    open === written.length
      ? [count, 1]
      : written.map((size) => (size === undefined || size === -1 ? count / rest : size));
  const wanted = shape.reduce((product, size) => product * size, 1);
  if (open > 1 && open < written.length) return undefined;
  if (wanted !== count || !shape.every((size) => Number.isInteger(size) && size > 0)) {
    fail(
      `There are ${count} values, which do not fill the shape ${shape.join(' × ')}. Correct the shape or the values.`,
    );
  }
  return shape;
}

function fill(
  flat: NumericArray,
  shape: readonly number[],
  list: readonly Argument[],
  call: ShapeCall,
): NumericArray {
  const positional = list.filter((argument) => argument.name === undefined);
  const byRow =
    call.byRow &&
    (list.find((argument) => argument.name === call.byRow?.name) ??
      positional[call.byRow.position]);
  const order = list.find((argument) => argument.name?.toLowerCase() === 'order');
  const axes = order?.candidate ? [...order.candidate.array().values] : undefined;
  const columnMajor = /^["'][Ff]["']$/.test(order?.text ?? '') || call.order === 'column';
  if (!columnMajor || (byRow && affirmative.test(byRow.text))) return { ...flat, shape };
  // What is reshaped may be a matrix; its values are taken down its columns too.
  if (!axes) return reshapeColumnMajor(flat, shape);
  // Fortran 2018, 16.9.163: the subscripts of the result vary in the order that ORDER says.
  const permuted = axes.map((axis) => shape[axis - 1]!);
  return permuteAxes(
    reshapeColumnMajor(flat, permuted),
    shape.map((_, axis) => axes.indexOf(axis + 1)),
  );
}
