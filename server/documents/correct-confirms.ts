import { type ConfirmModel, isOutdated, type Standing } from "@/domain/statements/confirm";
import { nextCorrection } from "@/domain/statements/correction";
import type { Instant, LocalDate } from "@/domain/time/instant";
import { recordAudits } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { publish } from "@/server/platform/news";

/** The reasons on papers are as long as those that the desk may give. */
const REASON_LENGTH = 200;

/** Executions of an account and trade date that a venue took back or corrected: how each stands now, by its id. */
export type Amended = {
  accountId: string;
  tradeDate: LocalDate;
  standing: ReadonlyMap<string, Standing>;
  reason: string;
  at: Instant;
};

/**
 * Asks for corrected confirms of what a venue took back or corrected after it was confirmed (17 CFR 240.10b-10): one for
 * each confirm that says something else than what stands, once. A confirm that is not made yet will say what stands; one
 * that is being made is waited for. In the transaction of the amendment. Returns how many are asked for.
 */
export async function correctConfirms(tx: Tx, deps: Deps, amended: Amended): Promise<number> {
  const { accountId, tradeDate, standing } = amended;
  await tx.$queryRaw`
    select id from portal.document_job
    where account_id = ${accountId}::uuid and kind = 'CONFIRM' and done_at is null and subject like '%' || ${tradeDate} || '%'
    order by id for update`;
  const confirms = await tx.$queryRaw<{ id: string; subject: string; model: ConfirmModel }[]>`
    select d.id, d.subject, d.model from portal.document d
    where d.account_id = ${accountId}::uuid and d.on_date = ${tradeDate}::date and d.kind = 'CONFIRM'
      and not exists (select from portal.document c where c.corrects_id = d.id)
    order by d.id`;
  const outdated = confirms.filter(({ model }) => isOutdated(model, standing));
  if (outdated.length === 0) return 0;
  const reason = amended.reason.slice(0, REASON_LENGTH);
  const { count } = await tx.documentJob.createMany({
    data: outdated.map(({ id, subject }) => ({
      kind: "CONFIRM",
      accountId,
      subject: nextCorrection(subject),
      correctsId: id,
      reason,
    })),
    skipDuplicates: true,
  });
  if (count === 0) return 0;
  await recordAudits(
    tx,
    outdated.map(({ id, subject }) => ({
      actor: "SYSTEM",
      action: "document.correction_asked",
      subjectType: "document",
      subjectId: id,
      detail: { reason, kind: "CONFIRM", subject },
      at: deps.clock.now(),
      exchangeAt: amended.at,
    })),
  );
  await publish(tx, "staff", "documents");
  return count;
}
