import {
  applicationInput,
  decideInput,
  invitationInput,
  queueInput,
  startApplicationInput,
} from "@/domain/onboarding/inputs";
import { saveStepInput } from "@/domain/onboarding/steps";
import { decideApplication } from "@/server/onboarding/decide-application";
import { acceptInvitation, inviteAgain, readInvitation } from "@/server/onboarding/invite-co-owner";
import { myApplication, myCoOwnership } from "@/server/onboarding/queries";
import { reviewApplication, reviewQueue, waitingCount } from "@/server/onboarding/review-queries";
import { saveStep } from "@/server/onboarding/save-step";
import { startApplication } from "@/server/onboarding/start-application";
import { submitApplication } from "@/server/onboarding/submit-application";
import { investorProcedure, publicProcedure, reviewerProcedure, router } from "@/server/trpc/procedures";

/** The customer's side: one's own application to open an account. */
export const applicationsRouter = router({
  mine: investorProcedure.query(({ ctx }) => myApplication(ctx.deps, ctx.actor)),
  start: investorProcedure
    .input(startApplicationInput)
    .mutation(({ ctx, input }) => startApplication(ctx.deps, ctx.actor, input)),
  saveStep: investorProcedure
    .input(saveStepInput)
    .mutation(({ ctx, input }) => saveStep(ctx.deps, ctx.actor, input, ctx.origin)),
  /** The joint application to which one was invited. */
  joint: investorProcedure.query(({ ctx }) => myCoOwnership(ctx.deps, ctx.actor)),
  inviteAgain: investorProcedure
    .input(applicationInput)
    .mutation(({ ctx, input }) => inviteAgain(ctx.deps, ctx.actor, input, ctx.origin)),
  invitation: publicProcedure
    .input(invitationInput)
    .query(({ ctx, input }) => readInvitation(ctx.deps, input, ctx.origin)),
  acceptInvitation: investorProcedure
    .input(invitationInput)
    .mutation(({ ctx, input }) => acceptInvitation(ctx.deps, ctx.actor, input, ctx.origin)),
  submit: investorProcedure
    .input(applicationInput)
    .mutation(({ ctx, input }) => submitApplication(ctx.deps, ctx.actor, input)),
});

/** The staff's side: the queue, an application beside its evidence, the decision. */
export const reviewRouter = router({
  queue: reviewerProcedure.input(queueInput).query(({ ctx, input }) => reviewQueue(ctx.deps, input)),
  waiting: reviewerProcedure.query(({ ctx }) => waitingCount(ctx.deps)),
  application: reviewerProcedure
    .input(applicationInput)
    .query(({ ctx, input }) => reviewApplication(ctx.deps, ctx.actor, input)),
  decide: reviewerProcedure
    .input(decideInput)
    .mutation(({ ctx, input }) => decideApplication(ctx.deps, ctx.actor, input)),
});
