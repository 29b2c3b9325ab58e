import {
  answerInput,
  applicationInput,
  askInput,
  assignInput,
  decideInput,
  escalateInput,
  invitationInput,
  queueInput,
  queueViewInput,
  saveViewInput,
  showTaxIdInput,
  signTaxFormInput,
  startApplicationInput,
  unmaskInput,
} from "@/domain/onboarding/inputs";
import { decideHitInput, hitListInput, placeRulingInput } from "@/domain/screening/inputs";
import { localDateOf } from "@/domain/time/instant";
import { saveStepInput } from "@/domain/onboarding/steps";
import { myTaxForms } from "@/server/onboarding/account-tax-forms";
import { answerQuestion, ownThread } from "@/server/onboarding/answer-question";
import { askForMore } from "@/server/onboarding/ask-for-more";
import { assignApplication } from "@/server/onboarding/assign-application";
import { decideApplication } from "@/server/onboarding/decide-application";
import { escalateApplication } from "@/server/onboarding/escalate-application";
import { acceptInvitation, inviteAgain, readInvitation } from "@/server/onboarding/invite-co-owner";
import { myApplication, myCoOwnership } from "@/server/onboarding/queries";
import { queueViews, removeQueueView, saveQueueView } from "@/server/onboarding/queue-views";
import { reviewApplication } from "@/server/onboarding/review-queries";
import { deskStaff, reviewQueue, waitingCount } from "@/server/onboarding/review-queue";
import { rescreenAll } from "@/server/onboarding/rescreen";
import { decideHit, listHits } from "@/server/onboarding/screening-hits";
import { saveStep } from "@/server/onboarding/save-step";
import { signTaxForm } from "@/server/onboarding/sign-tax-form";
import { startApplication } from "@/server/onboarding/start-application";
import { submitApplication } from "@/server/onboarding/submit-application";
import { proposeUnmask, showTaxId } from "@/server/onboarding/unmask-tax-id";
import { listVersions, placeTable, proposePlace } from "@/server/screening";
import {
  adminProcedure,
  investorProcedure,
  publicProcedure,
  reviewerProcedure,
  router,
  steppedUpProcedure,
} from "@/server/trpc/procedures";

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
  thread: investorProcedure
    .input(applicationInput)
    .query(({ ctx, input }) => ownThread(ctx.deps, ctx.actor, input)),
  answer: investorProcedure
    .input(answerInput)
    .mutation(({ ctx, input }) => answerQuestion(ctx.deps, ctx.actor, input)),
});

/** Tax forms of open accounts: each holder his own. */
export const taxFormsRouter = router({
  mine: investorProcedure.query(({ ctx }) => myTaxForms(ctx.deps, ctx.actor)),
  sign: steppedUpProcedure
    .input(signTaxFormInput)
    .mutation(({ ctx, input }) => signTaxForm(ctx.deps, ctx.actor, input, ctx.origin)),
});

/** Lists of names and tables of places, and what they came to. */
export const screeningRouter = router({
  lists: reviewerProcedure.query(({ ctx }) => listVersions(ctx.deps)),
  hits: reviewerProcedure.input(hitListInput).query(({ ctx, input }) => listHits(ctx.deps, input)),
  decideHit: reviewerProcedure
    .input(decideHitInput)
    .mutation(({ ctx, input }) => decideHit(ctx.deps, ctx.actor, input)),
  /** Everybody anew against the lists in force. */
  rescreen: adminProcedure.mutation(({ ctx }) => rescreenAll(ctx.deps, ctx.actor)),
  places: reviewerProcedure.query(({ ctx }) => placeTable(ctx.deps.db, localDateOf(ctx.deps.clock.now()))),
  proposePlace: adminProcedure
    .input(placeRulingInput)
    .mutation(({ ctx, input }) => proposePlace(ctx.deps, ctx.actor, input)),
});

/** The staff's side: the queue, an application beside its evidence, the decision. */
export const reviewRouter = router({
  queue: reviewerProcedure
    .input(queueInput)
    .query(({ ctx, input }) => reviewQueue(ctx.deps, ctx.actor, input)),
  /** One's own views of the queue. */
  views: reviewerProcedure.query(({ ctx }) => queueViews(ctx.deps, ctx.actor)),
  saveView: reviewerProcedure
    .input(saveViewInput)
    .mutation(({ ctx, input }) => saveQueueView(ctx.deps, ctx.actor, input)),
  removeView: reviewerProcedure
    .input(queueViewInput)
    .mutation(({ ctx, input }) => removeQueueView(ctx.deps, ctx.actor, input)),
  staff: reviewerProcedure.query(({ ctx }) => deskStaff(ctx.deps)),
  waiting: reviewerProcedure.query(({ ctx }) => waitingCount(ctx.deps)),
  application: reviewerProcedure
    .input(applicationInput)
    .query(({ ctx, input }) => reviewApplication(ctx.deps, ctx.actor, input)),
  decide: reviewerProcedure
    .input(decideInput)
    .mutation(({ ctx, input }) => decideApplication(ctx.deps, ctx.actor, input)),
  ask: reviewerProcedure.input(askInput).mutation(({ ctx, input }) => askForMore(ctx.deps, ctx.actor, input)),
  escalate: reviewerProcedure
    .input(escalateInput)
    .mutation(({ ctx, input }) => escalateApplication(ctx.deps, ctx.actor, input)),
  /** A tax id is seen once, by whoever asked, after somebody else has approved. A mutation: nothing caches it. */
  proposeUnmask: reviewerProcedure
    .input(unmaskInput)
    .mutation(({ ctx, input }) => proposeUnmask(ctx.deps, ctx.actor, input)),
  showTaxId: reviewerProcedure
    .input(showTaxIdInput)
    .mutation(({ ctx, input }) => showTaxId(ctx.deps, ctx.actor, input)),
  assign: reviewerProcedure
    .input(assignInput)
    .mutation(({ ctx, input }) => assignApplication(ctx.deps, ctx.actor, input)),
});
