import type { Logits } from '../core/loss/logits.ts';
import type { Targets } from '../core/loss/targets.ts';
import type { Changes } from '../protocol/schemas.ts';

/** What is evaluated: as it was read, or as the user has changed it. */
export interface Data {
  readonly logits: Logits;
  readonly targets: Targets | undefined;
}

export interface ChangedData extends Data {
  /** The changes that are in force. */
  readonly changes: Changes;
  /** How many are void: in their places stands neither what they replace nor what they want. */
  readonly voidChanges: number;
}

/** The data with the changes in place. What is not changed is not copied. */
export function withChanges(data: Data, { logits, targets }: Changes): ChangedData {
  const isWithin = (row: number, column: number): boolean =>
    row < data.logits.rows && column < data.logits.classes;
  const states = {
    logits: logits.map(({ row, column, value, was }) => {
      if (!isWithin(row, column)) return 'void';
      const found = data.logits.values[row * data.logits.classes + column];
      return Object.is(found, value) ? 'done' : Object.is(found, was) ? 'in force' : 'void';
    }),
    targets: targets.map(({ row, target, was }) => {
      if (!isWithin(row, target)) return 'void';
      if (isTarget(data, row, target)) return 'done';
      return targetOf(data.targets, row) === was ? 'in force' : 'void';
    }),
  };
  const changes = {
    logits: logits.filter((_, index) => states.logits[index] === 'in force'),
    targets: targets.filter((_, index) => states.targets[index] === 'in force'),
  };
  return {
    logits: changedLogits(data.logits, changes.logits),
    targets: changedTargets(data, changes.targets),
    changes,
    voidChanges: [...states.logits, ...states.targets].filter((state) => state === 'void').length,
  };
}

/** The class index that is a row's target; null if it has none. */
export function targetOf(targets: Targets | undefined, row: number): number | null {
  return targets?.kind === 'indices' ? (targets.indices[row] ?? null) : null;
}

function isTarget({ logits, targets }: Data, row: number, target: number): boolean {
  return targets?.kind === 'probabilities'
    ? targets.probabilities[row * logits.classes + target] === 1
    : targetOf(targets, row) === target;
}

function changedLogits(logits: Logits, changes: Changes['logits']): Logits {
  if (changes.length === 0) return logits;
  const values = logits.values.slice();
  for (const { row, column, value } of changes) values[row * logits.classes + column] = value;
  return { ...logits, values };
}

/** A class as the target of a row of class probabilities has all of the probability. */
function changedTargets(
  { logits, targets }: Data,
  changes: Changes['targets'],
): Targets | undefined {
  if (changes.length === 0) return targets;
  const { rows, classes } = logits;
  if (targets?.kind === 'probabilities') {
    const probabilities = targets.probabilities.slice();
    for (const { row, target } of changes) {
      probabilities.fill(0, row * classes, (row + 1) * classes);
      probabilities[row * classes + target] = 1;
    }
    return { kind: 'probabilities', probabilities };
  }
  // Where there are none yet, they count once every row has one.
  if (!targets && changes.length < rows) return undefined;
  const indices = targets ? targets.indices.slice() : new Int32Array(rows);
  for (const { row, target } of changes) indices[row] = target;
  return { kind: 'indices', indices };
}
