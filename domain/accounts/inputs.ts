import { z } from "zod";
import { RESTRICTION_KINDS } from "@/domain/accounts/restrictions";
import { paragraphInput } from "@/domain/text/text-input";

const accountId = z.uuid("Choose an account.");
const reason = paragraphInput({ label: "The reason", min: 3, max: 1000 });

export const restrictAccountInput = z.strictObject({
  accountId,
  kind: z.enum(RESTRICTION_KINDS, { error: "Choose what the account may not do." }),
  reason,
});
export type RestrictAccountInput = z.infer<typeof restrictAccountInput>;

export const liftAccountInput = z.strictObject({
  restrictionId: z.uuid("Choose a restriction."),
  reason,
});
export type LiftAccountInput = z.infer<typeof liftAccountInput>;
