import type { PaperTable, TableFit } from "@/domain/statements/paper";

/**
 * Measures tables before they are set. A typesetter that has to find out how wide columns and how high rows are sets
 * every cell three times; here a table of known widths says so from the start. The widths of letters are those of the
 * papers' typeface (Libertinus Serif, tabular figures), a little more than they are, so that what is said to fit does.
 */
const PAGE = 489.6;
const GUTTER = 8;
const SIZE = 8.8;
/** Points from rule to rule of a row of one line, and from line to line within a row. */
const ROW = 13.4;
const LINE = 10.5;
/** Fixed columns come in these steps, so that the same cell in papers of many customers is set once. */
const STEP = 4;
/** The column that takes what is left needs at least this much, or the typesetter decides. */
const NARROWEST = 72;
/** Kerning makes a few pairs of letters wider than their sum. */
const KERNING = 1.01;

/** Thousandths of an em of the letters from " " to "~". */
const REGULAR = [
  250, 288, 336, 465, 465, 637, 705, 190, 298, 298, 369, 550, 220, 338, 220, 323, 465, 465, 465, 465, 465,
  465, 465, 465, 465, 465, 236, 236, 550, 550, 550, 435, 895, 695, 588, 646, 701, 557, 485, 685, 730, 297,
  322, 637, 528, 839, 699, 702, 541, 702, 587, 485, 597, 661, 652, 951, 660, 575, 604, 356, 287, 356, 518,
  486, 392, 457, 493, 428, 506, 447, 328, 500, 538, 271, 272, 512, 264, 790, 542, 504, 519, 503, 372, 390,
  316, 531, 497, 747, 490, 515, 424, 277, 205, 277, 449,
];
const BOLD = [
  250, 266, 376, 514, 514, 637, 729, 215, 315, 315, 433, 537, 244, 358, 244, 316, 514, 514, 514, 514, 514,
  514, 514, 514, 514, 514, 256, 256, 512, 551, 512, 430, 988, 740, 654, 706, 734, 609, 545, 732, 817, 367,
  373, 736, 577, 899, 740, 730, 614, 730, 716, 504, 652, 732, 700, 1028, 718, 624, 624, 397, 307, 397, 518,
  486, 392, 506, 542, 456, 561, 489, 391, 521, 619, 322, 312, 613, 325, 905, 616, 551, 581, 573, 428, 427,
  358, 598, 529, 777, 561, 558, 452, 307, 220, 307, 473,
];
/** Letters beyond ASCII: as wide as the widest of Latin, Greek and Cyrillic. */
const OTHER = 1100;
const FIRST = 32;

/** Points of a text, at most. */
export function widthOf(text: string, { size = SIZE, isBold = false } = {}): number {
  const widths = isBold ? BOLD : REGULAR;
  let thousandths = 0;
  for (let at = 0; at < text.length; at++) thousandths += widths[text.charCodeAt(at) - FIRST] ?? OTHER;
  return (thousandths / 1000) * size * KERNING;
}

/** Lines that a text takes in so many points, at most; a word that is wider stands on a line of its own. */
export function linesOf(text: string, width: number, isBold = false): number {
  let lines = 1;
  let taken = 0;
  for (const word of text.split(" ")) {
    const wide = widthOf(taken === 0 ? word : ` ${word}`, { isBold });
    if (taken > 0 && taken + wide > width) {
      lines++;
      taken = widthOf(word, { isBold });
    } else taken += wide;
  }
  return lines;
}

const heightOf = (lines: number): number => Math.round((ROW + (lines - 1) * LINE) * 10) / 10;

/** The same table with its measures, or as it was when it does not fit. */
export function fitted(table: PaperTable): PaperTable {
  if (table.rows.length === 0) return table;
  const flexible = table.columns.findIndex(({ width }) => width === "1fr");
  if (flexible < 0 || table.columns.filter(({ width }) => width === "1fr").length > 1) return table;
  const widest = (place: number): number =>
    Math.max(
      widthOf(table.columns[place]?.label ?? ""),
      widthOf(table.total?.[place] ?? "", { isBold: true }),
      ...table.rows.map((row) => widthOf(row[place] ?? "")),
    );
  const { before, after } = gaps(table.columns);
  const others = table.columns.map((_, place) => (place === flexible ? 0 : widest(place)));
  const widths = others.map((width, place) =>
    place === flexible ? 0 : Math.ceil((width + (before[place] ?? 0) + (after[place] ?? 0)) / STEP) * STEP,
  );
  const rest = PAGE - widths.reduce((sum, width) => sum + width, 0);
  const left = rest - (before[flexible] ?? 0) - (after[flexible] ?? 0);
  if (left < NARROWEST) return table;
  const height = (row: readonly string[], isBold = false): number =>
    heightOf(linesOf(row[flexible] ?? "", left, isBold));
  const fit: TableFit = {
    widths: widths.map((width, place) => (place === flexible ? Math.round(rest * 10) / 10 : width)),
    insets: before.map((gap, place) => (table.columns[place]?.align === "left" ? gap : 0)),
    heights: [
      height(table.columns.map(({ label }) => label)),
      ...table.rows.map((row) => height(row)),
      ...(table.total ? [height(table.total, true)] : []),
    ],
  };
  return { ...table, fit };
}

type Columns = PaperTable["columns"];

const isAfterFigures = (columns: Columns, place: number): boolean => columns[place - 1]?.align === "right";

/**
 * The space between columns belongs to one of the two, on the side where its text does not stand: cells without an inset
 * are cheaper to set, and rules are whole. Only words after figures need to be set off, since both stand at that line.
 */
function gaps(columns: Columns): { before: number[]; after: number[] } {
  return {
    before: columns.map((_, place) => (isAfterFigures(columns, place) ? GUTTER : 0)),
    after: columns.map(({ align }, place) => (align === "left" && place + 1 < columns.length ? GUTTER : 0)),
  };
}
