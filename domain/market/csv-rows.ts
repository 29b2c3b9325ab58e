import { AppError } from "@/domain/errors";

/** Ends the reading of a file with one sentence about the row at hand. */
export type Refuse = (what: string) => never;

export type CsvRow = { cells: readonly string[]; refuse: Refuse };

/**
 * The rows of a plain CSV text (no quoting), checked against its header and each against the header's width. Blank
 * lines, Windows line ends and a byte order mark are let pass. Throws FILE_REFUSED, naming the file and the line.
 */
export function* readRows(file: string, text: string, header: string): Generator<CsvRow> {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const refuseAt = (line: number, what: string): never => {
    throw new AppError("FILE_REFUSED", `${file}, line ${line}: ${what}.`);
  };
  if (lines[0]?.trim() !== header) refuseAt(1, `the header must be ${header}`);
  const width = header.split(",").length;
  for (let position = 1; position < lines.length; position++) {
    const line = lines[position] ?? "";
    if (line.trim() === "") continue;
    const refuse: Refuse = (what) => refuseAt(position + 1, what);
    const cells = line.split(",").map((cell) => cell.trim());
    if (cells.length !== width) refuse(`a row must have ${width} cells, not ${cells.length}`);
    yield { cells, refuse };
  }
}
