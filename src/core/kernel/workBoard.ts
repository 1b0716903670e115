/** What is to be done: whole rows, or for one long row the exponentials or the scaling of its segments. */
export const taskKinds = { rows: 0, exponentiate: 1, scale: 2 } as const;

const fields = [
  'kind',
  /** Which of the memories that were made known to the helpers. */
  'memory',
  /** 1 for float32, 0 for float64. */
  'isFloat',
  /** Rows, or segments of a row. */
  'units',
  'unitsPerPiece',
  /** The row whose segments they are. */
  'row',
  /** Where the batch of the first member stands, and how far it is to the next one's. */
  'members',
  'memberBytes',
  /** How far a member's workspace is from its batch. */
  'workspaceOffset',
] as const;

/** Work in pieces that threads share. Addresses are in the memory that they share. */
export type Task = Readonly<Record<(typeof fields)[number], number>>;

export function piecesOf({ units, unitsPerPiece }: Task): number {
  return Math.ceil(units / unitsPerPiece);
}

const signalAt = 0;
const doneAt = 1;
const fieldsAt = 2;
const claimsAt = 128;
const boardBytes = 192;

/** No piece has such a number: nobody claims any more. */
const closed = 0xffff_ffffn;

/**
 * Where one thread posts a task, and others claim pieces of it. A claim carries the round that it belongs to:
 * a thread that comes late claims nothing of the next task by mistake.
 */
export class WorkBoard {
  /** May be posted to other threads. */
  readonly buffer: SharedArrayBuffer;
  readonly #numbers: Int32Array;
  /** The round, and below it the next piece. */
  readonly #claims: BigInt64Array;

  /** @param shared the buffer of the one who posts, unless that is this thread */
  constructor(shared?: SharedArrayBuffer) {
    const buffer = shared ?? new SharedArrayBuffer(boardBytes);
    this.buffer = buffer;
    this.#numbers = new Int32Array(buffer, 0, claimsAt / Int32Array.BYTES_PER_ELEMENT);
    this.#claims = new BigInt64Array(buffer, claimsAt, 1);
    if (!shared) this.#claims[0] = closed;
  }

  /** Posts a task, once the last one is closed. @returns its round */
  post(task: Task): bigint {
    fields.forEach((field, i) => (this.#numbers[fieldsAt + i] = task[field]));
    Atomics.store(this.#numbers, doneAt, 0);
    const round = (Atomics.load(this.#claims, 0) >> 32n) + 1n;
    Atomics.store(this.#claims, 0, round << 32n);
    Atomics.add(this.#numbers, signalAt, 1);
    Atomics.notify(this.#numbers, signalAt);
    return round;
  }

  /** Lets nobody claim anything any more. @returns how many pieces were claimed */
  close(task: Task): number {
    const claims = Atomics.or(this.#claims, 0, closed);
    return Math.min(Number(claims & closed), piecesOf(task));
  }

  /**
   * The task that is posted, if there is one. Should it be replaced meanwhile, what is read may be of both, but there
   * is no claiming any of it.
   */
  read(): { readonly round: bigint; readonly task: Task } | undefined {
    const claims = Atomics.load(this.#claims, 0);
    if ((claims & closed) === closed) return undefined;
    const numbers = fields.map((field, i) => [field, this.#numbers[fieldsAt + i]]);
    return { round: claims >> 32n, task: Object.fromEntries(numbers) as Task };
  }

  /** @returns a piece that nobody else has, or undefined if there is none left in that round */
  claim(round: bigint, pieces: number): number | undefined {
    for (;;) {
      const claims = Atomics.load(this.#claims, 0);
      const piece = Number(claims & closed);
      if (claims >> 32n !== round || piece >= pieces) return undefined;
      if (Atomics.compareExchange(this.#claims, 0, claims, claims + 1n) === claims) return piece;
    }
  }

  /** Says that a piece which was claimed is finished. */
  finish(): void {
    Atomics.add(this.#numbers, doneAt, 1);
    Atomics.notify(this.#numbers, doneAt);
  }

  /** How many pieces are finished. */
  get done(): number {
    return Atomics.load(this.#numbers, doneAt);
  }

  /** Sleeps until more than `done` pieces are finished, or some milliseconds have passed. */
  waitForMore(done: number, milliseconds: number): void {
    Atomics.wait(this.#numbers, doneAt, done, milliseconds);
  }

  /** A number that changes with each task. */
  get signal(): number {
    return Atomics.load(this.#numbers, signalAt);
  }

  /** Sleeps until the signal is another than that. */
  waitForTask(signal: number): void {
    Atomics.wait(this.#numbers, signalAt, signal);
  }
}
