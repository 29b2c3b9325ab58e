import { z } from "zod";
import { emailInput } from "@/domain/auth/email-input";
import { passwordInput } from "@/domain/auth/inputs";
import { paragraphInput } from "@/domain/text/text-input";
import { type Instant, plus } from "@/domain/time/instant";

/**
 * The second factor: time-based one-time passwords (RFC 6238) as every authenticator app makes them, and recovery
 * codes for who has lost the app. NIST SP 800-63B-4, 3.1.4 (OTP) and 4.2 (recovery codes).
 */
export const CODE_STEP_SECONDS = 30;
export const CODE_DIGITS = 6;
/** Codes of the step before and after are taken, too: clocks differ, and typing takes a while (RFC 6238, 5.2). */
export const CODE_WINDOW = 1;
export const RECOVERY_CODES = 10;

/** How long a proven second factor counts for what moves money or changes who may sign in. */
export const STEP_UP_MS = 10 * 60_000;

/** Whether a second factor that was proven then still counts now. */
export const isFreshProof = (provenAt: Instant | null, now: Instant): boolean =>
  provenAt !== null && now < plus(provenAt, STEP_UP_MS);

/** Recovery codes are written in base32 without the digits that look like letters: 50 bits each. */
const RECOVERY_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
const RECOVERY_LENGTH = 10;

/** Ten random bytes, as many letters: each byte's lower five bits. */
export function recoveryCode(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, RECOVERY_LENGTH), (byte) => RECOVERY_ALPHABET[byte & 31]).join("");
}

/** "abcde-fghij": as it is shown and may be typed. */
export const spellRecoveryCode = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`;

export const isRecoveryCode = (code: string): boolean => code.length === RECOVERY_LENGTH;

const CODE_SENTENCE = "Type the 6 digits that your app shows, or one of your recovery codes.";

/** A code as typed, with or without spaces and dashes: six digits of an app, or a recovery code. */
const codeInput = z
  .string({ error: CODE_SENTENCE })
  .max(40, { error: CODE_SENTENCE, abort: true })
  .transform((text) => text.replace(/[\s-]/g, "").toLowerCase())
  .pipe(z.string().regex(/^(\d{6}|[a-z2-7]{10})$/, CODE_SENTENCE));

export const secondFactorInput = z.strictObject({ code: codeInput });
export type SecondFactorInput = z.infer<typeof secondFactorInput>;

export const beginSecondFactorInput = z.strictObject({ password: passwordInput });
export type BeginSecondFactorInput = z.infer<typeof beginSecondFactorInput>;

/** Whose second factor one of the staff wants reset, and how they know that it is the person who asks. */
export const proposeSecondFactorResetInput = z.strictObject({
  email: emailInput,
  reason: paragraphInput({ min: 10, max: 1000, label: "The reason" }),
});
export type ProposeSecondFactorResetInput = z.infer<typeof proposeSecondFactorResetInput>;
