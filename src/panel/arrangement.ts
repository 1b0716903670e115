import type {
  Arrangement,
  ResultColumn,
  RowFilter,
  RowSort,
  Summary,
} from '../protocol/compute.ts';
import { resultColumns, shownQuantity } from './gridColumns.ts';

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
