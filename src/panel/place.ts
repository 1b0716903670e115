import { type Cell, classInWords, type ClassNames, type Summary } from '../protocol/compute.ts';

export function nameOfPlace({ array, row, column }: Cell, names: ClassNames = null): string {
  const cell =
    column === undefined ? `row ${row}` : `row ${row}, column ${classInWords(names, column)}`;
  return array === 'targets' ? `target of ${cell}` : cell;
}

/** Targets that were typed into the panel stand in no document. */
export function isInDocument({ array }: Cell, { targetsOrigin }: Summary): boolean {
  return array === 'logits' || targetsOrigin?.origin !== 'panel';
}
