import type { MathMLTemplateResult } from 'lit';
import type { ClassSteps, StepsResult } from '../../protocol/steps.ts';
import { formula } from './mathml.ts';

/** One step of the computation: what it does in general, and with the numbers of the row. */
export interface Step {
  readonly title: string;
  readonly law?: MathMLTemplateResult;
  /** Null for classes that are left out. */
  readonly lines?: readonly (Line | null)[];
  /** In one formula, in parts between which the line may be broken. */
  readonly parts?: readonly MathMLTemplateResult[];
  /** What there is to say about it, in sentences. */
  readonly notes: readonly string[];
}

/** Of one class. */
interface Line {
  readonly index: number;
  /** What is computed, from which numbers, and the outcome. */
  readonly sides: readonly MathMLTemplateResult[];
}

type Classes = StepsResult['classes'];

export function linesOf(
  classes: Classes,
  sidesOf: (steps: ClassSteps) => Line['sides'],
): (Line | null)[] {
  return classes.map((steps) => steps && { index: steps.index, sides: sidesOf(steps) });
}

/** A sum over the classes, and what it comes to. */
export function sumOf(
  classes: Classes,
  term: (steps: ClassSteps) => MathMLTemplateResult,
  total: MathMLTemplateResult,
): MathMLTemplateResult[] {
  return [
    ...classes.map((steps, order) => formula(order === 0 ? '=' : '+', steps ? term(steps) : '⋯')),
    formula('=', total),
  ];
}

/** The classes that have a part in the loss: all, or the target alone. */
export function partakers({ classes, loss, target }: StepsResult): Classes {
  if (loss?.isSpread !== false || target.kind !== 'class') return classes;
  return classes.filter((steps) => steps?.index === target.index);
}
