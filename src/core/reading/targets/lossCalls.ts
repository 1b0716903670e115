import type { TextRange } from '../../array/numericArray.ts';
import { callRole } from '../lexicon.ts';
import { openersAround } from '../text/brackets.ts';
import { closeParenthesis, openParenthesis, skipSpace } from '../text/characters.ts';
import { StringsAndComments } from './stringsAndComments.ts';
import { type Excerpt, matchesAround, type Surroundings, surroundingsOf } from './surroundings.ts';

/** Logits, and all that they are passed to around them. */
export interface Usage extends Surroundings {
  /** The logits where they stand, and then their variable wherever it is used in code, the nearest first. */
  readonly uses: readonly Use[];
}

/** The logits as an argument of a call, or as anything else. */
interface Use {
  /** With the calls around them that make them a tensor and leave their values. */
  readonly argument: TextRange;
  /** Where the logits stand in the call themselves, and not a variable that holds them. */
  readonly isInline: boolean;
  /** The loss that they are passed to. */
  readonly loss?: Call;
}

export interface Call {
  /** As it is written, with what it belongs to: `F.cross_entropy`. */
  readonly name: string;
  /** Its parenthesis. */
  readonly opener: number;
  /** The call that made what is called: `nn.CrossEntropyLoss(`, here or where a variable was assigned. */
  readonly maker?: Call;
}

const lossName = /(?:loss|entropy|xent|nll|criterion)\w*$/i;
const callBefore = /([A-Za-z_][\w.:]*)\(\s*$/;
/** The end of a call behind its first argument, with options such as `dtype=torch.float32`. */
const callEnd = /\s*(?:,\s*\w+\s*=\s*[\w.]+\s*)*\)/y;

/** How far back a call is looked for. */
export const callWithin = 2000;

/** No call is looked for around more calls than this. */
const deepest = 8;

/** No more uses of a variable are looked at than this. */
const mostUses = 200;

export function usageOf(excerpt: Excerpt, logits: TextRange): Usage {
  const surroundings = surroundingsOf(excerpt.text, logits);
  const noCode = new StringsAndComments(surroundings, excerpt);
  const losses = new LossFinder(surroundings, noCode);
  const inline = inlineUse(surroundings, losses);
  const ofVariable = usesOfVariable(surroundings, losses, noCode);
  return { ...surroundings, uses: inline ? [inline, ...ofVariable] : ofVariable };
}

function inlineUse({ text, logits }: Surroundings, losses: LossFinder): Use | undefined {
  let argument = logits;
  for (let depth = 0; depth < deepest; depth++) {
    const loss = losses.around(argument.start);
    if (loss) return { argument, isInline: true, loss };
    const call = callBefore.exec(text.slice(Math.max(0, argument.start - 80), argument.start));
    const end = skipSpace(text, argument.end, text.length);
    if (!call || text.charCodeAt(end) !== closeParenthesis) return undefined;
    argument = { start: argument.start - call[0].length, end: end + 1 };
  }
  return undefined;
}

function usesOfVariable(
  surroundings: Surroundings,
  losses: LossFinder,
  noCode: StringsAndComments,
): Use[] {
  const { text, logits } = surroundings;
  const variable = variableOf(text, logits.start);
  if (variable === undefined) return [];
  const use = new RegExp(`(?<![\\w.$])${variable.replaceAll('$', '\\$')}(?![\\w$])`, 'g');
  const distance = ({ start }: TextRange) => Math.abs(start - logits.start);
  return [...matchesAround(surroundings, use)]
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, mostUses)
    .filter(({ start }) => !noCode.hold(start))
    .map((range) => {
      const argument = withConversions(text, range);
      const loss = losses.around(argument.start);
      return { argument, isInline: false, ...(loss && { loss }) };
    });
}

/** The variable that what begins at `at` is assigned to: `a = np.array(`. */
export function variableOf(text: string, at: number): string | undefined {
  const before = text.slice(Math.max(0, at - 200), at);
  const assigned = /(?::=|=|<-)\s*(?:[\w.:!&<>*[\] ]*\(\s*)*[\w.:!&<>*[\] ]*$/.exec(before);
  if (!assigned) return undefined;
  const left = before.slice(0, assigned.index);
  return (
    /([A-Za-z_$][\w$]*)\s*:(?!:)[^:=;\n]*$/.exec(left)?.[1] ??
    /([A-Za-z_$][\w$]*)(?:\s*\[[^\]\n]*\])*\s*$/.exec(left)?.[1]
  );
}

/** A variable with the calls around it that make it a tensor and leave its values: `torch.tensor(a)`. */
function withConversions(text: string, variable: TextRange): TextRange {
  let { start, end } = variable;
  for (;;) {
    const call = callBefore.exec(text.slice(Math.max(0, start - 80), start));
    callEnd.lastIndex = end;
    if (!call || callRole(call[1]!) !== 'array' || !callEnd.test(text)) return { start, end };
    start -= call[0].length;
    end = callEnd.lastIndex;
  }
}

/** Knows the calls of losses by their names, and those of variables that hold a loss. */
class LossFinder {
  readonly #surroundings: Surroundings;
  readonly #noCode: StringsAndComments;
  readonly #makers = new Map<string, readonly Call[]>();

  constructor(surroundings: Surroundings, noCode: StringsAndComments) {
    this.#surroundings = surroundings;
    this.#noCode = noCode;
  }

  /** The call of a loss whose arguments `at` is among. */
  around(at: number): Call | undefined {
    const { text } = this.#surroundings;
    const call = callAround(text, at);
    if (!call || this.#noCode.hold(call.opener)) return undefined;
    const maker = call.name === '' ? moduleBefore(text, call.opener) : this.#makerOf(call);
    const isLoss = maker ? lossName.test(maker.name) : lossName.test(call.name);
    return isLoss ? { ...call, ...(maker && { maker }) } : undefined;
  }

  /** `ce = nn.CrossEntropyLoss(`: what a call of `ce` or `self.ce` calls. */
  #makerOf({ name, opener }: Call): Call | undefined {
    const variable = /\w+$/.exec(name)![0];
    const makers = this.#makers.get(variable) ?? this.#findMakers(variable);
    this.#makers.set(variable, makers);
    return makers.findLast((maker) => maker.opener < opener) ?? makers[0];
  }

  #findMakers(variable: string): Call[] {
    const { text } = this.#surroundings;
    const assigned = new RegExp(
      `(?<!\\w)${variable}\\s*(?::[^=\\n]{0,60})?=\\s*(?:new\\s+)?[A-Za-z_][\\w.:]{0,80}\\(`,
      'g',
    );
    const makers: Call[] = [];
    for (const { end } of matchesAround(this.#surroundings, assigned)) {
      const maker = callAround(text, end);
      const isLoss = maker && lossName.test(maker.name);
      if (isLoss && !this.#noCode.hold(maker.opener)) makers.push(maker);
    }
    return makers;
  }
}

/** A module is made before it is called: `nn.CrossEntropyLoss()(`. */
function moduleBefore(text: string, opener: number): Call | undefined {
  const before = text.slice(Math.max(0, opener - callWithin), opener).trimEnd();
  if (!before.endsWith(')')) return undefined;
  return callAround(text, Math.max(0, opener - callWithin) + before.length - 1);
}

/** The call whose arguments `at` is among, without a name if it is that of a value. */
export function callAround(text: string, at: number): Call | undefined {
  const [opener] = openersAround(text, at, callWithin);
  if (opener === undefined || text.charCodeAt(opener) !== openParenthesis) return undefined;
  const before = text.slice(Math.max(0, opener - 100), opener);
  return { name: /[A-Za-z_](?:[\w.:]*\w)?$/.exec(before.trimEnd())?.[0] ?? '', opener };
}
