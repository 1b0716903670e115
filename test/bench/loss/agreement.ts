import type { FloatType } from './problem.ts';

/** A solution of a `LossProblem`. */
export interface LossAnswer {
  readonly loss: number;
  readonly argmax: Int32Array;
  readonly gradient: Float64Array | Float32Array;
}

interface Tolerance {
  /** Of each result. */
  readonly relative: number;
  /** Of the gradient besides, in parts of the largest it can be, since p - 1 cancels near p = 1. */
  readonly absolute: number;
}

/** Wide enough for whoever sums a million float32 exponentials naively; too narrow for whoever does other work. */
const tolerances: Readonly<Record<FloatType, Tolerance>> = {
  float64: { relative: 1e-10, absolute: 1e-15 },
  float32: { relative: 2e-3, absolute: 1e-6 },
};

/** Where an answer differs from the reference, in a sentence; nothing if they agree. */
export function disagreement(
  answer: LossAnswer,
  reference: LossAnswer,
  type: FloatType,
): string | undefined {
  const { relative, absolute } = tolerances[type];
  const isNear = (value: number, expected: number, slack: number) =>
    Math.abs(value - expected) <= relative * Math.abs(expected) + slack;
  if (!isNear(answer.loss, reference.loss, 0)) {
    return `The loss is ${answer.loss} and not ${reference.loss}.`;
  }
  const rows = reference.argmax.length;
  for (const name of ['argmax', 'gradient'] as const) {
    const values = answer[name];
    const expected = reference[name];
    if (values.length !== expected.length) {
      return `The ${name} has ${values.length} entries and not ${expected.length}.`;
    }
    const slack = name === 'gradient' ? absolute / rows : 0;
    for (let i = 0; i < expected.length; i++) {
      const agrees =
        name === 'argmax' ? values[i] === expected[i] : isNear(values[i]!, expected[i]!, slack);
      if (!agrees) return `The ${name} at ${i} is ${values[i]} and not ${expected[i]}.`;
    }
  }
  return undefined;
}
