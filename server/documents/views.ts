import type { DocumentFormat, DocumentKind } from "@/domain/statements/document-inputs";
import type { LocalDate } from "@/domain/time/instant";

/** A paper in a list. `onDate` is the statement's closing day or the confirm's trade date; `size` in bytes of the PDF. */
export type DocumentView = {
  id: string;
  kind: DocumentKind;
  title: string;
  onDate: LocalDate;
  size: number;
  /** SHA-256 of the PDF's bytes, hex: they never change. */
  sha256: string;
  formats: readonly DocumentFormat[];
  /** Kept until this day at least (SEC Rule 17a-4). */
  keptUntil: LocalDate;
  isUnread: boolean;
  /** The paper that replaced this one, and that which it replaced. */
  replacedBy: string | null;
  corrects: string | null;
};

export type DocumentPage = {
  documents: DocumentView[];
  nextCursor: string | null;
  /** Unread papers of the whole account. */
  unread: number;
  /** Years of which there are papers, the newest first. */
  years: string[];
};

/** An account of which the month's statement waits for a break to be resolved. */
export type HeldBackView = { accountId: string; accountNumber: string; month: string; reason: string };

/** How far the paper mill is. A failed job waits for a person; `reason` is that of the oldest. */
export type PaperProgress = {
  waiting: number;
  failed: number;
  reason: string | null;
  /** Statements that wait for open breaks: how many, and the first of them. */
  heldBack: number;
  heldBackFirst: HeldBackView[];
  /** The latest month that statements were asked for; null before the first. */
  monthEnd: { month: string; done: number; total: number } | null;
};

/** What an archive will hold, before its bytes are fetched. */
export type ArchiveView = { name: string; documents: { id: string; fileName: string; size: number }[] };
