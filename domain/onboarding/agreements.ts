import { type AccountTypeKey, ACCOUNT_TYPES } from "@/domain/onboarding/account-types";
import { AGREEMENT_TEXTS, type Agreement } from "@/domain/onboarding/agreement-texts";

/** The exact bytes that are signed. */
export const agreementBody = (agreement: Pick<Agreement, "title" | "paragraphs">): string =>
  [agreement.title, ...agreement.paragraphs].join("\n\n");

const textsFor = (type: AccountTypeKey, kind: Agreement["kind"]): Agreement[] =>
  AGREEMENT_TEXTS.filter((text) => text.kind === kind && ACCOUNT_TYPES[type].texts.includes(text.key));

/** What one reads, and what one signs, for a kind of account today. An old version stays in the record of whoever signed it. */
export const noticesFor = (type: AccountTypeKey): Agreement[] => textsFor(type, "NOTICE");
export const agreementsFor = (type: AccountTypeKey): Agreement[] => textsFor(type, "AGREEMENT");

/** How an acceptance names a text: "customer-agreement@2026-06". */
export const textId = (text: Pick<Agreement, "key" | "version">): string => `${text.key}@${text.version}`;
