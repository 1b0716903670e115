/** What core/kernel calls. Addresses are byte offsets into the memory that is imported. */
import { Batch } from './batch';
import { evaluateNarrowRows, narrowBytes, narrowClasses } from './narrowRows';
import { evaluateWideRows, wideBytes } from './wideRows';

export { powersOfTwoAddress } from './exponential';
export { isFused } from './lanes';
export { exponentiateStretch, finishWideRow, scaleStretch, segmentsOf } from './wideRows';
export { settleRows } from './finish';

/** Evaluates the rows in [first, last). */
export function evaluateRows(batch: Batch, first: i32, last: i32, workspace: usize): void {
  if (batch.classes <= narrowClasses) evaluateNarrowRows(batch, first, last, workspace);
  else evaluateWideRows(batch, first, last, workspace);
}

/** How much memory a thread needs to work with. */
export function workspaceBytes(classes: i32): usize {
  return classes <= narrowClasses ? narrowBytes : wideBytes(classes);
}

/** Where tables and constants end. */
export function staticEnd(): usize {
  return __heap_base;
}
