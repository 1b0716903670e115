import { kindOf, lineEnd, numberStart } from './bytes';
import { readConstant, readDecimal } from './numbers';
import { Scan, unknown } from './scan';

const tab: u32 = 0x09;
const space: u32 = 0x20;

/**
 * Reads lines of plain numbers, each with as many as the first, up to a line that TypeScript has to look at. A
 * line may go on in the next bytes: its `cells` are then read already.
 */
export function scanRows(scan: Scan): void {
  const end: usize = scan.end;
  const toOffset = scan.toOffset;
  const cellSeparator = scan.cellSeparator;
  // A tab between two tabs is an empty cell.
  const skippedBlank = cellSeparator == tab ? space : tab;
  let at: usize = scan.at;
  let values: usize = scan.values;
  let starts: usize = scan.starts;
  let edges: usize = scan.edges;
  let columns = scan.columns;
  let cells = scan.cells;
  let rowStart = scan.rowStart;
  while (at < end) {
    // To here it goes back if the line does not go on as expected.
    const begin = at;
    let byte: u32 = load<u8>(at);
    if (cells == 0) {
      if (kindOf(byte) == lineEnd) {
        at++;
        continue;
      }
      rowStart = <u32>at + toOffset;
    }
    while (byte == space || byte == skippedBlank) byte = load<u8>(++at);
    if (cells == 0) {
      if (kindOf(byte) == lineEnd) continue;
      if (cellSeparator != tab) rowStart = <u32>at + toOffset;
    }
    const start = <u32>at + toOffset;
    let next: usize = kindOf(byte) == numberStart ? readDecimal(at, values, scan, false) : 0;
    if (next == 0) {
      // A line that begins with a word may be one about the others.
      next = cells > 0 ? readConstant(at, values) : 0;
      if (next == 0) {
        at = begin;
        break;
      }
    }
    at = next;
    byte = load<u8>(at);
    const parted = byte == space || byte == skippedBlank;
    while (byte == space || byte == skippedBlank) byte = load<u8>(++at);
    const ends = kindOf(byte) == lineEnd;
    if (ends) {
      if (columns == unknown) columns = cells + 1;
      else if (columns != cells + 1) {
        at = begin;
        break;
      }
    } else if (byte == cellSeparator) {
      at++;
    } else if (cellSeparator != space || !parted) {
      at = begin;
      break;
    }
    store<u32>(starts, start);
    values += sizeof<f64>();
    starts += sizeof<u32>();
    cells++;
    if (ends) {
      store<u32>(edges, rowStart);
      store<u32>(edges + 4, <u32>at + toOffset);
      edges += 8;
      cells = 0;
      at++;
    }
  }
  scan.at = <u32>at;
  scan.values = <u32>values;
  scan.starts = <u32>starts;
  scan.edges = <u32>edges;
  scan.columns = columns;
  scan.cells = cells;
  scan.rowStart = rowStart;
}
