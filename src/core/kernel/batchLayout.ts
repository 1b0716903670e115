import { divide, fromNumber, multiply, productOf } from './doubleDouble.ts';
import { ln2, stepsPerOctave } from './powersOfTwo.ts';

/** What is the same for all rows of a batch that machine code evaluates. */
export interface BatchConstants {
  readonly classes: number;
  readonly temperature: number;
  /** What the sum of the losses is divided by. */
  readonly divisor: number;
}

/** The arrays of a batch: those of its rows, the weights per class, and some that machine code keeps notes in. */
const arrayNames = [
  'logits',
  'targets',
  'classWeights',
  'argmax',
  'confidence',
  'losses',
  'targetProbability',
  'probabilities',
  'gradient',
  'segments',
  'refused',
  'refusedCounts',
] as const;
export type ArrayName = (typeof arrayNames)[number];

const doubles = 10;
const floats = 9;
const floatsAt = doubles * Float64Array.BYTES_PER_ELEMENT;
const integersAt = floatsAt + floats * Float32Array.BYTES_PER_ELEMENT;
/** The classes, an address for each array, and one that machine code changes. */
const integers = 1 + arrayNames.length + 1;
export const batchBytes = integersAt + integers * Int32Array.BYTES_PER_ELEMENT;

/** Of a minimax polynomial for e^r - 1, from r to r^6, for |r| up to half of ln 2: within 2^-27. */
const floatCoefficients = [
  1, 0.49999994039535522, 0.16666519641876221, 0.041668392717838287, 0.0083687808364629745,
  0.0013814462581649423,
];

/** A number rounded to so many bits. */
function withBits(bits: number, value: number): number {
  const unit = 2 ** (Math.floor(Math.log2(value)) + 1 - bits);
  return Math.round(value / unit) * unit;
}

/** A batch as `Batch` in assembly/batch.ts has it: both have to change together. */
export class BatchLayout {
  readonly #bytes: Uint8Array;

  /** @param bytes `batchBytes` of them */
  constructor(bytes: Uint8Array, { classes, temperature, divisor }: BatchConstants) {
    const { buffer, byteOffset } = bytes;
    this.#bytes = bytes;
    this.#integers[0] = classes;
    const octave = multiply(ln2, fromNumber(temperature));
    const stepLength = octave.high / stepsPerOctave;
    const stepHigh = withBits(24, stepLength);
    const slope = divide(fromNumber(1), productOf(temperature, divisor));
    new Float64Array(buffer, byteOffset, doubles).set([
      1 / stepLength,
      stepHigh,
      stepLength - stepHigh + octave.low / stepsPerOctave,
      ...[1, 1 / 2, 1 / 6, 1 / 24].map((coefficient, i) => coefficient / temperature ** (i + 1)),
      divide(fromNumber(1), fromNumber(temperature)).low,
      slope.high,
      slope.low,
    ]);
    const octaveHigh = withBits(12, octave.high);
    new Float32Array(buffer, byteOffset + floatsAt, floats).set([
      1 / octave.high,
      octaveHigh,
      octave.high - octaveHigh,
      ...floatCoefficients.map((coefficient, i) => coefficient / temperature ** (i + 1)),
    ]);
  }

  /** Says where the arrays of the next rows stand, 0 for what is not there or not wanted. */
  point(addressOf: (name: ArrayName) => number): void {
    this.#integers.set(arrayNames.map(addressOf), 1);
  }

  get #integers(): Int32Array {
    return new Int32Array(this.#bytes.buffer, this.#bytes.byteOffset + integersAt, integers);
  }
}
