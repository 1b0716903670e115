import type { SizedColumn } from '../store/viewState.ts';

/** The longest text, in characters, that each column has had to show: columns grow while scrolling, and do not shrink. */
export class LongestTexts {
  #lengths = new Map<SizedColumn, number>();
  #of = '';

  /** @param of what the texts depend on: of anything else, they are forgotten */
  startOver(of: string): void {
    if (of === this.#of) return;
    this.#of = of;
    this.#lengths = new Map();
  }

  note(column: SizedColumn, text: string): void {
    if (text.length > this.lengthOf(column)) this.#lengths.set(column, text.length);
  }

  lengthOf(column: SizedColumn): number {
    return this.#lengths.get(column) ?? 0;
  }
}
