import { AppError } from "@/domain/errors";
import { legalName, type PersonName } from "@/domain/onboarding/names";
import type { ApplicationForm } from "@/domain/onboarding/steps";
import { type CurrentProfile, currentProfile, type ProfileEntry } from "@/domain/profile/current-profile";
import type { EntryStatus, ProfileKind } from "@/domain/profile/profile-kinds";
import { instantFromDate } from "@/domain/time/instant";
import type { Db, Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

/** Versions of one kind that are read: the latest are what counts. */
const MOST_ENTRIES = 200;

export type CustomerRecord = CurrentProfile & { legalName: string; name: PersonName | null };

type Approved = { form: unknown; decided_at: Date };

/**
 * A customer's record as it stands: the approved application and what was changed since. Null for somebody whose
 * application was never approved.
 */
export async function recordOf(db: Db | Tx, deps: Deps, userId: string): Promise<CustomerRecord | null> {
  const [approved] = await db.$queryRaw<Approved[]>`
    select form, decided_at from portal.application
    where user_id = ${userId}::uuid and status = 'APPROVED' order by decided_at desc, id desc limit 1`;
  if (!approved) return null;
  const rows = await db.profileEntry.findMany({
    where: { userId },
    orderBy: [{ recordedAt: "desc" }, { id: "desc" }],
    take: MOST_ENTRIES,
  });
  const entries: ProfileEntry[] = rows.map((row) => ({
    id: row.id,
    kind: row.kind as ProfileKind,
    value: row.value,
    status: row.status as EntryStatus,
    recordedAt: instantFromDate(row.recordedAt),
    effectiveAt: instantFromDate(row.effectiveAt),
  }));
  const form = approved.form as ApplicationForm;
  const { identity } = form;
  const name = identity
    ? { firstName: identity.firstName, middleName: identity.middleName, lastName: identity.lastName }
    : null;
  const known = { form, approvedAt: instantFromDate(approved.decided_at) };
  return {
    ...currentProfile(known, entries, deps.clock.now()),
    name,
    legalName: name ? legalName(name) : "",
  };
}

/** The same for whoever wants to change it. ACCOUNT_NOT_OPEN before there is one. */
export async function requireRecord(db: Db | Tx, deps: Deps, userId: string): Promise<CustomerRecord> {
  const record = await recordOf(db, deps, userId);
  if (!record)
    throw new AppError(
      "ACCOUNT_NOT_OPEN",
      "There is nothing to change yet: first an account is opened for you.",
    );
  return record;
}

/** Changes of one person go one after the other. */
export async function lockRecord(tx: Tx, userId: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`profile:${userId}`}, 0))`;
}
