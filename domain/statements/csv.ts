/** A cell: a text, or a figure as a wire decimal. */
export type Cell = { text: string } | { figure: string | null };

export const text = (value: string): Cell => ({ text: value });
export const figure = (value: string | null): Cell => ({ figure: value });

const NEEDS_QUOTES = /[",\r\n]/;
/** What spreadsheets take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

function cellText(cell: Cell): string {
  if ("figure" in cell) return cell.figure ?? "";
  // A name is never a formula, whatever somebody called an account (OWASP: CSV injection).
  const safe = FORMULA.test(cell.text) ? `'${cell.text}` : cell.text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows as RFC 4180 has them: commas, CRLF, quotes only where they are needed. */
export const csv = (rows: readonly (readonly Cell[])[]): string =>
  rows.map((row) => `${row.map(cellText).join(",")}\r\n`).join("");
