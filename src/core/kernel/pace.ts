/** Long work comes in pieces of at most so many logits, and looks at its pace between them. */
export const pieceLength = 65_536;

/** Tells long work when to yield: after each piece, however the pieces are cut. */
export class Pace {
  readonly #total: number;
  #done = 0;
  #sinceYield = 0;

  /** `total` is all the work there is, in the unit of `spend`. */
  constructor(total: number) {
    this.#total = total;
  }

  /** Counts work as done. @returns whether it is time to yield `fraction`. */
  spend(work: number): boolean {
    this.#done += work;
    this.#sinceYield += work;
    if (this.#sinceYield < pieceLength) return false;
    this.#sinceYield = 0;
    return true;
  }

  /** How much of the work is done, 0 to 1. */
  get fraction(): number {
    return Math.min(1, this.#done / this.#total);
  }
}
