/** A text as a cell between commas, semicolons or tabs: https://www.rfc-editor.org/rfc/rfc4180 */
export function delimitedCell(text: string): string {
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
