/** One thing that was done. Instants are ISO texts; `exchangeAt` is the street's time where it matters. */
export type AuditEntryView = {
  id: string;
  at: string;
  exchangeAt: string | null;
  /** "SYSTEM", or who did it. */
  actor: string;
  actorRole: string;
  action: string;
  subjectType: string;
  subjectId: string;
  detail: { name: string; value: string }[];
  hash: string;
  /** Its place in the chain; null while it waits for the sealer. */
  seq: string | null;
};

export type AuditPage = { entries: AuditEntryView[]; nextCursor: string | null };

/** How far the chain reaches. */
export type AuditStateView = {
  sealed: number;
  unsealed: number;
  lastSealedAt: string | null;
  lastHash: string | null;
};

export type EntryRow = {
  id: string;
  at: Date;
  exchange_at: Date | null;
  actor_name: string | null;
  actor_id: string | null;
  actor_role: string;
  action: string;
  subject_type: string;
  subject_id: string;
  detail: Record<string, unknown> | null;
  hash: string;
  seq: bigint | null;
};

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

export const entryView = (row: EntryRow): AuditEntryView => ({
  id: row.id,
  at: row.at.toISOString(),
  exchangeAt: row.exchange_at?.toISOString() ?? null,
  actor: row.actor_name ?? row.actor_id ?? "System",
  actorRole: row.actor_role,
  action: row.action,
  subjectType: row.subject_type,
  subjectId: row.subject_id,
  detail: Object.entries(row.detail ?? {}).map(([name, value]) => ({ name, value: textOf(value) })),
  hash: row.hash,
  seq: row.seq?.toString() ?? null,
});
