import { currentMachineCode, type MachineCode } from '../../kernel/machineCode.ts';
import { createSharedMemory, type SharedMemory } from '../../kernel/sharedMemory.ts';
import type { GrowableFloat64, GrowableUint32 } from '../text/growable.ts';
import { powersOfFive } from './powersOfFive.ts';

/** The part of the platform's `TextEncoder` that is used here: ECMAScript has none. */
interface Encoder {
  encodeInto(text: string, bytes: Uint8Array): { readonly read: number; readonly written: number };
}

interface ScanFunctions {
  scanList(scan: number): void;
  scanRows(scan: number): void;
}

let encoder: Encoder | undefined;
let shortest = 0;

/**
 * Sets what this thread brings texts into shared memory with, for machine code to scan; undefined is
 * TypeScript alone.
 *
 * @param shortestText texts of fewer characters are read sooner than machine code is set up for them
 */
export function useTextEncoder(platformEncoder: Encoder | undefined, shortestText = 8192): void {
  encoder = platformEncoder;
  shortest = shortestText;
}

/** The fields of a scan, in 32-bit integers, in the order of assembly/scan.ts. */
export const field = {
  at: 0,
  end: 1,
  toOffset: 2,
  values: 3,
  starts: 4,
  powersOfFive: 5,
  longNumbers: 6,
  longNumberCount: 7,
  longNumberLimit: 8,
  brackets: 9,
  level: 10,
  levels: 11,
  numberLevel: 12,
  afterValue: 13,
  lineEnded: 14,
  commas: 15,
  firstJoin: 16,
  optionsFollow: 17,
  rowBreaks: 18,
  cellSeparator: 19,
  columns: 20,
  cells: 21,
  rowStart: 22,
  edges: 23,
} as const;

/** A bracket that is open in a scan, in the order of assembly/lists.ts; what it has beyond is its own. */
export const bracketField = { start: 0, closer: 1, count: 2, commas: 3, size: 4 } as const;
export const bracketFields = 12;
/** How many brackets deep a scan goes before TypeScript begins another one. */
export const levels = 16;

const longNumberLimit = 1024;
const longNumberFields = 3;

/** How many characters are brought into the memory at once: fewer where not all are of ASCII. */
const leastWindow = 256;
const firstWindow = 4096;
const greatestWindow = 262_144;
/** Where fewer characters than these are left, a number may be cut. */
const margin = 64;

const lineFeed = 0x0a;
/** Nothing that is read at once reaches farther beyond the end. */
const overrun = 64;

/**
 * Scans stretches of a text that are nothing but plain numbers, brackets and separators, with machine code.
 * What is no such thing, it leaves alone; so the text reads the same without it.
 */
export class PlainScanner {
  /** Behind its own arrays, the values can grow. */
  readonly memory: SharedMemory;
  readonly text: string;
  readonly scan: Int32Array;
  readonly brackets: Int32Array;
  private readonly functions: ScanFunctions;
  private readonly encoder: Encoder;
  private readonly bytes: Uint8Array;
  private readonly starts: Uint32Array;
  private readonly edges: Uint32Array;
  private readonly longNumbers: Uint32Array;
  /** The characters that are in the memory, all of ASCII. */
  private windowStart = 0;
  private windowEnd = 0;
  private windowSize = firstWindow;

  /** @returns undefined where TypeScript alone reads the text */
  static over(text: string): PlainScanner | undefined {
    if (!encoder || text.length < shortest) return undefined;
    const code = currentMachineCode();
    const memory = code && createSharedMemory();
    return memory && new PlainScanner(text, code, encoder, memory);
  }

  private constructor(text: string, code: MachineCode, encoder: Encoder, memory: SharedMemory) {
    this.text = text;
    this.encoder = encoder;
    this.memory = memory;
    this.functions = code.over(memory) as ScanFunctions;
    const window = Math.min(text.length, greatestWindow);
    const powers = powersOfFive();
    this.bytes = memory.uint8(window + 2 * overrun);
    // A number takes two characters at least, with what parts it from the next.
    this.starts = memory.uint32(window / 2 + 1);
    this.edges = memory.uint32(window + 2);
    this.longNumbers = memory.uint32(longNumberLimit * longNumberFields);
    this.brackets = memory.int32(levels * bracketFields);
    this.scan = memory.int32(Object.keys(field).length);
    const table = memory.uint8(powers.byteLength);
    table.set(new Uint8Array(powers.buffer));
    this.scan[field.powersOfFive] = table.byteOffset;
    this.scan[field.longNumbers] = this.longNumbers.byteOffset;
    this.scan[field.longNumberLimit] = longNumberLimit;
    this.scan[field.brackets] = this.brackets.byteOffset;
    this.scan[field.levels] = levels;
  }

  /** Whether some text behind `at` is not in the memory yet. */
  get endsEarly(): boolean {
    return this.windowEnd < this.text.length;
  }

  /**
   * Scans on from `at`, and appends the values that it finds, with their starts.
   *
   * @returns where it stopped: at what is not plain, or where no more text is in the memory
   */
  run(
    scanned: 'scanList' | 'scanRows',
    at: number,
    values: GrowableFloat64,
    starts: GrowableUint32,
  ): number {
    this.show(at);
    const { scan, bytes } = this;
    const address = bytes.byteOffset + overrun + at - this.windowStart;
    const toOffset = at - address;
    const begin = values.reserve((this.windowEnd - at) / 2 + 1);
    scan[field.at] = address;
    scan[field.end] = this.windowEnd - toOffset;
    scan[field.toOffset] = toOffset;
    scan[field.values] = begin;
    scan[field.starts] = this.starts.byteOffset;
    scan[field.edges] = this.edges.byteOffset;
    scan[field.longNumberCount] = 0;
    this.functions[scanned](scan.byteOffset);
    // Addresses may have all 32 bits.
    const count = ((scan[field.values]! - begin) >>> 0) / Float64Array.BYTES_PER_ELEMENT;
    const first = values.length;
    values.length += count;
    starts.append(this.starts.subarray(0, count), this.windowEnd / this.text.length);
    this.finishLongNumbers(values, first, begin, toOffset);
    return Math.min(scan[field.at]! + toOffset, this.windowEnd);
  }

  /** Where the rows start and end that were scanned last, in turns. */
  get rowEdges(): Uint32Array {
    const end = (this.scan[field.edges]! - this.edges.byteOffset) / Uint32Array.BYTES_PER_ELEMENT;
    return this.edges.subarray(0, end);
  }

  private finishLongNumbers(
    values: GrowableFloat64,
    first: number,
    begin: number,
    toOffset: number,
  ): void {
    const { scan, longNumbers, text } = this;
    for (let note = 0; note < scan[field.longNumberCount]!; note++) {
      const [value, start, end] = longNumbers.subarray(note * longNumberFields);
      const index = first + (value! - begin) / Float64Array.BYTES_PER_ELEMENT;
      values.set(index, Number(text.slice(start! + toOffset, end! + toOffset)));
    }
  }

  /** Brings the text from `at` on into the memory, unless it is there. */
  private show(at: number): void {
    const { text, bytes } = this;
    const isThere = at >= this.windowStart && at < this.windowEnd;
    if (isThere && (at + margin < this.windowEnd || !this.endsEarly)) return;
    const { read, written } = this.encoder.encodeInto(
      text.slice(at, at + Math.min(this.windowSize, bytes.length - 2 * overrun)),
      bytes.subarray(overrun, bytes.length - overrun),
    );
    const isAscii = read === written;
    const length = isAscii ? read : this.asciiLength(written);
    this.windowSize = isAscii
      ? Math.min(4 * this.windowSize, greatestWindow)
      : Math.max(this.windowSize / 4, leastWindow);
    this.windowStart = at;
    this.windowEnd = at + length;
    const before = text.charCodeAt(at - 1);
    bytes[overrun - 1] = before < 0x80 ? before : 0;
    bytes.fill(0, overrun + length, length + 2 * overrun);
    if (!this.endsEarly) bytes[overrun + length] = lineFeed;
  }

  private asciiLength(written: number): number {
    let length = 0;
    while (length < written && this.bytes[overrun + length]! < 0x80) length++;
    return length;
  }
}
