/** Three significant digits are as many as timings have. */
export function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** A table in Markdown, its columns aligned. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, column) =>
    Math.max(3, ...[header, ...rows].map((cells) => (cells[column] ?? '').length), title.length),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => pad(cells[column] ?? '', width, column)).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => ruleOf(width, column)).join(' | ')} |`;
  return [line(header), rule, ...rows.map(line)].join('\n');
}

/** The first column is of words, the others are of figures. */
function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

function ruleOf(width: number, column: number): string {
  return column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`;
}
