import type { AuditListInput } from "@/domain/audit/inputs";
import { addDays, instantAt, localDate, toDate } from "@/domain/time/instant";
import {
  type AuditEntryView,
  type AuditPage,
  type AuditStateView,
  type EntryRow,
  entryView,
} from "@/server/audit/views";
import { type Db, Prisma } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

const PAGE = 50;

async function entries(db: Db, where: Prisma.Sql, limit: number): Promise<EntryRow[]> {
  return db.$queryRaw<EntryRow[]>`
    select e.id, e.at, e.exchange_at, e.actor_id, u.email as actor_name, e.actor_role, e.action, e.subject_type,
      e.subject_id, e.detail, e.hash, s.seq
    from portal.audit_event e
    left join portal.users u on u.id = e.actor_id
    left join portal.audit_seal s on s.event_id = e.id
    where ${where}
    order by e.at desc, e.id desc limit ${limit}`;
}

const like = (text: string): string => `%${text.replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`;

/** "System" is what the house did by itself; a role is everybody of it. */
function whoIs(who: string): Prisma.Sql {
  const pattern = like(who);
  return Prisma.sql`(u.email ilike ${pattern} or u.display_name ilike ${pattern} or e.actor_role = ${who.toUpperCase()})`;
}

/** A page of the audit, newest first. The search looks into the action, the subject and the person's address. */
export async function searchAudit(deps: Deps, input: AuditListInput): Promise<AuditPage> {
  const conditions = [Prisma.sql`true`];
  if (input.search) {
    const pattern = like(input.search);
    conditions.push(
      Prisma.sql`(e.action ilike ${pattern} or e.subject_type ilike ${pattern} or e.subject_id = ${input.search} or u.email ilike ${pattern})`,
    );
  }
  if (input.who) conditions.push(whoIs(input.who));
  if (input.what) conditions.push(Prisma.sql`e.action ilike ${like(input.what)}`);
  if (input.subject)
    conditions.push(
      Prisma.sql`(e.subject_id = ${input.subject} or e.subject_type = ${input.subject.toLowerCase()})`,
    );
  if (input.from) conditions.push(Prisma.sql`e.at >= ${toDate(instantAt(localDate(input.from), "00:00"))}`);
  if (input.to)
    conditions.push(Prisma.sql`e.at < ${toDate(instantAt(addDays(localDate(input.to), 1), "00:00"))}`);
  if (input.cursor)
    conditions.push(
      Prisma.sql`(e.at, e.id) < (select c.at, c.id from portal.audit_event c where c.id = ${input.cursor}::uuid)`,
    );
  const rows = await entries(deps.db, Prisma.join(conditions, " and "), PAGE + 1);
  const shown = rows.slice(0, PAGE);
  return {
    entries: shown.map(entryView),
    nextCursor: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
  };
}

/** What was done to these subjects (ids of accounts, applications, orders), newest first. */
export async function auditOf(
  db: Db,
  subjectIds: readonly string[],
  limit: number,
): Promise<AuditEntryView[]> {
  if (subjectIds.length === 0) return [];
  const rows = await entries(db, Prisma.sql`e.subject_id = any(${subjectIds as string[]})`, limit);
  return rows.map(entryView);
}

/** How far the chain reaches, without checking it. */
export async function auditState(deps: Deps): Promise<AuditStateView> {
  const [row] = await deps.db.$queryRaw<{ seq: bigint; hash: string; sealed_at: Date }[]>`
    select seq, hash, sealed_at from portal.audit_seal order by seq desc limit 1`;
  const unsealed = await deps.db.auditUnsealed.count();
  return {
    // Numbers have no gaps, so the last one is the count.
    sealed: Number(row?.seq ?? 0n),
    unsealed,
    lastSealedAt: row?.sealed_at.toISOString() ?? null,
    lastHash: row?.hash ?? null,
  };
}
