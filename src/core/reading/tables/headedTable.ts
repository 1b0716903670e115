import type { Job } from '../../job.ts';
import type { TableNotation } from '../notation.ts';
import { TableCells } from './tableCells.ts';
import { readLines } from './tableLines.ts';

/** So much of a text shows whether it is a table with a header. */
const beginning = 20_000;

/** Most texts of arrays need no look at cells. */
const mayBeNames = /^\s*["#\p{L}_](?!.*(?:[={}:]|[[(]\s*[[(]))/u;
/** `cat`, `logit[0]`, `width (cm)`, but nothing that calls, assigns or holds values. */
const columnName = /^[^[\](){}=:]*(?:[[(][\w /%.-]*[\])])?$/;
const list = /^[[({](?:\P{L}|e[-+]?\d|nan|inf)*$/iu;

/**
 * Whether a text begins with a line of names and rows of as many cells, with numbers among them: brackets in the
 * others are then no arrays, but part of what they say.
 */
export function* beginsWithHeader(text: string, notation: TableNotation): Job<boolean> {
  const part = text.slice(0, beginning);
  if (!notation.quotedLineEnds || !mayBeNames.test(part)) return false;
  const { blocks } = yield* readLines(part, notation);
  const cells = new TableCells(part, notation);
  const [block] = blocks;
  const rows = block ? block.edges.length / 2 : 0;
  if (!block || rows < 2) return false;
  cells.split(block, 0);
  const names = cells.texts();
  if (names.length < 2 || !names.every((name) => columnName.test(name))) return false;
  if (cells.starts.some((_, cell) => cells.beginsAsNumber(cell))) return false;
  // The last row may be cut.
  const whole = part.length < text.length ? rows - 1 : rows;
  for (let row = 1; row < whole; row++) {
    cells.split(block, row);
    if (cells.starts.length !== names.length) return false;
    if (!cells.starts.some((_, cell) => cells.beginsAsNumber(cell))) return false;
    if (cells.texts().some((content) => list.test(content))) return false;
  }
  return whole > 1;
}
