import type { KernelFunctions } from './kernelFunctions.ts';
import { doPiece } from './piece.ts';
import { piecesOf, type Task, type WorkBoard } from './workBoard.ts';

/**
 * The life of a helper: sleeps until there is a task, does pieces of it until there are none left, and so on for
 * ever.
 *
 * @param member which member of the team it is, from 1
 * @param functionsFor what to do a task with; undefined where its memory is not known
 */
export function helpForEver(
  board: WorkBoard,
  member: number,
  functionsFor: (task: Task) => KernelFunctions | undefined,
): never {
  for (;;) {
    const { signal } = board;
    const posted = board.read();
    if (posted) {
      const { task, round } = posted;
      const functions = functionsFor(task);
      const pieces = functions ? piecesOf(task) : 0;
      let piece: number | undefined;
      while ((piece = board.claim(round, pieces)) !== undefined) {
        doPiece(task, functions!, member, piece);
        board.finish();
      }
    }
    board.waitForTask(signal);
  }
}
