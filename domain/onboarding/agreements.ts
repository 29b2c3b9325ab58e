import { AGREEMENT_TEXTS, type Agreement } from "@/domain/onboarding/agreement-texts";

/** The exact bytes that are signed. */
export const agreementBody = (agreement: Pick<Agreement, "title" | "paragraphs">): string =>
  [agreement.title, ...agreement.paragraphs].join("\n\n");

/** The versions that count today. An old one stays in the record of whoever signed it. */
export const NOTICES: readonly Agreement[] = AGREEMENT_TEXTS.filter((text) => text.kind === "NOTICE");
export const AGREEMENTS: readonly Agreement[] = AGREEMENT_TEXTS.filter((text) => text.kind === "AGREEMENT");

/** How an acceptance names a text: "customer-agreement@2026-06". */
export const textId = (text: Pick<Agreement, "key" | "version">): string => `${text.key}@${text.version}`;
