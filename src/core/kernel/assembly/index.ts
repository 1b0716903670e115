/** What core/kernel calls. Addresses are byte offsets into the memory that is imported. */
import { Batch, beginPiece, endPiece } from './batch';
import { settleRows } from './finish';
import {
  evaluateLongRows,
  exponentiateSegments,
  finishLongRow,
  scaleSegments,
} from './longRows';
import { areNarrow, evaluateNarrowRows } from './narrowRows';
import { evaluateShortRows } from './shortRows';
import { exponentialsAtMost, workspaceBytes } from './workspace';

export { powersOfTwoAddress } from './exponential';
export { isFused } from './lanes';
export { segmentsBytes, segmentsOf } from './longRows';

// What is done to doubles and to floats alike has a function for either.

/** Evaluates the rows in [first, last), which are a piece. */
// @ts-ignore: decorator
@inline
function evaluateRows<T>(batch: Batch, first: i32, last: i32, piece: i32, workspace: usize): void {
  beginPiece(batch, first);
  if (areNarrow<T>(batch.classes)) evaluateNarrowRows<T>(batch, first, last, workspace);
  else if (batch.classes <= exponentialsAtMost) evaluateShortRows<T>(batch, first, last, workspace);
  else evaluateLongRows<T>(batch, first, last, workspace);
  endPiece(batch, first, piece);
}

export function evaluateDoubles(batch: Batch, first: i32, last: i32, piece: i32, workspace: usize): void {
  evaluateRows<f64>(batch, first, last, piece, workspace);
}

export function evaluateFloats(batch: Batch, first: i32, last: i32, piece: i32, workspace: usize): void {
  evaluateRows<f32>(batch, first, last, piece, workspace);
}

export function exponentiateDoubles(batch: Batch, row: i32, first: i32, last: i32, workspace: usize): void {
  exponentiateSegments<f64>(batch, row, first, last, workspace);
}

export function exponentiateFloats(batch: Batch, row: i32, first: i32, last: i32, workspace: usize): void {
  exponentiateSegments<f32>(batch, row, first, last, workspace);
}

export function finishDoubles(batch: Batch, row: i32, workspace: usize): void {
  finishLongRow<f64>(batch, row, workspace);
}

export function finishFloats(batch: Batch, row: i32, workspace: usize): void {
  finishLongRow<f32>(batch, row, workspace);
}

export function scaleDoubles(batch: Batch, row: i32, first: i32, last: i32, workspace: usize): void {
  scaleSegments<f64>(batch, row, first, last, workspace);
}

export function scaleFloats(batch: Batch, row: i32, first: i32, last: i32, workspace: usize): void {
  scaleSegments<f32>(batch, row, first, last, workspace);
}

/** Settles a row that was evaluated in pieces, as a piece by itself. */
// @ts-ignore: decorator
@inline
function settleRow<T>(batch: Batch, row: i32, workspace: usize): void {
  beginPiece(batch, row);
  settleRows<T>(batch, row, row + 1, workspace);
  endPiece(batch, row, row);
}

export function settleDoubles(batch: Batch, row: i32, workspace: usize): void {
  settleRow<f64>(batch, row, workspace);
}

export function settleFloats(batch: Batch, row: i32, workspace: usize): void {
  settleRow<f32>(batch, row, workspace);
}

/** How much memory a thread needs to work with. */
export function bytesOfWorkspace(): usize {
  return workspaceBytes;
}

/** Where tables and constants end. */
export function staticEnd(): usize {
  return __heap_base;
}
