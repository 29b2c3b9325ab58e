import type { Disclosure } from "@/domain/statements/disclosures";
import type { Firm } from "@/domain/statements/firms";
import type { LocalDate } from "@/domain/time/instant";

/** A table of a paper: all text, ready to print. A cell that names its row stands first. */
export type PaperTable = {
  heading: string;
  columns: readonly { label: string; align: "left" | "right"; width: "auto" | "1fr" }[];
  rows: readonly (readonly string[])[];
  /** The line of totals, or null. */
  total: readonly string[] | null;
  /** What stands there when there are no rows. */
  empty: string;
  /** A sentence under the heading, or "". */
  note: string;
  /** Measured beforehand, if it fits the page (`fitted`): setting it is cheaper by a third. */
  fit?: TableFit;
};

/** Points of each column and of the space before its text, and of each line of the table (head, rows, total). */
export type TableFit = {
  widths: readonly number[];
  insets: readonly number[];
  heights: readonly number[];
};

/** A drawing of figures that stand in the paper as text too. `alt` says all that it shows. */
export type PaperChart = {
  kind: "BARS" | "COLUMNS";
  heading: string;
  alt: string;
  /** `length` is from 0 to 1 of the longest, as a decimal; below zero is drawn the other way. */
  bars: readonly { label: string; value: string; length: string; isBelow: boolean }[];
};

export type PaperLine = { label: string; value: string; isStrong: boolean };

/** Everything that a template prints. It holds no figure that the model does not hold, only its wording. */
export type Paper = {
  kind: "STATEMENT" | "CONFIRM" | "REALISED_GAINS";
  title: string;
  /** "Account statement" */
  heading: string;
  /** Under the heading: the period, or what was bought or sold. */
  subheading: string;
  date: { year: number; month: number; day: number };
  introducing: Firm;
  carrying: Firm;
  mailing: readonly string[];
  /** Account number and what else identifies the paper. */
  particulars: readonly PaperLine[];
  /** Said above everything else: that this paper corrects another. "" if it does not. */
  notice?: string;
  /** The figures that matter most, at the top. */
  figures: readonly PaperLine[];
  summaryHeading: string;
  summary: readonly PaperLine[];
  charts?: readonly PaperChart[];
  tables: readonly PaperTable[];
  disclosures: readonly Disclosure[];
};

export const left = (label: string, width: "auto" | "1fr" = "auto") =>
  ({ label, align: "left", width }) as const;
export const right = (label: string) => ({ label, align: "right", width: "auto" }) as const;
export const line = (label: string, value: string, isStrong = false): PaperLine => ({
  label,
  value,
  isStrong,
});

export const dateParts = (date: LocalDate) => ({
  year: Number(date.slice(0, 4)),
  month: Number(date.slice(5, 7)),
  day: Number(date.slice(8, 10)),
});

/** What the papers' typeface has: Latin, Greek, Cyrillic and common punctuation. */
const PRINTABLE = /[^\u0020-\u007e\u00a0-\u024f\u0370-\u03ff\u0400-\u04ff\u1e00-\u1eff\u2010-\u2026\u2212]/gu;

/** A text with every character that the typeface lacks shown as "?", so that no name can stop a paper. */
export const printable = (text: string): string => text.normalize("NFC").replace(PRINTABLE, "?");
