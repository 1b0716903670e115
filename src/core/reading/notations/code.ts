import type { CodeNotation } from '../notation.ts';
import { c } from './c.ts';
import { csharp } from './csharp.ts';
import { fortran } from './fortran.ts';
import { go } from './go.ts';
import { java } from './java.ts';
import { javascript } from './javascript.ts';
import { json } from './json.ts';
import { julia } from './julia.ts';
import { kotlin } from './kotlin.ts';
import { matlab } from './matlab.ts';
import { numpyPrint } from './numpyPrint.ts';
import { plain } from './plain.ts';
import { python } from './python.ts';
import { r } from './r.ts';
import { rust } from './rust.ts';
import { swift } from './swift.ts';
import { yaml } from './yaml.ts';

/** Every programming language that is read; where the signs of several are found, the first wins. */
export const codeNotations: readonly CodeNotation[] = [
  rust,
  go,
  kotlin,
  csharp,
  java,
  swift,
  c,
  fortran,
  r,
  python,
  julia,
  matlab,
  javascript,
  json,
  yaml,
  numpyPrint,
  plain,
];

/** How far into a text its signs are looked for. */
const signsWithin = 4000;

/**
 * The notation of a text. What the text itself shows outweighs the language id, which may be that
 * of the document around it.
 */
export function codeNotationOf(text: string, languageId: string): CodeNotation {
  const notation = notationOf(text, languageId);
  const name = notation.dialects?.[languageId];
  return name === undefined ? notation : { ...notation, name };
}

function notationOf(text: string, languageId: string): CodeNotation {
  const hinted = codeNotations.find((notation) => notation.languageIds.includes(languageId));
  const beginning = text.slice(0, signsWithin);
  if (hinted?.signs?.test(beginning)) return hinted;
  const shown = codeNotations.find((notation) => notation.signs?.test(beginning));
  if (!shown) return hinted ?? plain;
  // A print, or rows that semicolons part, can stand in a document of more than one language.
  const unclear =
    shown.languageIds.length === 0 || (shown.layout?.matrix && hinted?.layout?.matrix);
  return hinted && unclear ? hinted : shown;
}
