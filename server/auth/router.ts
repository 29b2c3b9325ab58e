import {
  changePasswordInput,
  emailOnlyInput,
  endSessionInput,
  mailboxInput,
  renameInput,
  resetPasswordInput,
  signUpInput,
  verifyEmailInput,
} from "@/domain/auth/inputs";
import { changePassword, rename, requestPasswordReset, resetPassword } from "@/server/auth/change-password";
import { listSessions, readMailbox } from "@/server/auth/queries";
import { endOtherSessions, endSession } from "@/server/auth/sessions";
import { resendVerification, signUp, verifyEmail } from "@/server/auth/sign-up";
import { meView } from "@/server/auth/views";
import { publicProcedure, router, signedInProcedure } from "@/server/trpc/procedures";

/** Signing up and what belongs to one's own sign-in. Signing in and out are next-auth's, at /api/auth. */
export const authRouter = router({
  /** Who is signed in; null for nobody. */
  me: publicProcedure.query(({ ctx }) => (ctx.actor ? meView(ctx.actor) : null)),
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
  changePassword: signedInProcedure
    .input(changePasswordInput)
    .mutation(({ ctx, input }) => changePassword(ctx.deps, ctx.actor, input)),
  rename: signedInProcedure
    .input(renameInput)
    .mutation(({ ctx, input }) => rename(ctx.deps, ctx.actor, input)),
  sessions: signedInProcedure.query(({ ctx }) => listSessions(ctx.deps, ctx.actor)),
  endSession: signedInProcedure
    .input(endSessionInput)
    .mutation(({ ctx, input }) => endSession(ctx.deps, ctx.actor, input)),
  endOtherSessions: signedInProcedure.mutation(({ ctx }) => endOtherSessions(ctx.deps, ctx.actor)),
  /** Whether messages can be read here because nobody sends them: development and demo only. */
  hasMailbox: publicProcedure.query(({ ctx }) => ctx.deps.env.APP_MODE !== "production"),
  /** Messages that would have been sent: development and demo only. */
  mailbox: publicProcedure.input(mailboxInput).query(({ ctx, input }) => readMailbox(ctx.deps, input)),
});
