import {
  changeAddressInput,
  entryInput,
  saveDeliveryInput,
  saveEmploymentInput,
  saveFinancesInput,
  saveTrustedContactInput,
} from "@/domain/profile/inputs";
import { changeAddress } from "@/server/profile/change-address";
import { keepEntry } from "@/server/profile/keep-entry";
import { recordOf } from "@/server/profile/record";
import { takeBackAddress } from "@/server/profile/take-back-address";
import { profileView } from "@/server/profile/views";
import { investorProcedure, router, steppedUpProcedure } from "@/server/trpc/procedures";

/** A customer's own record after opening. What an impostor would change first needs a fresh second factor. */
export const profileRouter = router({
  mine: investorProcedure.query(async ({ ctx }) => {
    const record = await recordOf(ctx.deps.db, ctx.deps, ctx.actor.userId);
    return record && profileView(ctx.deps, record);
  }),
  changeAddress: steppedUpProcedure
    .input(changeAddressInput)
    .mutation(({ ctx, input }) => changeAddress(ctx.deps, ctx.actor, input)),
  takeBackAddress: investorProcedure
    .input(entryInput)
    .mutation(({ ctx, input }) => takeBackAddress(ctx.deps, ctx.actor, input)),
  saveEmployment: steppedUpProcedure
    .input(saveEmploymentInput)
    .mutation(({ ctx, input }) => keepEntry(ctx.deps, ctx.actor, "EMPLOYMENT", input.employment)),
  saveFinances: steppedUpProcedure
    .input(saveFinancesInput)
    .mutation(({ ctx, input }) => keepEntry(ctx.deps, ctx.actor, "FINANCES", input.finances)),
  saveTrustedContact: steppedUpProcedure
    .input(saveTrustedContactInput)
    .mutation(({ ctx, input }) =>
      keepEntry(ctx.deps, ctx.actor, "TRUSTED_CONTACT", { contact: input.contact }),
    ),
  saveDelivery: investorProcedure
    .input(saveDeliveryInput)
    .mutation(({ ctx, input }) => keepEntry(ctx.deps, ctx.actor, "DELIVERY", { mode: input.mode })),
  confirm: investorProcedure.mutation(({ ctx }) => keepEntry(ctx.deps, ctx.actor, "CONFIRMATION", {})),
});
