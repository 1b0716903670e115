import {
  add,
  divide,
  type DoubleDouble,
  fromNumber,
  multiply,
  negate,
  sumOf,
} from './doubleDouble.ts';
import { ln2, stepHigh, stepLow, stepsPerOctave } from './powersOfTwo.ts';

const logOfStep: DoubleDouble = { high: ln2.high / stepsPerOctave, low: ln2.low / stepsPerOctave };

/**
 * log(1 + x) for x >= 0, to about 2^-60 of its value. log(1 + x) = k/256 ln 2 + log(1 + f), where f is
 * at most half a step and, for a small x, x itself.
 */
export function logOnePlus(x: DoubleDouble): DoubleDouble {
  const onePlus = add(sumOf(1, x.high), fromNumber(x.low));
  if (!(onePlus.high < Infinity)) return onePlus;
  const steps = Math.round(Math.log2(onePlus.high) * stepsPerOctave);
  if (steps === 0) return logNearOne(x);
  const octave = 2 ** Math.floor(steps / stepsPerOctave);
  const index = steps % stepsPerOctave;
  const power = { high: stepHigh[index]! * octave, low: stepLow[index]! * octave };
  const fraction = divide(add(onePlus, negate(power)), power);
  return add(multiply(logOfStep, fromNumber(steps)), logNearOne(fraction));
}

/** log(1 + f) by its Taylor series, for |f| up to 0.003. */
function logNearOne(f: DoubleDouble): DoubleDouble {
  const x = f.high;
  const higherTerms =
    x * x * (-1 / 2 + x * (1 / 3 + x * (-1 / 4 + x * (1 / 5 + x * (-1 / 6 + x * (1 / 7))))));
  return sumOf(x, f.low - x * f.low + higherTerms);
}
