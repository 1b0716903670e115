import type { TextRange } from '../../array/numericArray.ts';
import type { CodeNotation } from '../notation.ts';
import { ReadingError } from '../readingError.ts';
import { ArrayUse } from './arrayUse.ts';
import type { BrokenLiteral, Candidate } from './candidate.ts';
import type { CallMeaning, Container, Containers } from './containers.ts';
import { shapedArray } from './shapeArguments.ts';

/** The only argument of a conversion, or the first of a scalar. */
const singleNumber = /^\s*[-+]?[\d.]+(?:e[-+]?\d+)?\s*[,)]/i;

/** The array literals that were found in a text, after the calls and methods around them were applied. */
export class FoundArrays {
  readonly candidates: Candidate[] = [];
  readonly broken: BrokenLiteral[] = [];
  /** The first call whose values are not in the text. */
  computed: number | undefined;
  private readonly text: string;
  private readonly use: ArrayUse;
  private readonly containers: Containers;

  /** @param containers what is open around the literal that is added */
  constructor(text: string, notation: CodeNotation, containers: Containers) {
    this.text = text;
    this.containers = containers;
    this.use = new ArrayUse(text, notation);
  }

  /** Adds a literal that was read. @returns where that ends which is done with it */
  add(literal: Candidate): number {
    try {
      this.use.refuseOperatorBefore(literal.range.start);
      const { candidate, end } = this.used(this.use.declared(literal), literal.range.end);
      this.candidates.push(candidate);
      return end;
    } catch (error) {
      this.addRefused(literal, error);
      return literal.range.end;
    }
  }

  /** What reads as an array, but is not used as one. */
  addRefused(
    { name, range }: { readonly name: string | undefined; readonly range: TextRange },
    error: unknown,
  ): void {
    if (!(error instanceof ReadingError)) throw error;
    this.broken.push({
      kind: 'broken',
      name,
      range,
      error,
      numbers: true,
      structured: true,
      mixed: false,
    });
  }

  /** A bracket was closed at `at`. @returns where that ends which is done with the arrays in it */
  leave(container: Container, at: number): number {
    const { call, firstCandidate } = container;
    const behind = at + 1;
    if (container.role === 'generator' || container.role === 'subscript') {
      this.candidates.length = firstCandidate;
      return behind;
    }
    const first = this.candidates[firstCandidate];
    // With several arrays for arguments, the name is that of what is computed of them.
    if (container.role === 'call' && this.candidates.length > firstCandidate + 1 && first) {
      if (first.name === container.name) {
        this.candidates[firstCandidate] = { ...first, name: undefined };
      }
    }
    if (!call) return behind;
    if (first) return this.applyCall(call, container, first, at);
    const arguments_ = this.text.slice(container.opener + 1, container.opener + 40);
    if (!singleNumber.test(arguments_)) this.computed ??= call.start;
    return behind;
  }

  /** Gives what the call holds its shape, and looks at what is done with the result. */
  private applyCall(call: CallMeaning, container: Container, first: Candidate, at: number): number {
    const { firstCandidate } = container;
    try {
      this.use.refuseOperatorBefore(call.start);
      this.use.refuseSparse(container.opener);
      const shaped =
        call.shapeCall &&
        shapedArray({
          call: call.shapeCall,
          text: this.text,
          from: container.opener + 1,
          to: at,
          candidates: this.candidates.slice(firstCandidate),
        });
      if (shaped) this.candidates.length = firstCandidate;
      const { parent } = this.containers;
      const made = shaped
        ? { ...first, parent, shape: shaped.shape, array: () => shaped }
        : { ...first, parent };
      const options = { start: first.range.end, end: at };
      const { candidate, end } = this.used(this.use.call(call, made, options), at + 1);
      this.candidates[firstCandidate] = candidate;
      return end;
    } catch (error) {
      this.candidates.length = firstCandidate;
      this.addRefused(first, error);
      return at + 1;
    }
  }

  /** The candidate after what stands behind it was applied. */
  private used(candidate: Candidate, behind: number): { candidate: Candidate; end: number } {
    return this.use.apply(candidate, behind, this.containers.depth > 0);
  }
}
