import type { KernelFunctions } from './kernelFunctions.ts';
import { type Task, taskKinds } from './workBoard.ts';

/**
 * Does one piece of a task.
 *
 * @param member which thread does it, from 0: each has a batch and a workspace of its own
 */
export function doPiece(
  task: Task,
  functions: KernelFunctions,
  member: number,
  piece: number,
): void {
  const { kind, row, members, memberBytes, workspaceOffset } = task;
  const batch = members + member * memberBytes;
  const workspace = batch + workspaceOffset;
  const first = piece * task.unitsPerPiece;
  const last = Math.min(first + task.unitsPerPiece, task.units);
  if (kind === taskKinds.rows) functions.evaluate(batch, first, last, piece, workspace);
  else if (kind === taskKinds.exponentiate) {
    functions.exponentiate(batch, row, first, last, workspace);
  } else {
    // What to scale with is known to the first member alone.
    functions.scale(members, row, first, last, members + workspaceOffset);
  }
}
