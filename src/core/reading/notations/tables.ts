import type { TableNotation } from '../notation.ts';
import { columns } from './columns.ts';
import { csv, semicolonCsv, tsv } from './csv.ts';
import { juliaPrint } from './juliaPrint.ts';
import { latex } from './latex.ts';
import { markdownTable } from './markdown.ts';
import { matlabPrint } from './matlabPrint.ts';
import { pandasFrame, pandasSeries } from './pandas.ts';
import { records } from './records.ts';
import { rPrint, rVectorPrint } from './rPrint.ts';
import { torchPrint } from './torchPrint.ts';

/** Tables that show what they are; where the signs of several are found, the first wins. */
export const tableNotations: readonly TableNotation[] = [
  juliaPrint,
  rPrint,
  rVectorPrint,
  pandasFrame,
  pandasSeries,
  torchPrint,
  matlabPrint,
  latex,
  markdownTable,
];

/** How far into a text its signs are looked for, and how near to its end. */
const signsWithin = 4000;

/** The table notation that a text shows signs of. */
export function shownTable(text: string): TableNotation | undefined {
  const edges =
    text.length > 2 * signsWithin
      ? `${text.slice(0, signsWithin)}\n${text.slice(-signsWithin)}`
      : text;
  return tableNotations.find((notation) => notation.signs?.test(edges));
}

/** Where several separators are found, the first wins. */
const delimitedTables = [tsv, semicolonCsv, csv];

export const allTables: readonly TableNotation[] = [
  ...tableNotations,
  ...delimitedTables,
  columns,
  records,
];

/** A cell in quotes, in which nothing parts cells; the last one may be cut. */
const quotedCell = /(^|[\t;,|]) *"(?:[^"]|"")*(?:"(?= *(?:[\t;,|]|$))|(?![^]))/gm;

/** The notation of cells without brackets, which is told by what parts them. */
export function delimitedTable(text: string): TableNotation {
  const beginning = text.slice(0, signsWithin).replaceAll(quotedCell, '$1');
  const separated = [...delimitedTables, markdownTable];
  return separated.find((each) => beginning.includes(each.separator)) ?? columns;
}

/** Whether a language id is that of files of cells, where brackets are no arrays. */
export function isTableLanguage(languageId: string): boolean {
  return [csv, tsv].some((notation) => notation.languageIds.includes(languageId));
}
