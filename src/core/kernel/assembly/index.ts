/** What core/kernel calls. Addresses are byte offsets into the memory that is imported. */
import { Batch } from './batch';
import { settleRows } from './finish';
import { evaluateNarrowRows, narrowBytes, narrowClasses } from './narrowRows';
import { evaluateWideRows, exponentiateStretch, finishWideRow, scaleStretch, wideBytes } from './wideRows';

export { powersOfTwoAddress } from './exponential';
export { isFused } from './lanes';
export { segmentsOf } from './wideRows';

// What is done to doubles and to floats alike has a function for either.

/** Evaluates the rows in [first, last). */
// @ts-ignore: decorator
@inline
function evaluateRows<T>(batch: Batch, first: i32, last: i32, workspace: usize): void {
  if (batch.classes <= narrowClasses) evaluateNarrowRows<T>(batch, first, last, workspace);
  else evaluateWideRows<T>(batch, first, last, workspace);
}

export function evaluateDoubles(batch: Batch, first: i32, last: i32, workspace: usize): void {
  evaluateRows<f64>(batch, first, last, workspace);
}

export function evaluateFloats(batch: Batch, first: i32, last: i32, workspace: usize): void {
  evaluateRows<f32>(batch, first, last, workspace);
}

export function exponentiateDoubles(batch: Batch, row: i32, first: i32, last: i32, workspace: usize): void {
  exponentiateStretch<f64>(batch, row, first, last, workspace);
}

export function exponentiateFloats(batch: Batch, row: i32, first: i32, last: i32, workspace: usize): void {
  exponentiateStretch<f32>(batch, row, first, last, workspace);
}

export function finishDoubles(batch: Batch, row: i32, workspace: usize): void {
  finishWideRow<f64>(batch, row, workspace);
}

export function finishFloats(batch: Batch, row: i32, workspace: usize): void {
  finishWideRow<f32>(batch, row, workspace);
}

export function scaleDoubles(batch: Batch, row: i32, first: i32, last: i32, workspace: usize): void {
  scaleStretch<f64>(batch, row, first, last, workspace);
}

export function scaleFloats(batch: Batch, row: i32, first: i32, last: i32, workspace: usize): void {
  scaleStretch<f32>(batch, row, first, last, workspace);
}

export function settleDoubles(batch: Batch, first: i32, last: i32, workspace: usize): void {
  settleRows<f64>(batch, first, last, workspace);
}

export function settleFloats(batch: Batch, first: i32, last: i32, workspace: usize): void {
  settleRows<f32>(batch, first, last, workspace);
}

/** How much memory a thread needs to work with. */
export function workspaceBytes(classes: i32): usize {
  return classes <= narrowClasses ? narrowBytes : wideBytes(classes);
}

/** Where tables and constants end. */
export function staticEnd(): usize {
  return __heap_base;
}
