import { type LocalDate, toColumn } from "@/domain/time/instant";
import type { Tx } from "@/server/platform/db";
import { publishAll } from "@/server/platform/news";
import { restrictionOf } from "@/server/risk/queries";

/**
 * Sets and lifts the restriction to settled cash (Reg T 220.8(c)) for the session after an ended day: looks at the
 * accounts that have it and at those with a violation noted on the day, which are few. Called again it changes nothing.
 */
export async function restrictToSettled(tx: Tx, day: LocalDate, nextSession: LocalDate): Promise<void> {
  const accounts = await tx.$queryRaw<{ id: string; settled_only: boolean }[]>`
    select a.id, a.settled_only from portal.account a
    where a.settled_only or a.id in (
      select v.account_id from portal.cash_violation v where v.noted_on = ${toColumn(day)}::date)
    order by a.id`;
  const changed: string[] = [];
  for (const account of accounts) {
    const isRestricted = (await restrictionOf(tx, account.id, nextSession)) !== null;
    if (isRestricted === account.settled_only) continue;
    await tx.account.update({ where: { id: account.id }, data: { settledOnly: isRestricted } });
    changed.push(account.id);
  }
  if (changed.length > 0)
    await publishAll(
      tx,
      changed.map((id) => `account:${id}` as const),
      "account",
    );
}
