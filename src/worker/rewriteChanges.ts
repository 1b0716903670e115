import type { Job } from '../core/job.ts';
import {
  type Replacement,
  rewriteValues,
  RewritingError,
  type ValueChange,
} from '../core/rewriting/rewriteValues.ts';
import {
  type FoundTargets,
  type Reading,
  readSource,
  type Source,
} from '../core/reading/reader.ts';
import type { Data } from './changes.ts';
import { writtenTargets } from './places.ts';
import { interpret, type Session } from './session.ts';

/** What to write where, for the document to say what the user tries out. */
export function* rewriteChanges(session: Session): Job<Replacement[]> {
  const { source, settings } = session;
  const changes = [...changesOfLogits(session), ...changesOfTargets(session)];
  const read = function* (source: Source): Job<Reading> {
    const reading = yield* readSource(source);
    return withTargets(reading, (yield* interpret(source, reading, settings)).foundTargets);
  };
  const written = withTargets(session.reading, session.foundTargets);
  const rewriting = yield* rewriteValues(source, written, changes, read);
  const { unchanged } = yield* interpret(rewriting.source, rewriting.reading, settings);
  if (!areSame(unchanged, session)) {
    throw new RewritingError(
      'Written into the document, the changes would be others. Change it by hand, or reset them.',
    );
  }
  return [...rewriting.replacements];
}

/** The classes may be on another axis than a reading has them on: then its targets are others, too. */
function withTargets(
  { logits, range, notation }: Reading,
  targets: FoundTargets | undefined,
): Reading {
  return { logits, range, notation, ...(targets && { targets }) };
}

function changesOfLogits({ array, logits, changes, settings }: Session): ValueChange[] {
  if (settings.valuesAre === 'probabilities' && changes.logits.length > 0) {
    throw new RewritingError(
      'The document has probabilities, and these logits are their logarithms: they do not stand in it. Change it by hand, or reset the changes of logits.',
    );
  }
  return changes.logits.map(({ row, column, value }) => ({
    start: array.starts[row * logits.classes + column] ?? 0,
    value,
    name: `The logit of row ${row}, class ${column}`,
  }));
}

function changesOfTargets(session: Session): ValueChange[] {
  const { changes } = session;
  const { classes } = session.logits;
  if (changes.targets.length === 0) return [];
  const targets = writtenTargets(session);
  if (!targets) {
    throw new RewritingError(
      'The targets were given here and do not stand in the document. Write them there, or reset the changes of targets.',
    );
  }
  const { array, areClasses } = targets;
  return changes.targets.flatMap(({ row, target }) => {
    const change = (index: number, value: number): ValueChange => ({
      start: array.starts[index] ?? 0,
      value,
      name: `The target of row ${row}`,
    });
    if (areClasses) return [change(row, target)];
    const indices = Array.from({ length: classes }, (_, index) => row * classes + index);
    const wanted = (index: number): number => (index === row * classes + target ? 1 : 0);
    return indices
      .filter((index) => array.values[index] !== wanted(index))
      .map((index) => change(index, wanted(index)));
  });
}

function areSame(one: Data, other: Data): boolean {
  return haveSame(one.logits.values, other.logits.values) && areSameTargets(one, other);
}

function areSameTargets({ targets: one }: Data, { targets: other }: Data): boolean {
  if (one?.kind === 'indices' && other?.kind === 'indices') {
    return haveSame(one.indices, other.indices);
  }
  if (one?.kind === 'probabilities' && other?.kind === 'probabilities') {
    return haveSame(one.probabilities, other.probabilities);
  }
  return one === other;
}

function haveSame(one: ArrayLike<number>, other: ArrayLike<number>): boolean {
  for (let index = 0; index < one.length; index++) {
    if (!Object.is(one[index], other[index])) return false;
  }
  return one.length === other.length;
}
