import { z } from "zod";
import { isRealDay } from "@/domain/onboarding/field-inputs";
import { country, usState } from "@/domain/onboarding/places";
import { paragraphInput } from "@/domain/text/text-input";

export const PLACE_RULINGS = ["ALLOWED", "NEEDS_REVIEW", "REFUSED"] as const;
const reason = paragraphInput({ min: 10, max: 1000, label: "The reason" });

/** A new row of the state or the country table; it holds once another administrator has approved it. */
export const placeRulingInput = z
  .strictObject({
    kind: z.enum(["STATE", "COUNTRY"], { error: "Choose a state or a country." }),
    code: z.string({ error: "Choose a place." }).regex(/^[A-Z]{2}$/, "Choose a place from the list."),
    ruling: z.enum(PLACE_RULINGS, { error: "Choose what holds there." }),
    effectiveOn: z
      .string({ error: "A day must look like 2026-11-20." })
      .max(10, "A day must look like 2026-11-20.")
      .refine(isRealDay, "A day must look like 2026-11-20."),
    reason,
  })
  .refine(({ kind, code }) => (kind === "STATE" ? usState(code) : country(code)) !== undefined, {
    path: ["code"],
    error: "Choose a place from the list.",
  });
export type PlaceRulingInput = z.infer<typeof placeRulingInput>;

export const HIT_STATUSES = ["OPEN", "CLEARED", "CONFIRMED"] as const;
export const hitListInput = z.strictObject({ status: z.enum(HIT_STATUSES).default("OPEN") });
export type HitListInput = z.infer<typeof hitListInput>;

export const decideHitInput = z.strictObject({
  hitId: z.uuid("Choose a hit."),
  outcome: z.enum(["CLEARED", "CONFIRMED"], { error: "Choose whether it is the same person." }),
  reason,
});
export type DecideHitInput = z.infer<typeof decideHitInput>;
