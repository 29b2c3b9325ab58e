import { type ConfirmModel, isOutdated, type Standing } from "@/domain/statements/confirm";
import type { Instant, LocalDate } from "@/domain/time/instant";
import { askForCorrections, waitForPapers } from "@/server/documents/ask-for-corrections";
import { Prisma, type Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

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
  const { accountId, tradeDate, standing, reason, at } = amended;
  await waitForPapers(
    tx,
    accountId,
    Prisma.sql`j.kind = 'CONFIRM' and j.subject like '%' || ${tradeDate} || '%'`,
  );
  const confirms = await tx.$queryRaw<{ id: string; subject: string; model: ConfirmModel }[]>`
    select d.id, d.subject, d.model from portal.document d
    where d.account_id = ${accountId}::uuid and d.on_date = ${tradeDate}::date and d.kind = 'CONFIRM'
      and not exists (select from portal.document c where c.corrects_id = d.id)
    order by d.id`;
  const outdated = confirms
    .filter(({ model }) => isOutdated(model, standing))
    .map(({ id, subject }) => ({ id, accountId, kind: "CONFIRM", subject }));
  return askForCorrections(tx, deps, outdated, { actor: "SYSTEM", reason, at });
}
