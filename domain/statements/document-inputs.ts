import { z } from "zod";
import { lineInput } from "@/domain/text/text-input";

export const DOCUMENT_KINDS = ["STATEMENT", "CONFIRM", "REALISED_GAINS"] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** The same paper for people, spreadsheets, programs, and personal finance software. */
export const DOCUMENT_FORMATS = ["pdf", "csv", "json", "ofx"] as const;
export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number];

/**
 * Years that a paper is kept at least: account records and what proves them six, confirms three (SEC Rule 17a-4(a) and
 * (b)). We keep all of them for as long as the account is open.
 */
export const RETENTION_YEARS: Record<DocumentKind, 3 | 6> = { STATEMENT: 6, CONFIRM: 3, REALISED_GAINS: 6 };

/** Papers in one archive: as many as are put together while somebody waits. */
export const ARCHIVE_LIMIT = 500;

/** Papers on one page of the list. */
export const DOCUMENTS_PAGE = 30;

const year = z.string().regex(/^(19|20)\d{2}$/, "Choose a year.");

export const documentsInput = z.strictObject({
  accountId: z.uuid("Choose an account."),
  kind: z.enum(DOCUMENT_KINDS, { error: "Choose a kind of paper." }).optional(),
  /** The year of the closing or trade date. */
  year: year.optional(),
  /** Words of the title: "October 2026", "AAPL". */
  search: lineInput({ max: 60, min: 0, label: "The search" }).optional(),
  /** The last paper of the page before. */
  cursor: z.uuid("This page cannot be found.").optional(),
});
export type DocumentsInput = z.infer<typeof documentsInput>;

export const documentInput = z.strictObject({ documentId: z.uuid("Choose a document.") });
export type DocumentInput = z.infer<typeof documentInput>;

export const documentFileInput = z.strictObject({
  documentId: z.uuid("Choose a document."),
  format: z.enum(DOCUMENT_FORMATS, { error: "Choose PDF, CSV, JSON or OFX." }),
});
export type DocumentFileInput = z.infer<typeof documentFileInput>;

export const archiveInput = documentsInput.omit({ cursor: true });
export type ArchiveInput = z.infer<typeof archiveInput>;

export const gainsReportInput = z.strictObject({ accountId: z.uuid("Choose an account."), year });
export type GainsReportInput = z.infer<typeof gainsReportInput>;

export const correctPaperInput = z.strictObject({
  documentId: z.uuid("Choose a document."),
  reason: lineInput({ max: 200, min: 10, label: "The reason" }),
});
export type CorrectPaperInput = z.infer<typeof correctPaperInput>;
