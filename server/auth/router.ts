import {
  changeEmailInput,
  changePasswordInput,
  emailLinkInput,
  emailOnlyInput,
  endSessionInput,
  mailboxInput,
  renameInput,
  resetPasswordInput,
  signUpInput,
  verifyEmailInput,
} from "@/domain/auth/inputs";
import {
  beginSecondFactorInput,
  proposeSecondFactorResetInput,
  secondFactorInput,
} from "@/domain/auth/second-factor";
import { changeEmail, readEmailChange, takeBackEmailChange } from "@/server/auth/change-email";
import { changePassword, rename, requestPasswordReset, resetPassword } from "@/server/auth/change-password";
import { confirmEmailChange, stopEmailChange } from "@/server/auth/confirm-email-change";
import { proveSecondFactor } from "@/server/auth/prove-second-factor";
import { listSessions, readDemoCode, readMailbox } from "@/server/auth/queries";
import {
  beginSecondFactor,
  confirmSecondFactor,
  readSecondFactor,
  renewRecoveryCodes,
  turnOffSecondFactor,
} from "@/server/auth/second-factor";
import { proposeSecondFactorReset } from "@/server/auth/reset-second-factor";
import { endOtherSessions, endSession } from "@/server/auth/sessions";
import { resendVerification, signUp, verifyEmail } from "@/server/auth/sign-up";
import { meView, pendingView } from "@/server/auth/views";
import {
  enrollingProcedure,
  ownSignInProcedure,
  provingProcedure,
  publicProcedure,
  reviewerProcedure,
  router,
  signedInProcedure,
  steppedUpProcedure,
} from "@/server/trpc/procedures";

/** Signing up and what belongs to one's own sign-in. Signing in and out are next-auth's, at /api/auth. */
export const authRouter = router({
  /** Who is signed in; null for nobody. */
  me: publicProcedure.query(({ ctx }) => (ctx.actor ? meView(ctx.actor) : null)),
  /** Who has shown the password and not yet the rest, and what that is; null for everybody else. */
  pending: publicProcedure.query(({ ctx }) => (ctx.pending ? pendingView(ctx.pending) : null)),
  signUp: publicProcedure
    .input(signUpInput)
    .mutation(({ ctx, input }) => signUp(ctx.deps, input, ctx.origin)),
  resendVerification: publicProcedure
    .input(emailOnlyInput)
    .mutation(({ ctx, input }) => resendVerification(ctx.deps, input, ctx.origin)),
  verifyEmail: publicProcedure
    .input(verifyEmailInput)
    .mutation(({ ctx, input }) => verifyEmail(ctx.deps, input, ctx.origin)),
  requestPasswordReset: publicProcedure
    .input(emailOnlyInput)
    .mutation(({ ctx, input }) => requestPasswordReset(ctx.deps, input, ctx.origin)),
  resetPassword: publicProcedure
    .input(resetPasswordInput)
    .mutation(({ ctx, input }) => resetPassword(ctx.deps, input, ctx.origin)),
  changePassword: ownSignInProcedure
    .input(changePasswordInput)
    .mutation(({ ctx, input }) => changePassword(ctx.deps, ctx.actor, input)),
  emailChange: signedInProcedure.query(({ ctx }) => readEmailChange(ctx.deps, ctx.actor)),
  changeEmail: ownSignInProcedure
    .input(changeEmailInput)
    .mutation(({ ctx, input }) => changeEmail(ctx.deps, ctx.actor, input)),
  takeBackEmailChange: ownSignInProcedure.mutation(({ ctx }) => takeBackEmailChange(ctx.deps, ctx.actor)),
  confirmEmailChange: publicProcedure
    .input(emailLinkInput)
    .mutation(({ ctx, input }) => confirmEmailChange(ctx.deps, input, ctx.origin)),
  stopEmailChange: publicProcedure
    .input(emailLinkInput)
    .mutation(({ ctx, input }) => stopEmailChange(ctx.deps, input, ctx.origin)),
  rename: signedInProcedure
    .input(renameInput)
    .mutation(({ ctx, input }) => rename(ctx.deps, ctx.actor, input)),
  sessions: signedInProcedure.query(({ ctx }) => listSessions(ctx.deps, ctx.actor)),
  endSession: ownSignInProcedure
    .input(endSessionInput)
    .mutation(({ ctx, input }) => endSession(ctx.deps, ctx.actor, input)),
  endOtherSessions: ownSignInProcedure.mutation(({ ctx }) => endOtherSessions(ctx.deps, ctx.actor)),
  secondFactor: signedInProcedure.query(({ ctx }) => readSecondFactor(ctx.deps, ctx.actor)),
  beginSecondFactor: enrollingProcedure
    .input(beginSecondFactorInput)
    .mutation(({ ctx, input }) => beginSecondFactor(ctx.deps, ctx.actor, input)),
  confirmSecondFactor: enrollingProcedure
    .input(secondFactorInput)
    .mutation(({ ctx, input }) => confirmSecondFactor(ctx.deps, ctx.actor, input)),
  /** Shows a code: the second step of signing in, and again before what moves money. */
  proveSecondFactor: provingProcedure
    .input(secondFactorInput)
    .mutation(({ ctx, input }) => proveSecondFactor(ctx.deps, ctx.actor, input, ctx.origin)),
  turnOffSecondFactor: steppedUpProcedure.mutation(({ ctx }) => turnOffSecondFactor(ctx.deps, ctx.actor)),
  renewRecoveryCodes: steppedUpProcedure.mutation(({ ctx }) => renewRecoveryCodes(ctx.deps, ctx.actor)),
  /** For somebody else, who has lost app and recovery codes; another of the staff approves it. */
  proposeSecondFactorReset: reviewerProcedure
    .input(proposeSecondFactorResetInput)
    .mutation(({ ctx, input }) => proposeSecondFactorReset(ctx.deps, ctx.actor, input)),
  /** Whether messages can be read here because nobody sends them: development and demo only. */
  hasMailbox: publicProcedure.query(({ ctx }) => ctx.deps.env.APP_MODE !== "production"),
  /** Messages that would have been sent: development and demo only. */
  mailbox: publicProcedure.input(mailboxInput).query(({ ctx, input }) => readMailbox(ctx.deps, input)),
  /** What an authenticator app would show: development and demo only. */
  demoCode: publicProcedure.input(mailboxInput).query(({ ctx, input }) => readDemoCode(ctx.deps, input)),
});
