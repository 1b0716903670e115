import type { Typed } from '../lossOptions.ts';

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const special = /^([+-]?)(?:\w+\.)?(?:(inf(?:inity)?|∞)|nan)$/i;

/**
 * A logit as people type it: 1e-3, .5, -inf, NaN, np.inf.
 *
 * @returns undefined as the value of an empty text
 */
export function readLogit(text: string): Typed<number | undefined> {
  const written = text.trim().replace('−', '-');
  if (written === '') return { value: undefined };
  const word = special.exec(written);
  if (word) return { value: word[2] === undefined ? NaN : word[1] === '-' ? -Infinity : Infinity };
  if (decimal.test(written)) {
    const value = Number(written);
    if (Number.isFinite(value)) return { value };
    return { problem: `${written} is beyond the largest double. For infinity, type inf.` };
  }
  const comma = /^[+-]?\d*,\d+$/.test(written);
  return {
    problem: comma
      ? `Is the comma in “${written}” a decimal point? Then type ${written.replace(',', '.')}.`
      : `“${written}” is not a number. Type one such as 1.5, 1e-3, -inf or nan.`,
  };
}
