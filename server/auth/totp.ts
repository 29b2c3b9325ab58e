import { Secret, TOTP } from "otpauth";
import { CODE_DIGITS, CODE_STEP_SECONDS, CODE_WINDOW } from "@/domain/auth/second-factor";
import type { Instant } from "@/domain/time/instant";

/** RFC 6238 with what every authenticator app takes: SHA-1, six digits, thirty seconds, a key of 160 bits (RFC 4226). */
const KEY_BYTES = 20;

const totp = (key: string, label = "") =>
  new TOTP({
    issuer: "RushTrade",
    label,
    algorithm: "SHA1",
    digits: CODE_DIGITS,
    period: CODE_STEP_SECONDS,
    secret: Secret.fromBase32(key),
  });

/** A new key, in base32. */
export const newTotpKey = (): string => new Secret({ size: KEY_BYTES }).base32;

/** What an app reads from the QR code: "otpauth://totp/RushTrade:someone@example.com?...". */
export const totpAddress = (key: string, email: string): string => totp(key, email).toString();

/** The code of this moment, and when it ends. */
export function totpCode(key: string, now: Instant): { code: string; msLeft: number } {
  const app = totp(key);
  return { code: app.generate({ timestamp: now }), msLeft: app.remaining({ timestamp: now }) };
}

/** The time step whose code this is, within one step of now; null for a wrong or an old one. */
export function stepOfCode(key: string, code: string, now: Instant): number | null {
  const app = totp(key);
  const away = app.validate({ token: code, timestamp: now, window: CODE_WINDOW });
  return away === null ? null : app.counter({ timestamp: now }) + away;
}
