import type { RestrictionKind } from "@/domain/accounts/restrictions";
import type { DeskOrderLine, NoteView, RestrictionView } from "@/server/accounts/views";
import type { Db } from "@/server/platform/db";

const LATEST = 20;
const MOST = 200;

type RestrictionRow = {
  id: string;
  kind: RestrictionKind;
  reason: string;
  by: string | null;
  placed_at: Date;
  lifter: string | null;
  lifted_at: Date | null;
  lift_reason: string | null;
};

/** An account's restrictions, those in force first. */
export async function restrictionsOf(db: Db, accountId: string): Promise<RestrictionView[]> {
  const rows = await db.$queryRaw<RestrictionRow[]>`
    select r.id, r.kind, r.reason, p.email as by, r.placed_at, l.email as lifter, r.lifted_at, r.lift_reason
    from portal.account_restriction r left join portal.users p on p.id = r.placed_by left join portal.users l on l.id = r.lifted_by
    where r.account_id = ${accountId}::uuid order by r.lifted_at is not null, r.placed_at desc, r.id limit ${MOST}`;
  return rows.map(({ id, kind, reason, by, placed_at, lifter, lifted_at, lift_reason }) => ({
    id,
    kind,
    reason,
    by,
    at: placed_at.toISOString(),
    lifted: lifted_at && { by: lifter ?? "", at: lifted_at.toISOString(), reason: lift_reason ?? "" },
  }));
}

/** The staff's notes, the newest first. */
export async function notesOf(db: Db, accountId: string): Promise<NoteView[]> {
  const rows = await db.accountNote.findMany({
    where: { accountId },
    orderBy: [{ writtenAt: "desc" }, { id: "desc" }],
    take: MOST,
    include: { author: { select: { email: true } } },
  });
  return rows.map(({ id, body, author, writtenAt }) => ({
    id,
    body,
    by: author.email,
    at: writtenAt.toISOString(),
  }));
}

export async function latestOrders(db: Db, accountId: string): Promise<DeskOrderLine[]> {
  const rows = await db.order.findMany({
    where: { accountId },
    orderBy: [{ placedAt: "desc" }, { id: "desc" }],
    take: LATEST,
    select: {
      id: true,
      symbol: true,
      side: true,
      quantity: true,
      cumQty: true,
      type: true,
      limitPrice: true,
      status: true,
      placedAt: true,
    },
  });
  return rows.map((row) => ({
    ...row,
    quantity: row.quantity.toFixed(),
    cumQty: row.cumQty.toFixed(),
    limitPrice: row.limitPrice?.toFixed() ?? null,
    placedAt: row.placedAt.toISOString(),
  }));
}

export async function latestDocuments(
  db: Db,
  accountId: string,
): Promise<{ id: string; title: string; kind: string; onDate: string }[]> {
  const rows = await db.document.findMany({
    where: { accountId },
    orderBy: [{ onDate: "desc" }, { id: "desc" }],
    take: LATEST,
    select: { id: true, title: true, kind: true, onDate: true },
  });
  return rows.map((row) => ({ ...row, onDate: row.onDate.toISOString().slice(0, 10) }));
}
