import {
  accountOfRequestInput,
  closeInput,
  decideRequestInput,
  requestInput,
  requestQueueInput,
  upgradeInput,
} from "@/domain/requests/inputs";
import { disputeInput } from "@/domain/profile/inputs";
import { decideRequest } from "@/server/requests/decide-request";
import { disputeAddress } from "@/server/requests/dispute-address";
import { requestQueue, requestsOf, waitingRequests } from "@/server/requests/queries";
import { requestClosing } from "@/server/requests/request-closing";
import { requestUpgrade } from "@/server/requests/request-upgrade";
import { withdrawRequest } from "@/server/requests/withdraw-request";
import {
  investorProcedure,
  publicProcedure,
  reviewerProcedure,
  router,
  steppedUpProcedure,
} from "@/server/trpc/procedures";

/** What a customer asks the desk for about an open account. */
export const requestsRouter = router({
  ofAccount: investorProcedure
    .input(accountOfRequestInput)
    .query(({ ctx, input }) => requestsOf(ctx.deps, ctx.actor, input)),
  upgrade: steppedUpProcedure
    .input(upgradeInput)
    .mutation(({ ctx, input }) => requestUpgrade(ctx.deps, ctx.actor, input, ctx.origin)),
  close: steppedUpProcedure
    .input(closeInput)
    .mutation(({ ctx, input }) => requestClosing(ctx.deps, ctx.actor, input)),
  disputeAddress: publicProcedure
    .input(disputeInput)
    .mutation(({ ctx, input }) => disputeAddress(ctx.deps, ctx.origin, input)),
  withdraw: investorProcedure
    .input(requestInput)
    .mutation(({ ctx, input }) => withdrawRequest(ctx.deps, ctx.actor, input)),
});

/** The staff's side of it. */
export const requestDeskRouter = router({
  queue: reviewerProcedure
    .input(requestQueueInput)
    .query(({ ctx, input }) => requestQueue(ctx.deps, ctx.actor, input)),
  waiting: reviewerProcedure.query(({ ctx }) => waitingRequests(ctx.deps)),
  decide: reviewerProcedure
    .input(decideRequestInput)
    .mutation(({ ctx, input }) => decideRequest(ctx.deps, ctx.actor, input)),
});
