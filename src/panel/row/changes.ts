/** What the user tries out, as pure functions; see `Changes`. */
import type { RowDetail } from '../../protocol/compute.ts';
import type { Changes } from '../../protocol/schemas.ts';
import { count } from '../numbers.ts';

/** A row as it was evaluated, and the changes under which it was. */
export interface EvaluatedRow {
  readonly row: number;
  readonly values: RowDetail;
  readonly changes: Changes;
}

export function countChanges({ logits, targets }: Changes): number {
  return logits.length + targets.length;
}

/** "1 change tried out". */
export function changesInWords(changes: Changes): string {
  return `${count(countChanges(changes), 'change')} tried out`;
}

export function changesOfRow({ logits, targets }: Changes, row: number): Changes {
  return {
    logits: logits.filter((change) => change.row === row),
    targets: targets.filter((change) => change.row === row),
  };
}

export function withoutRow({ logits, targets }: Changes, row: number): Changes {
  return {
    logits: logits.filter((change) => change.row !== row),
    targets: targets.filter((change) => change.row !== row),
  };
}

export function withoutLogit({ logits, targets }: Changes, row: number, column: number): Changes {
  return {
    logits: logits.filter((change) => change.row !== row || change.column !== column),
    targets,
  };
}

export function withoutTarget({ logits, targets }: Changes, row: number): Changes {
  return { logits, targets: targets.filter((change) => change.row !== row) };
}

/** Changes a logit of a row. What it was before all changes is known from how the row was evaluated. */
export function withLogit(
  changes: Changes,
  { row, values, changes: evaluated }: EvaluatedRow,
  column: number,
  value: number,
): Changes {
  const before = logitChange(changes, row, column) ?? logitChange(evaluated, row, column);
  const was = before ? before.was : (values.logits[column] ?? Number.NaN);
  const { logits, targets } = withoutLogit(changes, row, column);
  if (Object.is(value, was)) return { logits, targets };
  return { logits: [...logits, { row, column, value, was }], targets };
}

/** Changes the target of a row. */
export function withTarget(
  changes: Changes,
  { row, values, changes: evaluated }: EvaluatedRow,
  target: number,
): Changes {
  const before = targetChange(changes, row) ?? targetChange(evaluated, row);
  const was = before ? before.was : values.target;
  const { logits, targets } = withoutTarget(changes, row);
  if (target === was) return { logits, targets };
  return { logits, targets: [...targets, { row, target, was }] };
}

function logitChange({ logits }: Changes, row: number, column: number) {
  return logits.find((change) => change.row === row && change.column === column);
}

export function targetChange({ targets }: Changes, row: number) {
  return targets.find((change) => change.row === row);
}

/** The logits of a row under the changes that are wanted, though it was evaluated under others. */
export function logitsUnder({ row, values, changes }: EvaluatedRow, wanted: Changes): Float64Array {
  if (wanted === changes) return values.logits;
  const logits = values.logits.slice();
  for (const { column, was } of changesOfRow(changes, row).logits) logits[column] = was;
  for (const { column, value } of changesOfRow(wanted, row).logits) logits[column] = value;
  return logits;
}

/** As `logitsUnder`, the row's target. */
export function targetUnder({ row, values, changes }: EvaluatedRow, wanted: Changes) {
  const before = targetChange(changes, row);
  return targetChange(wanted, row)?.target ?? (before ? before.was : values.target);
}
