/**
 * Softmax cross-entropy with its gradient as an ONNX model. ONNX has no operator for the gradient, so the
 * model spells it out. Field numbers are those of onnx.proto.
 */
import type { FloatType, Shape } from './problem.ts';

type Bytes = readonly number[];

const elementTypes = { float32: 1, int64: 7, float64: 11 } as const;
type ElementType = keyof typeof elementTypes;

/** Inputs `logits` (N x C) and `targets` (N x 1); outputs `loss`, `argmax` and `gradient`. */
export function crossEntropyModel({ rows, classes }: Shape, type: FloatType): Uint8Array {
  const integer = (name: string, value: number) => attribute(name, 2, [...field(3, value)]);
  const axis = integer('axis', 1);
  const nodes = [
    node('LogSoftmax', ['logits'], 'logProbabilities', axis),
    node('GatherElements', ['logProbabilities', 'targets'], 'picked', axis),
    node('ReduceMean', ['picked'], 'meanPicked', integer('keepdims', 0)),
    node('Neg', ['meanPicked'], 'loss'),
    node('ArgMax', ['logits'], 'argmax', axis, integer('keepdims', 0)),
    node('Exp', ['logProbabilities'], 'probabilities'),
    node('Mul', ['probabilities', 'perRow'], 'scaled'),
    node(
      'ScatterElements',
      ['scaled', 'targets', 'minusPerRow'],
      'gradient',
      axis,
      attribute('reduction', 3, text(4, 'add')),
    ),
  ];
  const graph = [
    ...nodes.flatMap((bytes) => message(1, bytes)),
    ...text(2, 'softmaxCrossEntropy'),
    ...message(5, constant('perRow', type, [], [1 / rows])),
    ...message(5, constant('minusPerRow', type, [rows, 1], Array<number>(rows).fill(-1 / rows))),
    ...message(11, tensorInfo('logits', type, [rows, classes])),
    ...message(11, tensorInfo('targets', 'int64', [rows, 1])),
    ...message(12, tensorInfo('loss', type, [])),
    ...message(12, tensorInfo('argmax', 'int64', [rows])),
    ...message(12, tensorInfo('gradient', type, [rows, classes])),
  ];
  const irVersion = 8;
  const operatorSet = 16;
  return Uint8Array.from([
    ...field(1, irVersion),
    ...message(7, graph),
    ...message(8, field(2, operatorSet)),
  ]);
}

function node(operator: string, inputs: readonly string[], output: string, ...attributes: Bytes[]) {
  return [
    ...inputs.flatMap((input) => text(1, input)),
    ...text(2, output),
    ...text(4, operator),
    ...attributes.flatMap((bytes) => message(5, bytes)),
  ];
}

function attribute(name: string, type: number, value: Bytes): Bytes {
  return [...text(1, name), ...value, ...field(20, type)];
}

function constant(
  name: string,
  type: FloatType,
  shape: readonly number[],
  values: readonly number[],
): Bytes {
  const array = type === 'float64' ? new Float64Array(values) : new Float32Array(values);
  return [
    ...shape.flatMap((length) => field(1, length)),
    ...field(2, elementTypes[type]),
    ...text(8, name),
    ...message(9, [...new Uint8Array(array.buffer)]),
  ];
}

function tensorInfo(name: string, type: ElementType, shape: readonly number[]): Bytes {
  const dimensions = shape.flatMap((length) => message(1, field(1, length)));
  const tensor = [...field(1, elementTypes[type]), ...message(2, dimensions)];
  return [...text(1, name), ...message(2, message(1, tensor))];
}

function field(number: number, value: number): Bytes {
  return [...varint(number << 3), ...varint(value)];
}

function message(number: number, bytes: Bytes): Bytes {
  return [...varint((number << 3) | 2), ...varint(bytes.length), ...bytes];
}

function text(number: number, value: string): Bytes {
  return message(number, [...new TextEncoder().encode(value)]);
}

function varint(value: number): Bytes {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
}
