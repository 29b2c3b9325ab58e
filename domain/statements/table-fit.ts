import type { PaperTable, TableFit } from "@/domain/statements/paper";

/**
 * Measures tables before they are set. A typesetter that has to find out how wide columns and how high rows are sets
 * every cell three times; here a table of known widths says so from the start. The widths of letters are upper bounds of
 * the papers' typeface (Libertinus Serif), so that what is said to fit does.
 */
const PAGE = 489.6;
const GUTTER = 8;
const SIZE = 8.8;
const LINE = 13.4;
/** The column that takes what is left needs at least this much, or the typesetter decides. */
const NARROWEST = 72;

const EM: readonly [RegExp, number][] = [
  [/[0-9+]/, 0.49],
  [/[.,:;' ilj|!()\-/]/, 0.36],
  [/[mwMW@&%]/, 0.98],
  [/[a-z]/, 0.56],
  [/[A-Z]/, 0.74],
];
const OTHER = 0.76;
const ASCII = Array.from({ length: 128 }, (_, code) => {
  const letter = String.fromCharCode(code);
  return EM.find(([kind]) => kind.test(letter))?.[1] ?? OTHER;
});

/** Points of a text, at most. */
export function widthOf(text: string, size = SIZE): number {
  let em = 0;
  for (let at = 0; at < text.length; at++) em += ASCII[text.charCodeAt(at)] ?? OTHER;
  return em * size;
}

/** Bold figures of totals are a little wider. */
const BOLD = 1.08;

/** The same table with its measures, or as it was when it does not fit. */
export function fitted(table: PaperTable): PaperTable {
  if (table.rows.length === 0) return table;
  const flexible = table.columns.findIndex(({ width }) => width === "1fr");
  if (flexible < 0 || table.columns.filter(({ width }) => width === "1fr").length > 1) return table;
  const widest = (place: number): number =>
    Math.max(
      widthOf(table.columns[place]?.label ?? ""),
      widthOf(table.total?.[place] ?? "") * BOLD,
      ...table.rows.map((row) => widthOf(row[place] ?? "")),
    );
  const others = table.columns.map((_, place) =>
    place === flexible ? 0 : Math.ceil(widest(place) * 10) / 10,
  );
  const taken = others.reduce((sum, width) => sum + width, 0) + GUTTER * (table.columns.length - 1);
  const left = Math.floor((PAGE - taken) * 10) / 10;
  if (left < NARROWEST) return table;
  const height = (text: string, scale = 1): number | null => (widthOf(text) * scale > left ? null : LINE);
  const fit: TableFit = {
    widths: others.map((width, place) => (place === flexible ? left : width)),
    heights: [
      height(table.columns[flexible]?.label ?? ""),
      ...table.rows.map((row) => height(row[flexible] ?? "")),
      ...(table.total ? [height(table.total[flexible] ?? "", BOLD)] : []),
    ],
  };
  return { ...table, fit };
}
