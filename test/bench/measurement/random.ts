/** The same numbers at every run: the generator of Numerical Recipes (linear congruential, 2^32 states). */
export class Random {
  #state = 1;

  #next(): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#state / 2 ** 32;
  }

  /** In [0, 1), with all the digits that a double has. */
  uniform(): number {
    return (this.#next() + this.#next() / 2 ** 32) % 1;
  }

  /** From the standard normal distribution (Box and Muller, 1958). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  /** A whole number from 0 to below `end`. */
  below(end: number): number {
    return Math.floor(this.uniform() * end);
  }
}
