import { type DoubleDouble, fromNumber, multiply, squareRoot } from './doubleDouble.ts';

/** Each octave is cut into this many steps: exp and log reduce their argument to half a step. */
export const stepsPerOctave = 256;

/** ln 2, as the sum of two doubles. */
export const ln2: DoubleDouble = { high: 0.6931471805599453, low: 2.3190468138462996e-17 };

/** 2^(i/256) for i = 0..255 is `stepHigh[i] + stepLow[i]`. */
export const stepHigh = new Float64Array(stepsPerOctave);
export const stepLow = new Float64Array(stepsPerOctave);

/** Square roots of square roots of 2, multiplied together by the bits of i. */
function fillSteps(): void {
  stepHigh[0] = 1;
  let root = fromNumber(2);
  for (let stride = stepsPerOctave / 2; stride >= 1; stride /= 2) {
    root = squareRoot(root);
    for (let i = stride; i < stepsPerOctave; i += 2 * stride) {
      const before = { high: stepHigh[i - stride] ?? 0, low: stepLow[i - stride] ?? 0 };
      const power = multiply(before, root);
      stepHigh[i] = power.high;
      stepLow[i] = power.low;
    }
  }
}

fillSteps();
