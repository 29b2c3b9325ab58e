import { z } from "zod";
import { lineInput } from "@/domain/text/text-input";

export const DOCUMENT_KINDS = ["STATEMENT", "CONFIRM"] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** Papers on one page of the list. */
export const DOCUMENTS_PAGE = 30;

export const documentsInput = z.strictObject({
  accountId: z.uuid("Choose an account."),
  kind: z.enum(DOCUMENT_KINDS, { error: "Choose statements or confirmations." }).optional(),
  /** Words of the title: "October 2026", "AAPL". */
  search: lineInput({ max: 60, min: 0, label: "The search" }).optional(),
  /** The last paper of the page before. */
  cursor: z.uuid("This page cannot be found.").optional(),
});
export type DocumentsInput = z.infer<typeof documentsInput>;

export const documentInput = z.strictObject({ documentId: z.uuid("Choose a document.") });
export type DocumentInput = z.infer<typeof documentInput>;
