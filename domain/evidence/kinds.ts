/** What a paper is to us: the customer says it, a reviewer judges it. */
export const EVIDENCE_KINDS = [
  "PASSPORT",
  "DRIVER_LICENSE",
  "NATIONAL_ID",
  "UTILITY_BILL",
  "BANK_STATEMENT",
  "ENTITY_PAPER",
  "EMPLOYER_LETTER",
  "OTHER",
] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

export const EVIDENCE_TITLES: Record<EvidenceKind, string> = {
  PASSPORT: "Passport",
  DRIVER_LICENSE: "Driver's license",
  NATIONAL_ID: "Identity card",
  UTILITY_BILL: "Utility bill",
  BANK_STATEMENT: "Bank statement",
  ENTITY_PAPER: "Paper of the company or trust",
  EMPLOYER_LETTER: "Employer's letter (FINRA 3210)",
  OTHER: "Another paper",
};

/** What papers are about: an application to open an account, or an open account. */
export const EVIDENCE_SUBJECTS = ["APPLICATION", "ACCOUNT"] as const;
export type EvidenceSubjectType = (typeof EVIDENCE_SUBJECTS)[number];

/**
 * Whom or what a paper is about. `part` says which of several people of one application (a co-owner, an owner of 25%
 * or more, a control person): the id that the application gives them; null for the applicant.
 */
export type EvidenceSubject = { subjectType: EvidenceSubjectType; subjectId: string; part: string | null };

/** Bytes of one file as it comes in. */
export const MAX_PAPER_BYTES = 8 * 1024 * 1024;
/** Pixels of one image, by its header: more than any phone's ordinary picture, less than what decoding would hurt. */
export const MAX_PAPER_PIXELS = 64_000_000;
/** Nobody can read an identity document that is smaller than this on its longer edge, in pixels. */
export const MIN_PAPER_EDGE = 300;
/** What is kept of an image: its longer edge, in pixels. An A4 page at 250 dots per inch. */
export const KEPT_PAPER_EDGE = 3000;
export const MAX_PDF_PAGES = 40;
/** Papers that one person may send about one subject. */
export const MAX_PAPERS = 12;

/** What a browser's file dialog offers. The server looks at the bytes and not at this. */
export const PAPER_ACCEPT = "image/jpeg,image/png,image/webp,application/pdf";
