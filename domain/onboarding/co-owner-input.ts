import { z } from "zod";
import { emailInput } from "@/domain/auth/email-input";
import { shareInput, sumOf, WHOLE } from "@/domain/onboarding/shares";
import { lineInput } from "@/domain/text/text-input";

/** Of tenants in common each has a share; together they are the whole. */
const shares = z
  .strictObject({
    own: shareInput("Your share", { from: 1, to: 99 }),
    coOwner: shareInput("The other share", { from: 1, to: 99 }),
  })
  .refine((given) => sumOf([given.own, given.coOwner]) === WHOLE, {
    path: ["coOwner"],
    error: "The two shares together are 100 per cent.",
  });

/** Whom the first owner invites to own the account with him. `shares` is null for joint owners with survivorship. */
export const coOwner = z.strictObject({
  firstName: lineInput({ max: 60, label: "The first name" }),
  lastName: lineInput({ max: 60, label: "The last name" }),
  email: emailInput,
  shares: shares.nullable(),
});
export type CoOwnerAnswers = z.infer<typeof coOwner>;

/** The shares that both sign for, applicant first: "60/40"; null where nobody has a share of his own. */
export const termsOf = (answers: CoOwnerAnswers | undefined): string | null =>
  answers?.shares ? `${answers.shares.own}/${answers.shares.coOwner}` : null;
