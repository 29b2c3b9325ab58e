import { nextCorrection } from "@/domain/statements/correction";
import type { LocalDate } from "@/domain/time/instant";
import type { Tx } from "@/server/platform/db";

/**
 * Asks for corrections of what an account's papers say of gains from a day on: the statements of its month and of those
 * after it, and the reports of the year's realised gains, as far as they are made. Those that were made stay.
 */
export async function correctStatements(
  tx: Tx,
  { accountId, from, reason }: { accountId: string; from: LocalDate; reason: string },
): Promise<number> {
  const papers = await tx.$queryRaw<{ id: string; kind: string; subject: string }[]>`
    select d.id, d.kind, d.subject from portal.document d
    where d.account_id = ${accountId}::uuid and d.on_date >= ${from}::date and d.kind in ('STATEMENT', 'REALISED_GAINS')
      and not exists (select from portal.document c where c.corrects_id = d.id)`;
  if (papers.length === 0) return 0;
  const { count } = await tx.documentJob.createMany({
    data: papers.map(({ id, kind, subject }) => ({
      kind,
      accountId,
      subject: nextCorrection(subject),
      correctsId: id,
      reason,
    })),
    skipDuplicates: true,
  });
  return count;
}
