import { z } from "zod";
import { EVIDENCE_KINDS, EVIDENCE_SUBJECTS } from "@/domain/evidence/kinds";

const id = z.uuid("This is not an id.");
const part = z
  .string()
  .regex(/^[A-Za-z0-9:-]{1,60}$/, "This names nobody of the application.")
  .nullable()
  .default(null);

/** Papers of one subject. */
export const evidenceSubjectInput = z.strictObject({
  subjectType: z.enum(EVIDENCE_SUBJECTS, "Papers are about an application or an account."),
  subjectId: id,
  part,
});

export const evidenceInput = z.strictObject({ evidenceId: id });
export type EvidenceInput = z.output<typeof evidenceInput>;

/** What a browser says of a file that it sends; the file itself is the body. */
export const sendEvidenceInput = evidenceSubjectInput.extend({
  kind: z.enum(EVIDENCE_KINDS, "Please say what kind of paper this is."),
  fileName: z
    .string("The file has no name.")
    .min(1, "The file has no name.")
    .max(500, "The name is too long."),
});
export type SendEvidenceInput = z.output<typeof sendEvidenceInput>;
