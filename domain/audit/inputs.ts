import { z } from "zod";
import { isRealDay } from "@/domain/onboarding/field-inputs";
import { lineInput } from "@/domain/text/text-input";

const day = z.string().max(10, "This is not a date.").refine(isRealDay, "This is not a date.").nullish();

const part = (label: string) => lineInput({ max: 100, min: 0, label }).default("");

/**
 * A search of the audit: words anywhere, or who (an e-mail address or a part of it), what (the action), to what (a kind
 * of thing or an id), and days (New York, both included). All that is given must hold.
 */
export const auditListInput = z.strictObject({
  search: part("The search"),
  who: part("Who"),
  what: part("What"),
  subject: part("The subject"),
  from: day,
  to: day,
  cursor: z.uuid("This is not the beginning of a page.").nullish(),
});
export type AuditListInput = z.infer<typeof auditListInput>;
