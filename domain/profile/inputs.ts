import { z } from "zod";
import { STEP_SCHEMAS } from "@/domain/onboarding/steps";
import { DELIVERY_MODES } from "@/domain/profile/profile-kinds";

/** What a customer may change of the record after opening; each in the form in which the application asked for it. */
const { trustedContact, ...finances } = STEP_SCHEMAS.profile.shape;

export const changeAddressInput = z.strictObject({ address: STEP_SCHEMAS.address });
export type ChangeAddressInput = z.output<typeof changeAddressInput>;

export const saveEmploymentInput = z.strictObject({ employment: STEP_SCHEMAS.employment });
export const saveFinancesInput = z.strictObject({ finances: z.strictObject(finances) });
/** null takes the trusted contact away (FINRA 4512(a)(1)(F): asked of everyone, given by those who want to). */
export const saveTrustedContactInput = z.strictObject({ contact: trustedContact });
export const saveDeliveryInput = z.strictObject({
  mode: z.enum(DELIVERY_MODES, "Choose how you want to get your papers."),
});

export const entryInput = z.strictObject({ entryId: z.uuid("This is not an id.") });
export const disputeInput = z.strictObject({
  token: z.string("The link is not complete.").regex(/^[A-Za-z0-9_-]{43}$/, "The link is not complete."),
});
