import type { Instant } from "@/domain/time/instant";
import { toDate } from "@/domain/time/instant";
import type { Actor } from "@/server/platform/actor";
import type { Db, Prisma, Tx } from "@/server/platform/db";
import { newId } from "@/server/platform/ids";

export type AuditRecord = {
  actor: Pick<Actor, "userId" | "role"> | "SYSTEM";
  /** What was done, as verb and noun: "application.approved". */
  action: string;
  subjectType: string;
  subjectId: string;
  /** What changed. No secrets: what is written here can never be removed. */
  detail?: Prisma.InputJsonObject;
  at: Instant;
  exchangeAt?: Instant;
};

const rowOf = (record: AuditRecord) => ({
  id: newId(),
  at: toDate(record.at),
  exchangeAt: record.exchangeAt === undefined ? null : toDate(record.exchangeAt),
  actorId: record.actor === "SYSTEM" ? null : record.actor.userId,
  actorRole: record.actor === "SYSTEM" ? "SYSTEM" : record.actor.role,
  action: record.action,
  subjectType: record.subjectType,
  subjectId: record.subjectId,
  detail: record.detail ?? {},
  hash: "",
});

/** Writes one audit row in the transaction of the change that it records; its hash is made by the database. */
export async function recordAudit(tx: Tx | Db, record: AuditRecord): Promise<void> {
  await tx.auditEvent.create({ data: rowOf(record) });
}

/**
 * The same for many changes that one batch of work makes, in one statement; as arrays, because the client takes
 * seconds to plan thousands of values.
 */
export async function recordAudits(tx: Tx | Db, records: readonly AuditRecord[]): Promise<void> {
  if (records.length === 0) return;
  const rows = records.map(rowOf);
  await tx.$executeRaw`
    insert into portal.audit_event (id, at, exchange_at, actor_id, actor_role, action, subject_type, subject_id, detail, hash)
    select * from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.at)}::timestamptz[],
      ${rows.map((row) => row.exchangeAt)}::timestamptz[], ${rows.map((row) => row.actorId)}::uuid[],
      ${rows.map((row) => row.actorRole)}::text[], ${rows.map((row) => row.action)}::text[],
      ${rows.map((row) => row.subjectType)}::text[], ${rows.map((row) => row.subjectId)}::text[],
      ${rows.map((row) => JSON.stringify(row.detail))}::jsonb[], ${rows.map((row) => row.hash)}::text[])`;
}
