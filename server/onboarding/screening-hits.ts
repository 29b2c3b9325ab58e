import { AppError } from "@/domain/errors";
import type { DecideHitInput, HitListInput } from "@/domain/screening/inputs";
import { toDate } from "@/domain/time/instant";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Deps } from "@/server/platform/deps";
import { publish } from "@/server/platform/news";

const PAGE = 100;

/** A customer whose name is like one of a list. Instants are ISO texts. */
export type HitView = {
  id: string;
  name: string;
  person: string;
  matchedName: string;
  source: string;
  version: string;
  entry: string;
  score: number;
  foundAt: string;
  status: string;
  reason: string | null;
  decidedBy: string | null;
  applicationId: string;
  accountId: string | null;
  accountNumber: string | null;
};
type Row = Omit<HitView, "foundAt"> & { foundAt: Date };

/** Hits of a status, the oldest first; a hundred at most. */
export async function listHits(deps: Deps, input: HitListInput): Promise<HitView[]> {
  const rows = await deps.db.$queryRaw<Row[]>`
    select h.id, h.name, h.person, h.matched_name as "matchedName", h.source, l.version, h.ent_num as entry, h.score,
      h.found_at as "foundAt", h.status, h.reason, u.email as "decidedBy", h.application_id as "applicationId",
      a.id as "accountId", a.number as "accountNumber"
    from portal.screening_hit h join portal.watch_list l on l.id = h.list_id
    left join portal.account a on a.application_id = h.application_id left join portal.users u on u.id = h.decided_by
    where h.status = ${input.status} order by h.found_at, h.id limit ${PAGE}`;
  return rows.map((row) => ({ ...row, foundAt: row.foundAt.toISOString() }));
}

/**
 * Says of a hit whether it is the same person, once. CLEARED lets the money go again when no other hit of the account
 * is open; CONFIRMED leaves it held (block, and report to OFAC within ten business days). MAKER_IS_CHECKER for one's
 * own account; CONFLICT when it was decided; NOT_FOUND.
 */
export async function decideHit(
  deps: Deps,
  actor: Actor,
  input: DecideHitInput,
): Promise<{ status: string }> {
  const now = deps.clock.now();
  return deps.db.$transaction(async (tx) => {
    await tx.$executeRaw`select 1 from portal.screening_hit where id = ${input.hitId}::uuid for update`;
    const hit = await tx.screeningHit.findUnique({ where: { id: input.hitId } });
    if (!hit) throw new AppError("NOT_FOUND");
    if (hit.status !== "OPEN") throw new AppError("CONFLICT", "Somebody has decided on this hit already.");
    const account = await tx.account.findUnique({
      where: { applicationId: hit.applicationId },
      select: { id: true, holders: { where: { userId: actor.userId }, select: { userId: true } } },
    });
    if (account && account.holders.length > 0) throw new AppError("MAKER_IS_CHECKER");
    await tx.screeningHit.update({
      where: { id: hit.id },
      data: { status: input.outcome, decidedBy: actor.userId, decidedAt: toDate(now), reason: input.reason },
    });
    const others = await tx.screeningHit.count({
      where: { applicationId: hit.applicationId, status: { in: ["OPEN", "CONFIRMED"] } },
    });
    if (account && others === 0)
      await tx.accountRestriction.updateMany({
        where: { accountId: account.id, kind: "NO_WITHDRAWALS", cause: "NAME_LIST", liftedAt: null },
        data: { liftedAt: toDate(now), liftedBy: actor.userId, liftReason: `Hit cleared: ${input.reason}` },
      });
    await recordAudit(tx, {
      actor,
      action: input.outcome === "CLEARED" ? "screening.cleared" : "screening.confirmed",
      subjectType: "application",
      subjectId: hit.applicationId,
      detail: { hitId: hit.id, matchedName: hit.matchedName, score: hit.score, reason: input.reason },
      at: now,
    });
    await publish(tx, "staff", "application");
    return { status: input.outcome };
  });
}
