import { add, money, moneyToWire, price, quantity, ZERO } from "@/domain/money/money";
import { marginFigures, type MarginPosition, smaAtClose } from "@/domain/risk/margin";
import { exchangeCalendar } from "@/domain/time/calendar";
import type { LocalDate } from "@/domain/time/instant";
import { entriesOf, figuresBefore, lastFigures } from "@/server/margin/books";
import { difference, type MarginDifference } from "@/server/margin/margin-difference";
import { compareInterest, interestMissingThere } from "@/server/margin/reconcile-interest";
import type { Tx } from "@/server/platform/db";

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
    await figuresBefore(tx, ids, day),
    await entriesOf(tx, ids, day, "BOOKED"),
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
