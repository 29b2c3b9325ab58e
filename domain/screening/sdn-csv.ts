import { AppError } from "@/domain/errors";

/** One entry of a list in OFAC's shape. `kind` is "individual", "vessel", "aircraft", or "" for entities. */
export type ListEntry = {
  entNum: string;
  name: string;
  kind: string;
  program: string;
  /** Year of birth and nationality, where the remarks say them. */
  bornIn: number | null;
  country: string | null;
  remarks: string;
  otherNames: string[];
};

const MOST_ROWS = 200_000;
/** What OFAC writes where there is nothing. */
const NOTHING = "-0-";

/** The rows of a quoted CSV text without a header. Throws FILE_REFUSED, naming the line. */
function* rows(file: string, text: string, width: number): Generator<string[]> {
  let cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  let line = 1;
  const refuse = (what: string): never => {
    throw new AppError("FILE_REFUSED", `${file}, line ${line}: ${what}.`);
  };
  // OFAC's files end in a DOS end-of-file mark.
  const body = text.replace(/^\uFEFF/, "").replace(/\u001a\s*$/, "");
  let count = 0;
  for (let i = 0; i <= body.length; i++) {
    const mark = body[i];
    if (isQuoted) {
      if (mark === undefined) refuse("a quote is not closed");
      else if (mark === '"' && body[i + 1] === '"') {
        cell += mark;
        i++;
      } else if (mark === '"') isQuoted = false;
      else cell += mark;
    } else if (mark === '"') isQuoted = true;
    else if (mark === ",") {
      cells.push(cell.trim());
      cell = "";
    } else if (mark === "\n" || mark === undefined) {
      cells.push(cell.trim());
      cell = "";
      if (cells.length > 1 || cells[0] !== "") {
        if (cells.length !== width) refuse(`a row must have ${width} cells, not ${cells.length}`);
        if (++count > MOST_ROWS) refuse(`a list may have ${MOST_ROWS} rows at most`);
        yield cells;
      }
      cells = [];
    } else if (mark !== "\r") cell += mark;
    if (mark === "\n") line++;
  }
}

const told = (cell: string | undefined): string => (cell === undefined || cell === NOTHING ? "" : cell);

/** "DOB 12 Feb 1954; POB Oslo; nationality Norway." */
const bornIn = (remarks: string): number | null => {
  const year = /\bDOB (?:circa )?(?:\d{1,2} )?(?:[A-Z][a-z]{2} )?(\d{4})/.exec(remarks)?.[1];
  return year ? Number(year) : null;
};
const nationality = (remarks: string): string | null =>
  /\b(?:nationality|citizen) ([^;.]+)/.exec(remarks)?.[1]?.trim() ?? null;

/**
 * Reads a list in the format of OFAC's SDN.CSV (ent_num, name, type, program, title, call sign, vessel type, tonnage,
 * GRT, flag, owner, remarks) and its ALT.CSV (ent_num, alt_num, type, name, remarks), as the Treasury publishes them:
 * no header, quotes, "-0-" for nothing. Throws FILE_REFUSED for anything else, and for an empty list.
 */
export function readSdnList(sdn: string, alt = ""): ListEntry[] {
  const entries = new Map<string, ListEntry>();
  for (const [entNum = "", name = "", type, program, , , , , , , , remarks] of rows("SDN.CSV", sdn, 12)) {
    if (!/^\d{1,12}$/.test(entNum) || !told(name))
      throw new AppError("FILE_REFUSED", `SDN.CSV: "${entNum.slice(0, 20)}" is not a number with a name.`);
    if (entries.has(entNum))
      throw new AppError("FILE_REFUSED", `SDN.CSV: number ${entNum} stands there twice.`);
    const said = told(remarks);
    entries.set(entNum, {
      entNum,
      name,
      kind: told(type),
      program: told(program),
      bornIn: bornIn(said),
      country: nationality(said),
      remarks: said,
      otherNames: [],
    });
  }
  if (entries.size === 0) throw new AppError("FILE_REFUSED", "SDN.CSV: the list is empty.");
  for (const [entNum = "", , , name = ""] of rows("ALT.CSV", alt, 5)) {
    const entry = entries.get(entNum);
    if (!entry)
      throw new AppError("FILE_REFUSED", `ALT.CSV: number ${entNum.slice(0, 20)} is not in SDN.CSV.`);
    if (told(name)) entry.otherNames.push(name);
  }
  return [...entries.values()];
}
