import { venueFeeJournal } from "@/domain/ledger/posting-rules";
import { money, toCents } from "@/domain/money/money";
import type { Instant, LocalDate } from "@/domain/time/instant";
import { postJournals } from "@/server/ledger";
import type { Tx } from "@/server/platform/db";

/**
 * Books what the venues charge and pay for a day's fills: one journal a venue, once. A venue bills its member by the
 * day in whole cents, however small a share's fee is.
 */
export async function bookVenueFees(tx: Tx, day: LocalDate, at: Instant): Promise<void> {
  const rows = await tx.$queryRaw<{ venue: string; amount: string }[]>`
    select x.venue, sum(x.venue_fee)::text as amount from portal.execution x
    where x.trade_date = ${day}::date and x.busted_at is null
      and not exists (select from portal.journal j where j.kind = 'VENUE_FEE' and j.source = ${day} || ':' || x.venue)
    group by x.venue order by x.venue`;
  const journals = rows.flatMap(({ venue, amount }) => {
    const cents = toCents(money(amount));
    return cents.isZero() ? [] : [venueFeeJournal({ venue, day, amount: cents, exchangeAt: at })];
  });
  await postJournals(tx, journals);
}
