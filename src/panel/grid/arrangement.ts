import type {
  Arrangement,
  Quantity,
  ResultColumn,
  RowFilter,
  RowSort,
  Summary,
} from '../../protocol/compute.ts';
import { classOfColumn, resultColumns, shownQuantity } from './gridColumns.ts';

/** What of an arrangement makes sense for a result: another one may have no targets, or fewer classes. */
export function applicable({ filter, sort }: Arrangement, summary: Summary): Arrangement {
  return {
    filter: applicableFilter(filter, summary),
    sort: sort && isSortable(sort.column, summary) ? sort : null,
  };
}

function applicableFilter(
  { wrongOnly, target, predicted, loss }: RowFilter,
  { classes, losses, wrongRows }: Summary,
): RowFilter {
  const hasOneTarget = wrongRows !== null;
  return {
    ...(wrongOnly && hasOneTarget && { wrongOnly }),
    ...(target !== undefined && hasOneTarget && target < classes && { target }),
    ...(predicted !== undefined && predicted < classes && { predicted }),
    ...(loss && losses && { loss }),
  };
}

function isSortable(column: RowSort['column'], summary: Summary): boolean {
  if (typeof column === 'object') {
    const { quantity, class: index } = column;
    return index < summary.classes && shownQuantity(quantity, summary) === quantity;
  }
  return resultColumns(summary).includes(column) && !isSoftTarget(column, summary);
}

/** Class probabilities as a target have no order. */
function isSoftTarget(column: ResultColumn, { targetsOrigin }: Summary): boolean {
  return column === 'target' && targetsOrigin?.kind === 'probabilities';
}

/** What the rows are sorted by when they are sorted by a grid column; undefined if they cannot be. */
export function sortColumn(
  column: number,
  quantity: Quantity,
  summary: Summary,
): RowSort['column'] | undefined {
  const classIndex = classOfColumn(column, summary);
  if (classIndex !== undefined) return { quantity, class: classIndex };
  const result = resultColumns(summary)[column - 1];
  return result && isSortable(result, summary) ? result : undefined;
}

/** Ascending, then descending, then as the rows stand in the array. */
export function nextSort(sort: RowSort | null, column: RowSort['column']): RowSort | null {
  if (!isSortedBy(sort, column)) return { column, descending: false };
  return sort?.descending === true ? null : { column, descending: true };
}

export function isSortedBy(sort: RowSort | null, column: RowSort['column']): boolean {
  if (sort === null || typeof sort.column === 'string' || typeof column === 'string') {
    return sort?.column === column;
  }
  return sort.column.quantity === column.quantity && sort.column.class === column.class;
}
