import { z } from "zod";
import { emailInput } from "@/domain/auth/email-input";
import { PASSWORD_MAX } from "@/domain/auth/password-rules";
import { lineInput } from "@/domain/text/text-input";

/** What people send to sign up, in and out. Forms and procedures share these. */

/** Any password as typed; whether it will do is told by `passwordProblem`, which needs to know whose it is. */
export const passwordInput = z
  .string({ error: "A password is needed." })
  .min(1, "A password is needed.")
  .max(PASSWORD_MAX * 2, `A password has at most ${PASSWORD_MAX} characters.`);

export const displayNameInput = lineInput({ max: 100, label: "Your name" });

const tokenInput = z
  .string({ error: "This link is not complete. Open it from the message again." })
  .regex(/^[A-Za-z0-9_-]{43}$/, "This link is not complete. Open it from the message again.");

export const signUpInput = z.strictObject({
  email: emailInput,
  displayName: displayNameInput,
  password: passwordInput,
});
export type SignUpInput = z.infer<typeof signUpInput>;

export const signInInput = z.strictObject({ email: emailInput, password: passwordInput });
export type SignInInput = z.infer<typeof signInInput>;

export const emailOnlyInput = z.strictObject({ email: emailInput });
export type EmailOnlyInput = z.infer<typeof emailOnlyInput>;

export const verifyEmailInput = z.strictObject({ token: tokenInput });
export type VerifyEmailInput = z.infer<typeof verifyEmailInput>;

/** Another address to sign in with; whoever asks shows the password again. */
export const changeEmailInput = z.strictObject({ email: emailInput, password: passwordInput });
export type ChangeEmailInput = z.infer<typeof changeEmailInput>;

/** The secret of a link to the old or to the new address. */
export const emailLinkInput = z.strictObject({ token: tokenInput });
export type EmailLinkInput = z.infer<typeof emailLinkInput>;

export const resetPasswordInput = z.strictObject({ token: tokenInput, password: passwordInput });
export type ResetPasswordInput = z.infer<typeof resetPasswordInput>;

export const changePasswordInput = z.strictObject({
  currentPassword: passwordInput,
  password: passwordInput,
});
export type ChangePasswordInput = z.infer<typeof changePasswordInput>;

export const renameInput = z.strictObject({ displayName: displayNameInput });
export type RenameInput = z.infer<typeof renameInput>;

export const endSessionInput = z.strictObject({ sessionId: z.uuid("Choose a session.") });
export type EndSessionInput = z.infer<typeof endSessionInput>;

export const mailboxInput = z.strictObject({ address: emailInput });
export type MailboxInput = z.infer<typeof mailboxInput>;
