import type { CallRole } from '../lexicon.ts';
import type { ShapeCall } from '../notation.ts';

/** What a call does with the array that is its first argument. */
export interface CallMeaning {
  /** Where the name of the call begins. */
  readonly start: number;
  readonly name: string;
  readonly role: CallRole | undefined;
  readonly shapeCall: ShapeCall | undefined;
}

/** An open bracket that is no array literal: the arguments of a call, an object, a block. */
export interface Container {
  readonly id: number;
  readonly opener: number;
  readonly closer: number;
  readonly role: 'call' | 'array' | 'generator' | 'subscript' | 'object' | 'block';
  readonly call: CallMeaning | undefined;
  /** The name that the bracket is the value of. */
  readonly name: string | undefined;
  /** The last name before the bracket, which is still the last name behind it. */
  readonly lastName: string | undefined;
  /** How many arrays were found before it. */
  readonly firstCandidate: number;
  argument: number;
}

/** The brackets that are open around the place where a reader stands, array literals apart. */
export class Containers {
  private readonly open: Container[] = [];
  private serial = 0;

  get depth(): number {
    return this.open.length;
  }

  get innermost(): Container | undefined {
    return this.open.at(-1);
  }

  /** Which of them what is here stands in; 0 if in none. */
  get parent(): number {
    return this.innermost?.id ?? 0;
  }

  push(container: Omit<Container, 'id' | 'argument'>): void {
    this.open.push({ ...container, id: ++this.serial, argument: 0 });
  }

  pop(): Container | undefined {
    return this.open.pop();
  }

  /** Leaves all that are deeper than so many. */
  leaveTo(depth: number): void {
    this.open.length = depth;
  }

  /** One that matters where it is never closed. */
  findUnclosed(): Container | undefined {
    return this.open.findLast(({ role }) => role !== 'block' && role !== 'subscript');
  }
}
