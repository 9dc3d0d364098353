import { sanitize } from "../redact/sanitize.ts";

/** What a spreadsheet takes for a formula, in the width of East Asian letters too. */
const formula = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/**
 * One cell. What could be a formula begins with an apostrophe, which makes text of it.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
function csvCell(raw: string): string {
  const text = formula.test(raw) ? `'${sanitize(raw)}` : sanitize(raw);
  return /[",']|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows as CSV (RFC 4180), each with its line break. Cells are raw. */
export function* renderCsv(rows: Iterable<readonly string[]>): Generator<string> {
  for (const row of rows) yield `${row.map(csvCell).join(",")}\r\n`;
}
