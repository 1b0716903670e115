import type { Helpers } from './helpers.ts';
import type { KernelFunctions } from './kernelFunctions.ts';
import type { Pace } from './pace.ts';
import { doPiece } from './piece.ts';
import { piecesOf, type Task, type WorkBoard } from './workBoard.ts';

/** Helpers are given up when nothing was finished for so long, and for a microsecond per logit of a piece. */
const patienceMs = 1000;
const logitsPerMs = 1000;

/** How often a thread that has nothing left to do looks whether the others are still at work. */
const lookMs = 50;

/** A helper did not finish what it claimed, and was given up. It may still write to the memory that it worked in. */
export class HelpersLostError extends Error {
  override readonly name = 'HelpersLostError';
}

/** Does tasks with the help of other threads, if there are any, on one memory. */
export class Team {
  readonly #functions: KernelFunctions;
  readonly #helpers: Helpers | undefined;
  /** Whether helpers were given up. */
  isForsaken = false;

  constructor(functions: KernelFunctions, helpers: Helpers | undefined) {
    this.#functions = functions;
    this.#helpers = helpers;
  }

  /**
   * @param logits how many logits there are in a piece
   * @throws HelpersLostError if not all of it could be done
   */
  *do(task: Task, logits: number, pace: Pace): Generator<number, void, void> {
    if (this.#helpers) yield* this.#share(task, this.#helpers, logits, pace);
    else yield* this.#doAlone(task, logits, pace);
  }

  *#doAlone(task: Task, logits: number, pace: Pace): Generator<number, void, void> {
    const pieces = piecesOf(task);
    for (let piece = 0; piece < pieces; piece++) {
      doPiece(task, this.#functions, 0, piece);
      if (pace.spend(logits)) yield pace.fraction;
    }
  }

  *#share(task: Task, helpers: Helpers, logits: number, pace: Pace): Generator<number, void, void> {
    const { board } = helpers;
    const pieces = piecesOf(task);
    const round = board.post(task);
    let done = 0;
    try {
      let piece: number | undefined;
      while ((piece = board.claim(round, pieces)) !== undefined) {
        doPiece(task, this.#functions, 0, piece);
        board.finish();
        const before = done;
        done = board.done;
        if (pace.spend((done - before) * logits)) yield pace.fraction;
      }
    } finally {
      // Also where the work is dropped: nobody may be at it any more when its memory serves other ends.
      const claimed = board.close(task);
      if (!waitFor(helpers, board, claimed, patienceMs + logits / logitsPerMs)) {
        this.isForsaken = true;
        helpers.dismiss(board);
      }
    }
    if (this.isForsaken) throw new HelpersLostError();
  }
}

/** @returns whether so many pieces were finished */
function waitFor(helpers: Helpers, board: WorkBoard, pieces: number, patience: number): boolean {
  let { done } = board;
  let waited = 0;
  // Helpers with another board were given up meanwhile.
  while (done < pieces && waited < patience && helpers.board === board) {
    board.waitForMore(done, lookMs);
    waited = board.done > done ? 0 : waited + lookMs;
    done = board.done;
  }
  return done >= pieces;
}
