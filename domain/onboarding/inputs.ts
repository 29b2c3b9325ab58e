import { z } from "zod";
import { ACCOUNT_STATUSES } from "@/domain/onboarding/account-status";
import { ACCOUNT_TYPE_KEYS } from "@/domain/onboarding/account-types";
import { APPLICATION_STATUSES } from "@/domain/onboarding/application-status";
import { taxForm } from "@/domain/onboarding/tax-form-input";
import { lineInput, paragraphInput } from "@/domain/text/text-input";

/** What the applications, review and accounts procedures take. */

const applicationId = z.uuid("Choose an application.");
/** Where the next page begins, as the page before gave it out: a row's instant (ms, before 2097) and its id. */
const cursor = z
  .string({ error: "This is not the beginning of a page." })
  .regex(/^[0-3]?\d{1,12}:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, "This is not the beginning of a page.")
  .nullish();
const search = lineInput({ max: 100, min: 0, label: "The search" }).default("");

export const startApplicationInput = z.strictObject({
  accountType: z.enum(ACCOUNT_TYPE_KEYS, { error: "Choose the kind of account." }),
});
export type StartApplicationInput = z.infer<typeof startApplicationInput>;

export const applicationInput = z.strictObject({ applicationId });
export type ApplicationInput = z.infer<typeof applicationInput>;

/** The secret of an invitation's link, as the link has it. */
export const invitationInput = z.strictObject({
  token: z
    .string({ error: "This link is not complete." })
    .regex(/^[A-Za-z0-9_-]{43}$/, "This link is not complete."),
});
export type InvitationInput = z.infer<typeof invitationInput>;

export const decideInput = z.strictObject({
  applicationId,
  decision: z.enum(["approve", "reject"], { error: "Choose to approve or to reject." }),
  reason: paragraphInput({ min: 3, max: 1000, label: "The reason" }),
});
export type DecideInput = z.infer<typeof decideInput>;

const text = (label: string) => paragraphInput({ min: 3, max: 2000, label });
/** What the firm asks an applicant; `reason` is for the record only. */
export const askInput = z.strictObject({
  applicationId,
  question: text("The question"),
  reason: paragraphInput({ min: 3, max: 1000, label: "The reason" }),
});
export type AskInput = z.infer<typeof askInput>;

export const answerInput = z.strictObject({ applicationId, answer: text("Your answer") });
export type AnswerInput = z.infer<typeof answerInput>;

export const escalateInput = z.strictObject({
  applicationId,
  direction: z.enum(["up", "down"], { error: "Choose to escalate or to give back." }),
  reason: paragraphInput({ min: 3, max: 1000, label: "The reason" }),
});
export type EscalateInput = z.infer<typeof escalateInput>;

/** To oneself, to somebody of the staff by id, or to nobody. */
export const assignInput = z.strictObject({
  applicationId,
  to: z
    .union([z.literal("me"), z.uuid("Choose somebody of the staff.")], {
      error: "Choose somebody of the staff.",
    })
    .nullable(),
});
export type AssignInput = z.infer<typeof assignInput>;

export const unmaskInput = z.strictObject({
  applicationId,
  /** Whose: the key under which an application knows its people. */
  person: z
    .string({ error: "Choose whose number." })
    .regex(/^(applicant|co-owner|entity|person:[a-z0-9]{4,12})$/, "Choose whose number.")
    .default("applicant"),
  reason: paragraphInput({ min: 10, max: 1000, label: "The reason" }),
});
export type UnmaskInput = z.infer<typeof unmaskInput>;

export const showTaxIdInput = z.strictObject({ approvalId: z.uuid("Choose an approval.") });
export type ShowTaxIdInput = z.infer<typeof showTaxIdInput>;

/** What a reviewer looks for in the queue; nothing where it does not matter. */
const queueFilters = {
  status: z.enum(APPLICATION_STATUSES).exclude(["DRAFT"]).default("SUBMITTED"),
  search,
  accountType: z.enum(ACCOUNT_TYPE_KEYS, { error: "Choose a kind of account." }).nullish(),
  /** Of residence. */
  country: z
    .string({ error: "Choose a country." })
    .regex(/^[A-Z]{2}$/, "Choose a country.")
    .nullish(),
  flag: z.enum(["CLEAR", "REVIEW", "FAIL"], { error: "Choose what the checks came to." }).nullish(),
  assignee: z
    .union([z.enum(["me", "nobody"]), z.uuid("Choose somebody of the staff.")], {
      error: "Choose somebody of the staff.",
    })
    .nullish(),
  olderThanDays: z
    .int({ error: "Choose an age." })
    .min(0, "Choose an age.")
    .max(365, "Choose an age.")
    .nullish(),
};
export const queueInput = z.strictObject({ ...queueFilters, cursor });
export type QueueInput = z.infer<typeof queueInput>;

/** A view of one's own: filters under a name; the same name again replaces it. */
export const saveViewInput = z.strictObject({
  name: lineInput({ max: 40, label: "The name" }),
  // Not left to its default: nothing at all is no view.
  filters: z.strictObject(
    { ...queueFilters, status: queueFilters.status.unwrap() },
    { error: "Choose filters." },
  ),
});
export type SaveViewInput = z.infer<typeof saveViewInput>;
export const queueViewInput = z.strictObject({ viewId: z.uuid("Choose a view.") });
export type QueueViewInput = z.infer<typeof queueViewInput>;

export const accountListInput = z.strictObject({
  search,
  status: z.enum(ACCOUNT_STATUSES).nullish(),
  cursor,
});
export type AccountListInput = z.infer<typeof accountListInput>;

export const accountInput = z.strictObject({ accountId: z.uuid("Choose an account.") });
export type AccountInput = z.infer<typeof accountInput>;

/** A tax form for an account that is open: the same answers as in the application. */
export const signTaxFormInput = z.strictObject({
  accountId: z.uuid("Choose an account."),
  answers: taxForm,
});
export type SignTaxFormInput = z.output<typeof signTaxFormInput>;
