/** What stands in the cells of tables, other than numbers. */
import { isNotNumber } from '../lexicon.ts';

const elision = /^(?:\.\.|[…⋮⋯⋰⋱]|\\[vcld]?dots)/;
const dateOrTime = /^(?:\d{1,4}([-/.])\d{1,2}\1\d|\d{1,2}:\d{2}|\d{4}-\d{2}$)/;
const logical = /^(?:true|false)$/i;
/** Also what spreadsheets have for an error: `#DIV/0!`. */
const missing = /^(?:n\/a|#n\/a|-|\?|#[A-Z\d/]+[!?])$/i;
const operation = /^[-+−]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*[-+*/^]\s*[\d.(]/;
const fraction = /^\\[dt]?frac|^\\sqrt/;

const exponents = /(?<=\d)e[-+]?(?=\d)/gi;
const digitsAlone = /^(?=\P{L}*$)\D*\d/u;
/** `10 %`, `1.5 m/s2`, but neither `0001.jpg` nor `3f2a9c`. */
const numberWithUnit = /^[^\p{L}\d]*\d+(?:[.,_]\d+)*\s?[^\s\d.,_-][^\s\d.,]*\d?$/u;
/** `tensor(0.5)` */
const callOfNumber = /^[\w.]+\(\P{L}*\)$/u;
const hexadecimal = /^[-+]?0x[\da-f.]+(?:p[-+]?\d+)?$/i;

/** Whether a content stands for others that are left out. */
export function isElision(content: string): boolean {
  return elision.test(content);
}

/** Whether a content is a word for what is no number, such as NA, null, true. */
export function isMissing(content: string): boolean {
  return isNotNumber(content) || missing.test(content);
}

/** Whether a content is a calculation, such as `1/3`, whose result would be a number. */
export function isOperation(content: string): boolean {
  return operation.test(content) && !dateOrTime.test(content);
}

/**
 * Whether a content can be the label of its row. What begins like a number was meant as one, unless it is a date
 * or a time.
 */
export function isLabel(content: string): boolean {
  if (isMissing(content)) return false;
  if (dateOrTime.test(content)) return true;
  return !/^[-+−(]?[.,]?\d/.test(content) && !fraction.test(content) && !isElision(content);
}

/** Whether a content that does not read as a number was not meant as one either, nor for one that is missing. */
export function isWords(content: string): boolean {
  if (logical.test(content) || dateOrTime.test(content)) return true;
  return !(isMissing(content) || isElision(content) || isMeantAsNumber(content));
}

function isMeantAsNumber(content: string): boolean {
  const plain = content.replaceAll(exponents, '');
  return [operation, fraction, digitsAlone, numberWithUnit, callOfNumber, hexadecimal].some(
    (each) => each.test(plain),
  );
}
