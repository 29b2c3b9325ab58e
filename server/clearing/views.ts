import type { AdjustedAccount, Adjustment } from "@/domain/clearing/adjustments";
import type { BreakArea, BreakType } from "@/domain/clearing/desk-inputs";
import type { EodFileName } from "@/domain/clearing/messages";
import { eodFileName } from "@/domain/clearing/messages";
import { instantFromDate, type Instant, type LocalDate, localDateFromColumn } from "@/domain/time/instant";
import type { MarketPhase } from "@/domain/time/calendar";
import type { PaperProgress } from "@/server/documents";
import type { ImportDetail } from "@/server/clearing/import-end-of-day";

/** Where exchange time stands. Instants are epoch milliseconds; `rate` 0 means paused. */
export type ClockView = {
  exchangeNow: Instant;
  wallNow: Instant;
  /** True when exchange time is real time: then nothing moves it. */
  isReal: boolean;
  rate: number;
  phase: MarketPhase;
  /** Whether a day is lived through from its pre-market to the end of its after-hours. */
  hasExtendedHours: boolean;
  ceiling: Instant | null;
  /** Where the street is running to by itself, or null. */
  runUntil: Instant | null;
  /** Days that are still to end before it is there; 0 when it is not running. */
  daysLeft: number;
};

/** A day's end, step by step; `doneAt` is wall time, null where it is not done. */
export type DayRunView = { businessDate: LocalDate; steps: { step: string; doneAt: Instant | null }[] };

export type DeskView = {
  clock: ClockView;
  lastImport: LocalDate | null;
  /** The day that has just ended and whose books are on their way, or null. */
  awaiting: LocalDate | null;
  /** Trading days since the first import that were refused or never came; the latest ten. */
  missingDays: LocalDate[];
  openBreaks: number;
  /** The clearing firm's run of the latest day, and the import of its files behind it. */
  run: DayRunView | null;
  papers: PaperProgress;
  /** Whether the street can be told to misbehave: not in production. */
  hasDrills: boolean;
};

export type FileSummary = { name: EodFileName; records: number };

/** One day's import. `importedAt` is wall time. */
export type ImportView = {
  businessDate: LocalDate;
  status: "IMPORTED" | "REFUSED";
  /** Why it was refused, or null. */
  reason: string | null;
  importedAt: Instant;
  files: FileSummary[];
  /** Breaks of that day that are still open. */
  openBreaks: number;
  /** Whether it came after our books had moved on. */
  isLate: boolean;
};

export type BreakView = {
  id: string;
  businessDate: LocalDate;
  type: BreakType;
  area: BreakArea;
  accountId: string | null;
  accountNumber: string | null;
  item: string;
  ours: string | null;
  theirs: string | null;
  status: "OPEN" | "RESOLVED";
  assignedTo: string | null;
  /** Trading days since the day it was found for. */
  ageDays: number;
  resolvedAt: Instant | null;
  resolution: string | null;
  proposal: ProposalView | null;
  /** The entry that would make our side equal theirs, where one would. */
  suggestion: Adjustment | null;
};

/** How somebody proposes to resolve a break. `amount` is signed: what our books lack of the asset on that account. */
export type ProposalView = {
  id: string;
  kind: "ADJUSTMENT" | "EXPLANATION";
  ledgerAccount: AdjustedAccount | null;
  asset: string | null;
  amount: string | null;
  cost: string | null;
  reason: string;
  proposedBy: string;
  proposedByName: string;
  approvedByName: string | null;
};

export type BreakPage = { breaks: BreakView[]; nextCursor: string | null; total: number };

/** A file's text, the SHA-256 of it, and how many rows it has. */
export type WholeFileView = { content: string; sha256: string; records: number };

/** Some lines of a file. `lines` are as they arrived. */
export type FilePage = {
  businessDate: LocalDate;
  name: EodFileName;
  sha256: string;
  records: number;
  lines: string[];
  totalLines: number;
};

export function importView(
  row: { businessDate: Date; status: string; detail: unknown; importedAt: Date },
  openBreaks: number,
): ImportView {
  const detail = row.detail as ImportDetail;
  const { records } = detail;
  return {
    businessDate: localDateFromColumn(row.businessDate),
    status: row.status === "IMPORTED" ? "IMPORTED" : "REFUSED",
    reason: detail.reason ?? null,
    importedAt: instantFromDate(row.importedAt),
    files: eodFileName.options.flatMap((name) => {
      const rows = records?.[name];
      return rows === undefined ? [] : [{ name, records: rows }];
    }),
    openBreaks,
    isLate: detail.isLate ?? false,
  };
}
