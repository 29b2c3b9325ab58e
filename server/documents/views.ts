import type { DocumentKind } from "@/domain/statements/document-inputs";
import type { LocalDate } from "@/domain/time/instant";

/** A paper in a list. `onDate` is the statement's closing day or the confirm's trade date; `size` in bytes. */
export type DocumentView = {
  id: string;
  kind: DocumentKind;
  title: string;
  onDate: LocalDate;
  size: number;
  isUnread: boolean;
};

export type DocumentPage = {
  documents: DocumentView[];
  nextCursor: string | null;
  /** Unread papers of the whole account. */
  unread: number;
};

/** How far the paper mill is. A failed job waits for a person; `reason` is that of the oldest. */
export type PaperProgress = { waiting: number; failed: number; reason: string | null };
