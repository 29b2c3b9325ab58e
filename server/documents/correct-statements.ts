import type { Instant, LocalDate } from "@/domain/time/instant";
import { askForCorrections, waitForPapers } from "@/server/documents/ask-for-corrections";
import { Prisma, type Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

/** Gains of an account that are other ones from a day on, and why. */
export type OtherGains = { accountId: string; from: LocalDate; reason: string; at: Instant };

/**
 * Asks for corrections of what an account's papers say of gains from a day on: the statements of its month and of those
 * after it, and the reports of the year's realised gains. Those that were made stay; one that is being made is waited
 * for, and one that is not made yet will say what stands. Returns how many are asked for.
 */
export async function correctStatements(
  tx: Tx,
  deps: Pick<Deps, "clock">,
  { accountId, from, reason, at }: OtherGains,
): Promise<number> {
  await waitForPapers(tx, accountId, Prisma.sql`j.kind in ('STATEMENT', 'REALISED_GAINS')`);
  const papers = await tx.$queryRaw<{ id: string; kind: string; subject: string }[]>`
    select d.id, d.kind, d.subject from portal.document d
    where d.account_id = ${accountId}::uuid and d.on_date >= ${from}::date and d.kind in ('STATEMENT', 'REALISED_GAINS')
      and not exists (select from portal.document c where c.corrects_id = d.id)
    order by d.id`;
  const outdated = papers.map((paper) => ({ ...paper, accountId }));
  return askForCorrections(tx, deps, outdated, { actor: "SYSTEM", reason, at });
}
