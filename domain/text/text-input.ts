import { z } from "zod";

/** Control characters, bidirectional overrides and the like: invisible in a form, harmful in a record. */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Co}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

type TextLimits = {
  max: number;
  min?: number /** What a person calls the field: "Occupation". */;
  label: string;
};

/**
 * One line of text as a person types it: trimmed, runs of spaces made one, NFC, without unseen characters (a NUL would
 * make PostgreSQL refuse the row). `min` defaults to 1.
 */
export const lineInput = ({ max, min = 1, label }: TextLimits) =>
  z
    .string({ error: `${label} is needed.` })
    .max(max * 2, { error: `${label} may have ${max} characters at most.`, abort: true })
    .transform((text) => text.normalize("NFC").trim().replace(/ +/g, " "))
    .pipe(
      z
        .string()
        .min(min, min <= 1 ? `${label} is needed.` : `${label} needs ${min} characters or more.`)
        .max(max, `${label} may have ${max} characters at most.`)
        .refine((text) => !UNSEEN.test(text), `${label} contains a character that cannot be shown.`),
    );

/** The same, where nothing typed means nothing told: "" becomes null. */
export const optionalLineInput = ({ max, label }: TextLimits) =>
  lineInput({ max, min: 0, label })
    .nullable()
    .transform((text) => (text === "" ? null : text));

/** Several lines: as `lineInput`, but line breaks and tabs may stay. */
export const paragraphInput = ({ max, min = 1, label }: TextLimits) =>
  z
    .string({ error: `${label} is needed.` })
    .max(max * 2, { error: `${label} may have ${max} characters at most.`, abort: true })
    .transform((text) => text.normalize("NFC").replace(/\r\n?/g, "\n").trim())
    .pipe(
      z
        .string()
        .min(min, min <= 1 ? `${label} is needed.` : `${label} needs ${min} characters or more.`)
        .max(max, `${label} may have ${max} characters at most.`)
        .refine(
          (text) => !UNSEEN.test(text.replace(/[\n\t]/g, " ")),
          `${label} contains a character that cannot be shown.`,
        ),
    );
