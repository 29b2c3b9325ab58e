import { z } from "zod";
import { isRealDay } from "@/domain/onboarding/field-inputs";
import { lineInput } from "@/domain/text/text-input";

const day = z.string().max(10, "This is not a date.").refine(isRealDay, "This is not a date.").nullish();

/** A search of the audit: words in the action or the subject, a person, days (New York, both included). */
export const auditListInput = z.strictObject({
  search: lineInput({ max: 100, min: 0, label: "The search" }).default(""),
  from: day,
  to: day,
  cursor: z.uuid("This is not the beginning of a page.").nullish(),
});
export type AuditListInput = z.infer<typeof auditListInput>;
