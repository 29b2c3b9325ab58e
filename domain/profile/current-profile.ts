import type { Address, ApplicationForm, StepAnswers } from "@/domain/onboarding/steps";
import {
  type DeliveryMode,
  type EntryStatus,
  type ProfileKind,
  REVIEW_MONTHS,
} from "@/domain/profile/profile-kinds";
import { addMonths, type Instant, type LocalDate, localDateOf } from "@/domain/time/instant";

export type Employment = StepAnswers["employment"];
export type Finances = Omit<StepAnswers["profile"], "trustedContact">;
export type TrustedContact = NonNullable<StepAnswers["profile"]["trustedContact"]>;

/** One version of one kind, as it is kept. */
export type ProfileEntry = {
  id: string;
  kind: ProfileKind;
  value: unknown;
  status: EntryStatus;
  recordedAt: Instant;
  effectiveAt: Instant;
};

export type CurrentProfile = {
  address: Address | null;
  /** A change that waits or is frozen; the address above is then still the old one. */
  pendingAddress: { id: string; address: Address; status: EntryStatus; effectiveAt: Instant } | null;
  employment: Employment | null;
  finances: Finances | null;
  trustedContact: TrustedContact | null;
  delivery: DeliveryMode;
  /** When the customer last told us, or confirmed, how things are. */
  toldAt: Instant;
  /** The day by which the record is to be looked at again. */
  reviewDueOn: LocalDate;
};

/** Entries of one kind that count at an instant, the latest last; ids rise with time, also within a millisecond. */
const standing = (entries: readonly ProfileEntry[], kind: ProfileKind, now: Instant): ProfileEntry[] =>
  entries
    .filter((entry) => entry.kind === kind && entry.status === "STANDING" && entry.effectiveAt <= now)
    .sort((a, b) => a.effectiveAt - b.effectiveAt || a.recordedAt - b.recordedAt || (a.id < b.id ? -1 : 1));

const REVIEWED: readonly ProfileKind[] = ["EMPLOYMENT", "FINANCES", "CONFIRMATION"];

/**
 * How a customer's record stands: the answers of the approved application, and over them the latest entry of each kind
 * that counts at `now`. What is stored was parsed when it came in.
 */
export function currentProfile(
  { form, approvedAt }: { form: ApplicationForm; approvedAt: Instant },
  entries: readonly ProfileEntry[],
  now: Instant,
): CurrentProfile {
  const latest = (kind: ProfileKind) => standing(entries, kind, now).at(-1);
  const { trustedContact = null, ...finances } = form.profile ?? {};
  const pending = entries
    .filter(
      (entry) =>
        entry.kind === "ADDRESS" &&
        (entry.status === "FROZEN" || (entry.status === "STANDING" && entry.effectiveAt > now)),
    )
    .sort((a, b) => a.recordedAt - b.recordedAt || (a.id < b.id ? -1 : 1))
    .at(-1);
  const contact = latest("TRUSTED_CONTACT");
  const told = REVIEWED.map((kind) => latest(kind)?.recordedAt ?? approvedAt);
  const toldAt = told.reduce((a, b) => (a > b ? a : b), approvedAt);
  return {
    address: ((latest("ADDRESS")?.value ?? form.address) as Address | undefined) ?? null,
    pendingAddress: pending
      ? {
          id: pending.id,
          address: pending.value as Address,
          status: pending.status,
          effectiveAt: pending.effectiveAt,
        }
      : null,
    employment: ((latest("EMPLOYMENT")?.value ?? form.employment) as Employment | undefined) ?? null,
    finances:
      (latest("FINANCES")?.value as Finances | undefined) ?? (form.profile ? (finances as Finances) : null),
    trustedContact: contact
      ? ((contact.value as { contact: TrustedContact | null }).contact ?? null)
      : trustedContact,
    delivery: (latest("DELIVERY")?.value as { mode: DeliveryMode } | undefined)?.mode ?? "ELECTRONIC",
    toldAt,
    reviewDueOn: addMonths(localDateOf(toldAt), REVIEW_MONTHS),
  };
}

/** One address as lines, as it stands on a letter. */
export function addressLines(address: Address): string[] {
  const isDomestic = "state" in address;
  const place = isDomestic
    ? `${address.city}, ${address.state} ${address.postalCode}`
    : [address.postalCode, address.city, address.region].filter(Boolean).join(" ");
  const lines = [address.line1, address.line2, place, isDomestic ? null : address.country];
  return lines.filter((line): line is string => Boolean(line));
}
