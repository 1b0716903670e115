import { kindOf, lineEnd, numberStart } from './bytes';
import { readConstant, readDecimal } from './numbers';
import { Scan, unknown } from './scan';
import { readSeries, readSpacedSeries } from './series';

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
    scan.values = <u32>values;
    scan.starts = <u32>starts;
    if (kindOf(byte) == numberStart) {
      at =
        cellSeparator == space
          ? readSpacedSeries(scan, at, false, null)
          : readSeries(scan, at, cellSeparator, false, null);
    }
    let read = <i32>((scan.values - <u32>values) / sizeof<f64>());
    values = scan.values;
    starts = scan.starts;
    if (read > 0 && !scan.afterValue) {
      cells += read;
      continue;
    }
    if (read == 0) {
      let next = readDecimal(at, values, scan, false);
      // A line that begins with a word may be one about the others.
      if (next == 0 && cells > 0) next = readConstant(at, values);
      if (next == 0) {
        at = begin;
        break;
      }
      store<u32>(starts, <u32>at + toOffset);
      values += sizeof<f64>();
      starts += sizeof<u32>();
      at = next;
      read = 1;
    }
    // Whether the last of them is a cell shows what stands behind it.
    byte = load<u8>(at);
    const parted = byte == space || byte == skippedBlank;
    while (byte == space || byte == skippedBlank) byte = load<u8>(++at);
    const ends = kindOf(byte) == lineEnd;
    let isCell = true;
    if (ends) {
      if (columns == unknown) columns = cells + read;
      isCell = columns == cells + read;
    } else if (byte == cellSeparator) {
      at++;
    } else {
      isCell = cellSeparator == space && parted;
    }
    if (!isCell) {
      values -= sizeof<f64>();
      starts -= sizeof<u32>();
      cells += read - 1;
      at = read == 1 ? begin : <usize>(load<u32>(starts) - toOffset);
      break;
    }
    cells += read;
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
