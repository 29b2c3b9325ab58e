/** A report as rows of texts, its first row the column names. */
export type CsvTable = readonly (readonly (string | number | null)[])[];

/** What a spreadsheet would take for a formula when a cell begins with it. A minus before a number is a number. */
const FORMULA = /^[=+@\t\r|%]|^-(?!\d+(\.\d+)?$)/;

function cell(value: string | number | null): string {
  const text = value === null ? "" : String(value);
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * A table as CSV (RFC 4180, lines end in CR LF). A cell that a spreadsheet would run as a formula has an apostrophe
 * before it, so that a customer's name can do nothing on a reviewer's machine.
 */
export const toCsv = (table: CsvTable): string =>
  `${table.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
