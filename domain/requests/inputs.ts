import { z } from "zod";
import { lineInput, paragraphInput } from "@/domain/text/text-input";

const id = z.uuid("This is not an id.");
/** How an acceptance names a text: "margin-agreement@2026-06". */
const textId = z
  .string("Confirm each text.")
  .regex(/^[a-z0-9-]{1,40}@\d{4}-\d{2}$/, "There is no such text.");
const accountId = z.uuid("Choose an account.");

export const accountOfRequestInput = z.strictObject({ accountId });

/** The margin agreement and the disclosures, by their ids, and the name that signs them. */
export const upgradeInput = z.strictObject({
  accountId,
  accepted: z.array(textId, "Confirm each text.").max(20, "These are more texts than there are."),
  signedName: lineInput({ max: 190, label: "Your full name" }),
});
export type UpgradeInput = z.output<typeof upgradeInput>;

export const closeInput = z.strictObject({ accountId });
export type CloseInput = z.output<typeof closeInput>;

export const requestInput = z.strictObject({ requestId: id });
export type RequestInput = z.output<typeof requestInput>;

export const REQUEST_VIEWS = ["WAITING", "DECIDED"] as const;
export const requestQueueInput = z.strictObject({
  show: z.enum(REQUEST_VIEWS, "Choose what to show.").default("WAITING"),
});
export type RequestQueueInput = z.output<typeof requestQueueInput>;

export const decideRequestInput = z.strictObject({
  requestId: id,
  decision: z.enum(["approve", "reject"], "Choose a decision."),
  reason: paragraphInput({ max: 1000, min: 10, label: "The reason" }),
});
export type DecideRequestInput = z.output<typeof decideRequestInput>;
