import { add, type Money, money, moneyToWire, price, quantity, ZERO } from "@/domain/money/money";
import { marginFigures, type MarginPosition, smaAtClose } from "@/domain/risk/margin";
import {
  type InterestKind,
  INTEREST_KINDS,
  dailyInterest,
  interestPosted,
} from "@/domain/risk/margin-interest";
import { exchangeCalendar } from "@/domain/time/calendar";
import { daysBetween, type LocalDate } from "@/domain/time/instant";
import { entriesOf, lastFigures } from "@/server/margin/books";
import type { Tx } from "@/server/platform/db";

/** A difference between the clearing firm's margin figures or interest and our own reckoning of them. */
export type MarginDifference = {
  type: "MISSING_HERE" | "MISSING_THERE" | "AMOUNT";
  area: "MARGIN" | "INTEREST";
  accountId: string;
  item: string;
  ours: string | null;
  theirs: string | null;
};

type AccountRow = { id: string; number: string; cash: string };

/** Open margin accounts that the day's balances tell of, with all their cash at its end. */
async function marginAccounts(tx: Tx, day: LocalDate): Promise<AccountRow[]> {
  return tx.$queryRaw<AccountRow[]>`
    select a.id, a.number, (b.settled_cash + b.unsettled_cash + b.uncollected)::text as cash
    from portal.account a
    join portal.eod_balance b on b.account_id = a.id and b.business_date = ${day}::date
    where a.type like '%\\_MARGIN' order by a.number`;
}

/** Accounts that the clearing firm reckons as margin accounts and that are none of ours. */
async function strangers(tx: Tx, day: LocalDate): Promise<MarginDifference[]> {
  const rows = await tx.$queryRaw<{ id: string; number: string }[]>`
    select a.id, a.number from portal.margin_figure f join portal.account a on a.id = f.account_id
    where f.business_date = ${day}::date and a.type not like '%\\_MARGIN' order by a.number`;
  return rows.map(({ id, number }) => ({
    ...difference(id, number, "figures"),
    type: "MISSING_HERE",
    theirs: "a margin account",
  }));
}

async function holdingsAt(
  tx: Tx,
  ids: readonly string[],
  day: LocalDate,
): Promise<Map<string, MarginPosition[]>> {
  const rows = await tx.$queryRaw<
    { account_id: string; symbol: string; quantity: string; close_price: string }[]
  >`
    select account_id, symbol, quantity::text as quantity, close_price::text as close_price from portal.eod_position
    where business_date = ${day}::date and account_id = any(${[...ids]}::uuid[])`;
  const held = new Map<string, MarginPosition[]>();
  for (const row of rows) {
    const list = held.get(row.account_id) ?? [];
    list.push({ symbol: row.symbol, shares: quantity(row.quantity), price: price(row.close_price) });
    held.set(row.account_id, list);
  }
  return held;
}

/** Accounts with a Regulation T call under way on the day, whose credits went to meet it. */
async function calledByRegT(tx: Tx, ids: readonly string[], day: LocalDate): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ account_id: string }[]>`
    select account_id from portal.margin_call
    where account_id = any(${[...ids]}::uuid[]) and kind = 'REG_T' and issued_on < ${day}::date
      and (met_on is null or met_on >= ${day}::date)`;
  return new Set(rows.map((row) => row.account_id));
}

const FIGURES = {
  "long market value": "longMarketValue",
  equity: "equity",
  debit: "debit",
  "initial requirement": "initialRequirement",
  "maintenance requirement": "maintenanceRequirement",
} as const;

/**
 * Reckons the margin figures of a day anew, by our own rules and house table, from the day's books, and compares
 * them with what the clearing firm stated. The books themselves are compared elsewhere.
 */
async function compareFigures(
  tx: Tx,
  accounts: readonly AccountRow[],
  day: LocalDate,
): Promise<MarginDifference[]> {
  const ids = accounts.map(({ id }) => id);
  const [held, stated, before, entries, called] = [
    await holdingsAt(tx, ids, day),
    await lastFigures(tx, ids, exchangeCalendar.nextTradingDay(day)),
    await lastFigures(tx, ids, day),
    await entriesOf(tx, ids, day),
    await calledByRegT(tx, ids, day),
  ];
  const found: MarginDifference[] = [];
  for (const { id, number, cash } of accounts) {
    const theirs = stated.get(id);
    if (!theirs || theirs.businessDate !== day) {
      found.push({ ...difference(id, number, "figures"), type: "MISSING_THERE", ours: "a margin account" });
      continue;
    }
    const figures = marginFigures({ cash: money(cash), positions: held.get(id) ?? [] }, day);
    for (const [item, name] of Object.entries(FIGURES)) {
      if (!figures[name].eq(theirs[name]))
        found.push({
          ...difference(id, number, item),
          ours: moneyToWire(figures[name]),
          theirs: moneyToWire(theirs[name]),
        });
    }
    if (called.has(id)) continue;
    const sma = smaAtClose(add(before.get(id)?.sma ?? ZERO, entries.get(id) ?? ZERO), figures);
    if (!sma.eq(theirs.sma))
      found.push({ ...difference(id, number, "SMA"), ours: sma.toFixed(), theirs: theirs.sma.toFixed() });
  }
  return found;
}

const difference = (accountId: string, number: string, item: string): MarginDifference => ({
  type: "AMOUNT",
  area: "MARGIN",
  accountId,
  item: `${number} ${item}`,
  ours: null,
  theirs: null,
});

type BalanceRow = { account_id: string; business_date: LocalDate; free: string };

/** Settled balances of the days whose interest is posted on a day, before that posting. */
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
async function compareInterest(
  tx: Tx,
  accounts: readonly AccountRow[],
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
async function interestMissingThere(tx: Tx, day: LocalDate): Promise<MarginDifference[]> {
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

/**
 * Compares what the clearing firm says of a day's margin and interest with our own reckoning; changes nothing. Our
 * reckoning of the special memorandum account stands back while a Regulation T call takes an account's credits.
 */
export async function reconcileMargin(tx: Tx, day: LocalDate): Promise<MarginDifference[]> {
  const accounts = await marginAccounts(tx, day);
  const found = [...(await interestMissingThere(tx, day)), ...(await strangers(tx, day))];
  if (accounts.length === 0) return found;
  return [
    ...found,
    ...(await compareFigures(tx, accounts, day)),
    ...(await compareInterest(tx, accounts, day)),
  ];
}
