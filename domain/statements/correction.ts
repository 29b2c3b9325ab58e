import type { LocalDate } from "@/domain/time/instant";

/**
 * What a corrected paper says of the one that it replaces: that stays as it was, and can still be read. `paper` is its
 * title, `sha256` of its bytes, so that nobody takes one for the other.
 */
export type CorrectionOf = { paper: string; preparedOn: LocalDate; sha256: string; reason: string };

const NUMBER = /^(.+)~(\d+)$/;

/** A job's subject without the number of its correction: "2026-10~2" is the second edition of "2026-10". */
export const subjectOf = (subject: string): string => NUMBER.exec(subject)?.[1] ?? subject;

/** The subject of the next correction of a paper: "2026-10" -> "2026-10~2" -> "2026-10~3". */
export function nextCorrection(subject: string): string {
  const parts = NUMBER.exec(subject);
  return parts ? `${parts[1]}~${Number(parts[2]) + 1}` : `${subject}~2`;
}

/** A title, marked when the paper corrects another (SEC 17 CFR 240.10b-10 knows no silent change). */
export const correctedTitle = (title: string, corrects: CorrectionOf | null | undefined): string =>
  corrects ? `Corrected: ${title}` : title;
