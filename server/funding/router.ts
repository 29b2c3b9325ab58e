import {
  arrivingWireInput,
  deskTransferInput,
  recordCallbackInput,
  returnEntryInput,
  transferLimitsInput,
} from "@/domain/funding/desk-inputs";
import {
  accountInput,
  bankLinkInput,
  finishLinkInput,
  linkBankInput,
  microDepositsInput,
  moveBetweenInput,
  transferIdInput,
  transferInput,
  transfersInput,
  wireInput,
} from "@/domain/funding/inputs";
import { cancelTransfer } from "@/server/funding/cancel-transfer";
import { capsOfAccount } from "@/server/funding/caps-of-account";
import { deposit } from "@/server/funding/deposit";
import { deskTransfer, moneyDesk, moneyWaiting } from "@/server/funding/desk-queries";
import { finishInstantLink, startInstantLink } from "@/server/funding/instant-link";
import { linkBank } from "@/server/funding/link-bank";
import { confirmMicroDeposits } from "@/server/funding/micro-deposits";
import { letEntryReturn, letWireArrive } from "@/server/funding/money-drill";
import { moveBetweenOwn } from "@/server/funding/move-between-own";
import { proposeTransferLimits } from "@/server/funding/propose-transfer-limits";
import { listBankLinks, listTransfers, transferLimits, transferOf } from "@/server/funding/queries";
import { recordCallback } from "@/server/funding/record-callback";
import { removeBankLink } from "@/server/funding/remove-bank-link";
import { sendWire } from "@/server/funding/send-wire";
import { withdraw } from "@/server/funding/withdraw";
import {
  adminProcedure,
  investorProcedure,
  reviewerProcedure,
  router,
  steppedUpProcedure,
} from "@/server/trpc/procedures";

/** Bank accounts and money on its way, each of the signed-in customer's own account; and the staff's money desk. */
export const fundingRouter = router({
  links: investorProcedure
    .input(accountInput)
    .query(({ ctx, input }) => listBankLinks(ctx.deps, ctx.actor, input)),
  linkBank: investorProcedure
    .input(linkBankInput)
    .mutation(({ ctx, input }) => linkBank(ctx.deps, ctx.actor, input)),
  startInstantLink: investorProcedure
    .input(accountInput)
    .mutation(({ ctx, input }) => startInstantLink(ctx.deps, ctx.actor, input)),
  finishInstantLink: investorProcedure
    .input(finishLinkInput)
    .mutation(({ ctx, input }) => finishInstantLink(ctx.deps, ctx.actor, input)),
  confirmMicroDeposits: investorProcedure
    .input(microDepositsInput)
    .mutation(({ ctx, input }) => confirmMicroDeposits(ctx.deps, ctx.actor, input)),
  removeLink: investorProcedure
    .input(bankLinkInput)
    .mutation(({ ctx, input }) => removeBankLink(ctx.deps, ctx.actor, input)),
  deposit: investorProcedure
    .input(transferInput)
    .mutation(({ ctx, input }) => deposit(ctx.deps, ctx.actor, input)),
  withdraw: steppedUpProcedure
    .input(transferInput)
    .mutation(({ ctx, input }) => withdraw(ctx.deps, ctx.actor, input)),
  sendWire: steppedUpProcedure
    .input(wireInput)
    .mutation(({ ctx, input }) => sendWire(ctx.deps, ctx.actor, input)),
  moveBetweenOwn: steppedUpProcedure
    .input(moveBetweenInput)
    .mutation(({ ctx, input }) => moveBetweenOwn(ctx.deps, ctx.actor, input)),
  cancel: investorProcedure
    .input(transferIdInput)
    .mutation(({ ctx, input }) => cancelTransfer(ctx.deps, ctx.actor, input)),
  transfers: investorProcedure
    .input(transfersInput)
    .query(({ ctx, input }) => listTransfers(ctx.deps, ctx.actor, input)),
  transfer: investorProcedure
    .input(transferIdInput)
    .query(({ ctx, input }) => transferOf(ctx.deps, ctx.actor, input)),
  limits: investorProcedure
    .input(accountInput)
    .query(({ ctx, input }) => transferLimits(ctx.deps, ctx.actor, input)),

  desk: reviewerProcedure.query(({ ctx }) => moneyDesk(ctx.deps, ctx.actor)),
  waiting: reviewerProcedure.query(({ ctx }) => moneyWaiting(ctx.deps)),
  deskTransfer: reviewerProcedure
    .input(deskTransferInput)
    .query(({ ctx, input }) => deskTransfer(ctx.deps, ctx.actor, input)),
  recordCallback: reviewerProcedure
    .input(recordCallbackInput)
    .mutation(({ ctx, input }) => recordCallback(ctx.deps, ctx.actor, input)),
  accountCaps: adminProcedure.input(accountInput).query(({ ctx, input }) => capsOfAccount(ctx.deps, input)),
  proposeLimits: adminProcedure
    .input(transferLimitsInput)
    .mutation(({ ctx, input }) => proposeTransferLimits(ctx.deps, ctx.actor, input)),
  letWireArrive: adminProcedure
    .input(arrivingWireInput)
    .mutation(({ ctx, input }) => letWireArrive(ctx.deps, ctx.actor, input)),
  letEntryReturn: adminProcedure
    .input(returnEntryInput)
    .mutation(({ ctx, input }) => letEntryReturn(ctx.deps, ctx.actor, input)),
});
