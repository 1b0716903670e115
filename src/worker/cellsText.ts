import { delimitedCell } from '../core/formats/delimitedCell.ts';
import type { Job } from '../core/job.ts';
import { type Cells, type CellsText, resultTitles } from '../protocol/cells.ts';
import { quantityOfRow } from './evaluatedRows.ts';
import { rowsAt } from './rowOrder.ts';
import { resultOfRow } from './rowResults.ts';
import { classTitles, type Session } from './session.ts';

/** A larger text is more than most programs can paste. */
const mostCells = 1_000_000;

/** @throws RangeError if there are too many cells. */
export function* cellsTextOf(session: Session, cells: Cells): Job<CellsText> {
  const { arrangement, quantity, rowNumbers, results, headers } = cells;
  const rows = yield* rowsAt(session, arrangement, cells.rows.start, cells.rows.end);
  const firstClass = cells.classes.start;
  const lastClass = Math.min(cells.classes.end, session.logits.classes);
  const columns = (rowNumbers ? 1 : 0) + results.length + Math.max(lastClass - firstClass, 0);
  requireFew(rows.length * columns);

  const titleOf = classTitles(session);
  const lines: string[] = [];
  if (headers) {
    const line = rowNumbers ? ['row'] : [];
    for (const column of results) line.push(resultTitles[column]);
    for (let index = firstClass; index < lastClass; index++)
      line.push(delimitedCell(titleOf(index)));
    lines.push(line.join('\t'));
  }
  const resultsOf = results.map((column) => resultOfRow(session, column));
  for (const row of rows) {
    const line = rowNumbers ? [String(row)] : [];
    for (const resultOf of resultsOf) {
      const value = resultOf(row);
      line.push(value === null ? '' : numeral(value));
    }
    if (lastClass > firstClass) {
      const values = quantityOfRow(session, quantity, row).subarray(firstClass, lastClass);
      for (const value of values) line.push(numeral(value));
    }
    lines.push(line.join('\t'));
    yield lines.length / (rows.length + 1);
  }
  return { text: lines.join('\n'), rows: rows.length, columns };
}

function requireFew(count: number): void {
  if (count <= mostCells) return;
  const [chosen, most] = [count, mostCells].map((amount) => amount.toLocaleString('en'));
  throw new RangeError(`${chosen} cells are chosen; no more than ${most} can be copied at once.`);
}

/** The shortest text that reads back as the same double. */
function numeral(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
