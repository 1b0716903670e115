/** Formulas out of terms, in MathML. */
import { mathml, type MathMLTemplateResult } from 'lit';
import { type Digits, formatNumber } from '../numbers.ts';

/** A formula, or a sign in one: a number, a name if it begins with a letter, else an operator. */
export type Term = string | MathMLTemplateResult;

export function formula(...terms: readonly Term[]): MathMLTemplateResult {
  return mathml`<mrow>${terms.map(element)}</mrow>`;
}

function element(term: Term): MathMLTemplateResult {
  if (typeof term !== 'string') return term;
  if (/^\d/.test(term)) return mathml`<mn>${term}</mn>`;
  if (/^\p{Letter}/u.test(term)) return mathml`<mi>${term}</mi>`;
  // At the beginning of a formula, a plus would be taken for a sign.
  return term === '+' ? mathml`<mo form="infix">+</mo>` : mathml`<mo>${term}</mo>`;
}

export function subscript(base: Term, index: Term | number): MathMLTemplateResult {
  const below = typeof index === 'number' ? mathml`<mn>${index}</mn>` : element(index);
  return mathml`<msub>${element(base)}${below}</msub>`;
}

export function power(base: Term, exponent: Term): MathMLTemplateResult {
  return mathml`<msup>${element(base)}${element(exponent)}</msup>`;
}

export function fraction(numerator: Term, denominator: Term): MathMLTemplateResult {
  return mathml`<mfrac>${element(numerator)}${element(denominator)}</mfrac>`;
}

/** A sum, or another operator, over an index. */
export function over(operator: Term, index: Term, ...terms: readonly Term[]): MathMLTemplateResult {
  return formula(
    mathml`<munder>${element(operator)}${element(index)}</munder>`,
    thinSpace,
    ...terms,
  );
}

const thinSpace = mathml`<mspace width="0.2em"></mspace>`;

export function logarithm(...terms: readonly Term[]): MathMLTemplateResult {
  return formula('log', thinSpace, ...terms);
}

/** -log p of a class. */
export function minusLogarithmOf(index: Term | number): MathMLTemplateResult {
  return formula('−', logarithm(subscript('p', index)));
}

/** 1 where both are the same, else 0. */
export function indicator(a: Term, b: Term): MathMLTemplateResult {
  return formula('[', a, '=', b, ']');
}

/** Scientific notation becomes a power of ten; what is not finite stands out. */
export function numeral(value: number, digits: Digits): MathMLTemplateResult {
  const text = formatNumber(value, digits).replaceAll('-', '−');
  if (!Number.isFinite(value)) return mathml`<mi class="special">${text}</mi>`;
  const [significand = text, exponent] = text.split('e');
  const number = mathml`<mn>${significand}</mn>`;
  if (exponent === undefined) return number;
  const ten = power(mathml`<mn>10</mn>`, mathml`<mn>${exponent.replace('+', '')}</mn>`);
  return formula(number, '×', ten);
}

/** A number behind an operator: in parentheses if it has a sign. */
export function operand(value: number, digits: Digits): MathMLTemplateResult {
  const number = numeral(value, digits);
  return value < 0 || Object.is(value, -0) ? formula('(', number, ')') : number;
}
