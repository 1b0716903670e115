import { isNotNumber } from '../lexicon.ts';
import { ReadingError, type ReadingErrorKind } from '../readingError.ts';
import { isWordStart, point } from '../text/characters.ts';
import { nameAt } from './names.ts';

const imaginaryPart = /[+-]\s?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s?\*?\s?(?:[ijI]|im)(?!\w)/y;
const imaginaryUnit = /\*?(?:[ijI]|im)(?!\w)/y;
/** A method of a number: `2.0_f32.sqrt()`. */
const method = /^[\d._]+(?:[fiu]\d+)?\.[A-Za-z_]/;

/** Says why what stands in an array literal is no number. */
export class LiteralRefusals {
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  fail(kind: ReadingErrorKind, message: string, at: number): never {
    throw new ReadingError(kind, message, this.text, at);
  }

  /** A name at `at`, where a number is due. */
  failName(at: number): never {
    const word = nameAt(this.text, at) || this.wordAt(at);
    if (isNotNumber(word)) {
      this.fail('not-numeric', `${word} is not a number. Put a number in its place.`, at);
    }
    this.fail(
      'expression',
      `${word} is a name, its value is not in the text. Write out the number.`,
      at,
    );
  }

  /** An operator, or something else that no array literal holds. */
  failOperator(at: number): never {
    const sign = String.fromCodePoint(this.text.codePointAt(at)!);
    this.fail(
      this.text.startsWith('--', at) ? 'not-numeric' : 'expression',
      `${JSON.stringify(sign)} makes this an expression; only written-out numbers are read. Write out the result.`,
      at,
    );
  }

  /** Whether what stands behind a number at `at` makes it a complex one. */
  isImaginary(at: number): boolean {
    imaginaryPart.lastIndex = at;
    imaginaryUnit.lastIndex = at;
    return imaginaryPart.test(this.text) || imaginaryUnit.test(this.text);
  }

  failComplex(at: number): never {
    this.fail(
      'not-numeric',
      'This is a complex number; logits are real. Take the real part or the magnitude.',
      at,
    );
  }

  /** Digits from `start` on that are no number, as reading found at `stopped`. */
  failMalformed(start: number, stopped: number): never {
    const { text } = this;
    const word = this.wordAt(start);
    const next = text.charCodeAt(stopped + 1);
    if (method.test(word) || (text.charCodeAt(stopped) === point && isWordStart(next))) {
      this.fail(
        'expression',
        `${JSON.stringify(word)} is computed when it runs. Write out the result.`,
        start,
      );
    }
    if (text.startsWith('..', stopped)) this.failOperator(stopped);
    this.fail('not-numeric', `${JSON.stringify(word)} is not a number. Correct it.`, start);
  }

  failTruncated(at: number): never {
    this.fail(
      'truncated',
      'Values are left out here. Print the whole array: np.set_printoptions(threshold=sys.maxsize), torch.set_printoptions(profile="full").',
      at,
    );
  }

  /** What stands at `at` up to the next separator, shortened for a message. */
  private wordAt(at: number): string {
    return /^[^\s,;()[\]{}]{0,30}/.exec(this.text.slice(at, at + 31))?.[0] ?? '';
  }
}
