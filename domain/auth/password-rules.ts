import { KNOWN_PASSWORDS, KNOWN_WORDS } from "@/domain/auth/known-passwords";

/**
 * NIST SP 800-63B-4, 3.1.1.2: a password that is the only factor has 15 characters or more; any character counts, no
 * mixture is demanded, nothing expires; what is widely known or made of the person's own words is refused. Beside a
 * second factor eight would be allowed; but that can be turned off, and the password stays, so it is 15 for everybody.
 */
export const PASSWORD_MIN = 15;
/** Enough for any passphrase, and a bound on the work of one hash. */
export const PASSWORD_MAX = 128;

/** The same keys give the same password whatever keyboard made them (800-63B-4: normalise with NFKC). */
export const normalPassword = (text: string): string => text.normalize("NFKC");

const RUNS = [
  "01234567890123456789",
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiopasdfghjklzxcvbnm",
  "qwertyuiop",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
];

/** A person's or the firm's own words are no secret: after taking them away this many characters must be left. */
const OWN_SHARE = 8;

const isRepetition = (text: string): boolean => (text + text).indexOf(text, 1) < text.length;

function isRun(text: string): boolean {
  return RUNS.some((run) => {
    const there = run.repeat(2);
    return there.includes(text) || [...there].reverse().join("").includes(text);
  });
}

/** Digits and signs between known words or behind them make nothing of one's own: so few letters must be left. */
const LETTERS_LEFT = 4;

function isStrungTogether(lower: string): boolean {
  const rest = KNOWN_WORDS.reduce((left, word) => left.replaceAll(word, " "), lower);
  return rest !== lower && [...rest.replace(/[\d\s\p{P}\p{S}]/gu, "")].length < LETTERS_LEFT;
}

function ownWords(about: { email: string; displayName: string }): string[] {
  const [local = "", domain = ""] = about.email.toLowerCase().split("@");
  const parts = [local, domain.split(".")[0] ?? "", ...about.displayName.toLowerCase().split(/\s+/)];
  return ["rushtrade", "rush trade", "password", "brokerage", ...parts].filter((word) => word.length >= 4);
}

/** Why a password will not do, as a sentence for the person who chose it; null if it will. */
export function passwordProblem(
  password: string,
  about: { email: string; displayName: string },
): string | null {
  const text = normalPassword(password);
  const length = [...text].length;
  if (length < PASSWORD_MIN)
    return `Please use ${PASSWORD_MIN} characters or more; a few words that belong together only for you are easy to remember.`;
  if (length > PASSWORD_MAX) return `Please use ${PASSWORD_MAX} characters at most.`;
  const lower = text.toLowerCase();
  if (KNOWN_PASSWORDS.has(lower)) return "This password is widely known. Please choose another.";
  if (isRepetition(lower)) return "This password only repeats itself. Please choose another.";
  if (isRun(lower)) return "This password follows the keyboard or the alphabet. Please choose another.";
  if (isStrungTogether(lower))
    return "This password strings widely known ones together. Please choose other words.";
  const rest = ownWords(about).reduce((left, word) => left.replaceAll(word, ""), lower);
  if ([...rest.replace(/\s/g, "")].length < OWN_SHARE)
    return "This password is mostly your name, your address or ours. Please choose other words.";
  return null;
}
