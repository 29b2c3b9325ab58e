import { type Money, money, ZERO } from "@/domain/money/money";
import {
  dailyInterest,
  INTEREST_KINDS,
  type InterestKind,
  interestPosted,
} from "@/domain/risk/margin-interest";
import { exchangeCalendar } from "@/domain/time/calendar";
import { daysBetween, type LocalDate } from "@/domain/time/instant";
import { difference, type MarginDifference } from "@/server/margin/margin-difference";
import type { Tx } from "@/server/platform/db";

type BalanceRow = { account_id: string; business_date: LocalDate; free: string };

/**
 * Settled balances of the days whose interest is posted on a day, before that posting. A cash account bears no interest:
 * of one that became a margin account, the days count for which the firm stated margin figures (one that it leaves out
 * is told where the figures are compared).
 */
async function balancesOfMonth(tx: Tx, ids: readonly string[], day: LocalDate): Promise<BalanceRow[]> {
  const lastBefore = exchangeCalendar.previousTradingDay(`${day.slice(0, 7)}-01` as LocalDate);
  return tx.$queryRaw<BalanceRow[]>`
    select b.account_id, b.business_date::text as business_date,
      (b.settled_cash - coalesce((select sum(m.net) from portal.eod_movement m
        where m.account_id = b.account_id and m.business_date = b.business_date and m.business_date = ${day}::date
          and m.kind in ('DEBIT_INTEREST', 'CREDIT_INTEREST')), 0))::text as free
    from portal.eod_balance b
    where b.account_id = any(${[...ids]}::uuid[]) and b.business_date > ${lastBefore}::date
      and b.business_date <= ${day}::date
      and exists (select from portal.margin_figure f
        where f.account_id = b.account_id and f.business_date = b.business_date)
    order by b.account_id, b.business_date`;
}

/** What we reckon an account's interest of the month to be, by account and kind. */
function ownInterest(rows: readonly BalanceRow[]): Map<string, Money> {
  const accruals = new Map<string, Money[]>();
  for (const row of rows) {
    const balance = money(row.free);
    const kind: InterestKind = balance.lt(0) ? "DEBIT" : "CREDIT";
    const next = exchangeCalendar.nextTradingDay(row.business_date);
    const key = `${row.account_id} ${kind}`;
    const accrued = dailyInterest(
      kind,
      balance.abs() as Money,
      daysBetween(row.business_date, next),
      row.business_date,
    );
    accruals.set(key, [...(accruals.get(key) ?? []), accrued]);
  }
  return new Map([...accruals].map(([key, list]) => [key, interestPosted(list)]));
}

/** At a month's last close: the interest in the money file against our own reckoning, and against what we booked. */
export async function compareInterest(
  tx: Tx,
  accounts: readonly { id: string; number: string }[],
  day: LocalDate,
): Promise<MarginDifference[]> {
  if (!exchangeCalendar.isLastTradingDayOfMonth(day)) return [];
  const ids = accounts.map(({ id }) => id);
  const expected = ownInterest(await balancesOfMonth(tx, ids, day));
  const moved = await tx.$queryRaw<
    { account_id: string; kind: string; theirs: string; booked: string | null }[]
  >`
    select m.account_id, case m.kind when 'DEBIT_INTEREST' then 'DEBIT' else 'CREDIT' end as kind, m.gross::text as theirs,
      p.amount::text as booked
    from portal.eod_movement m left join portal.interest_posting p on p.id::text = m.reference and p.account_id = m.account_id
    where m.business_date = ${day}::date and m.kind in ('DEBIT_INTEREST', 'CREDIT_INTEREST')`;
  const theirs = new Map(moved.map((row) => [`${row.account_id} ${row.kind}`, row]));
  const found: MarginDifference[] = [];
  for (const { id, number } of accounts) {
    for (const kind of INTEREST_KINDS) {
      const ours = expected.get(`${id} ${kind}`) ?? ZERO;
      const row = theirs.get(`${id} ${kind}`);
      const given = money(row?.theirs ?? "0");
      const item = `${kind.toLowerCase()} interest`;
      const pair = {
        ...difference(id, number, item),
        area: "INTEREST" as const,
        theirs: row ? given.toFixed(2) : null,
      };
      if (!ours.eq(given)) found.push({ ...pair, ours: ours.toFixed(2) });
      else if (row && row.booked === null) found.push({ ...pair, type: "MISSING_HERE" });
      else if (row?.booked && !money(row.booked).eq(given))
        found.push({ ...pair, ours: money(row.booked).toFixed(2) });
    }
  }
  return found;
}

/** Interest that we booked on a day and that its money file lacks. */
export async function interestMissingThere(tx: Tx, day: LocalDate): Promise<MarginDifference[]> {
  const rows = await tx.$queryRaw<{ account_id: string; number: string; kind: string; amount: string }[]>`
    select p.account_id, a.number, p.kind, p.amount::text as amount
    from portal.interest_posting p join portal.account a on a.id = p.account_id
    where p.posted_on = ${day}::date and not exists (
      select from portal.eod_movement m where m.business_date = ${day}::date and m.reference = p.id::text)`;
  return rows.map((row) => ({
    ...difference(row.account_id, row.number, `${row.kind.toLowerCase()} interest booked`),
    type: "MISSING_THERE",
    area: "INTEREST",
    ours: money(row.amount).toFixed(2),
  }));
}
