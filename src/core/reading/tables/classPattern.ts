import { namesMetadata } from '../targets/names.ts';

/** `logit_cat`, `logit0`, `P(cat)`: the names of values, with what tells the classes apart. */
const beforeClass =
  /^(logit|score|prob|proba|probability|softmax|output|out|pred|p|z|class|cls)s?(?:[\s_.:-]+|(?=[\d([]))\S/;
const behindClass = /\S[\s_.:-]+(logit|score|prob|proba|probability)s?$/;

/** Columns of names that go on with none of what the classes have in common. */
interface OutsidePattern {
  readonly outside: readonly number[];
  /** Whether none of them can be a class: beside `class_0` and `class_1`, there may be `background`. */
  readonly isCertain: boolean;
}

/** Where classes are called by a pattern, such as `logit_cat` and `logit_dog`, the names that are not. */
export function outsidePattern(names: readonly string[]): OutsidePattern {
  const groups = new Map<string, Set<number>>();
  for (const [index, name] of names.entries()) {
    const affix = namesMetadata(name) ? undefined : affixOf(name);
    if (affix !== undefined) groups.set(affix, (groups.get(affix) ?? new Set()).add(index));
  }
  // Logits go before what was computed from them.
  const [affix = '', inside] =
    [...groups].find(([word, { size }]) => word.startsWith('logit') && size > 1) ??
    [...groups].find(([, { size }]) => size > 1 && size >= names.length / 2) ??
    [];
  const outside = inside ? [...names.keys()].filter((index) => !inside.has(index)) : [];
  return { outside, isCertain: !affix.startsWith('cl') };
}

function affixOf(name: string): string | undefined {
  const plain = name.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
  const before = beforeClass.exec(plain)?.[1];
  if (before !== undefined) return `${before}_`;
  const behind = behindClass.exec(plain)?.[1];
  return behind === undefined ? undefined : `${behind} behind`;
}
