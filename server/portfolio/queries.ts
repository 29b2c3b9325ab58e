import type { Decimal } from "decimal.js";
import { FLOW_KINDS } from "@/domain/clearing/money-kinds";
import { AppError } from "@/domain/errors";
import { toPrice } from "@/domain/market/types";
import {
  add,
  type Money,
  money,
  moneyToWire,
  NO_SHARES,
  quantity,
  ratio,
  type Readable,
  toCents,
  toWire,
  ZERO,
} from "@/domain/money/money";
import {
  equityChange,
  type HeldPosition,
  totalValue,
  type ValuedPosition,
  valuePositions,
} from "@/domain/portfolio/valuation";
import {
  addDays,
  type Instant,
  type LocalDate,
  localDateFromColumn,
  localDateOf,
  toColumn,
} from "@/domain/time/instant";
import { marginBuyingPower } from "@/domain/risk/margin-power";
import { HOUSE_DEFAULT } from "@/domain/risk/margin-rules";
import { marginOrderFacts } from "@/server/margin";
import { type Cash, cashOf, type Holding, holdingsOf } from "@/server/ledger";
import { sharesChangedSince } from "@/server/corporate-actions";
import { type Actor, heldBy } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";
import type { CashView, HistoryPoint, PortfolioView, PositionView } from "@/server/portfolio/views";

/**
 * The whole portfolio of one account at this moment. Its cost does not grow with the account's history: balances and
 * open lots as they stand, the last end-of-day snapshot, and what happened since. NOT_FOUND for another's account.
 */
export async function portfolio(
  deps: Deps,
  actor: Actor,
  input: { accountId: string },
): Promise<PortfolioView> {
  const account = await deps.db.account.findFirst({ where: { id: input.accountId, ...heldBy(actor) } });
  if (!account) throw new AppError("NOT_FOUND");
  const at = await deps.clock.exchangeNow();
  const [cash, holdings, last, costs] = await Promise.all([
    cashOf(deps.db, account.id),
    holdingsOf(deps.db, account.id),
    deps.db.eodBalance.findFirst({ where: { accountId: account.id }, orderBy: { businessDate: "desc" } }),
    openCosts(deps, account.id),
  ]);
  const since = last ? localDateFromColumn(last.businessDate) : null;
  const [invested, before, netDeposits, realised] = await Promise.all([
    investedSince(deps, account.id, since),
    since ? quantitiesAt(deps, account.id, since) : new Map<string, Readable>(),
    depositsSince(deps, account.id, since),
    realisedSince(deps, account.id, `${localDateOf(at).slice(0, 4)}-01-01` as LocalDate),
  ]);
  const held = holdings.map((holding): HeldPosition => {
    const print = deps.market.last(holding.symbol, at);
    const close = deps.market.previousClose(holding.symbol, at);
    return {
      symbol: holding.symbol,
      quantity: holding.quantity,
      openCost: costs.get(holding.symbol) ?? ZERO,
      price: print && toPrice(print.price),
      previousClose: close === null ? null : toPrice(close),
      quantityBefore: quantity(before.get(holding.symbol) ?? NO_SHARES),
      investedSince: invested.get(holding.symbol) ?? ZERO,
    };
  });
  const positionValue = totalValue(held);
  const equity = add(cash.total, positionValue);
  const change = equityChange(equity, money(last?.equity ?? "0"), netDeposits);
  const valued = valuePositions(held, equity);
  return {
    accountId: account.id,
    accountNumber: account.number,
    title: account.title,
    status: account.status,
    asOf: at,
    equity: moneyToWire(equity),
    positionValue: moneyToWire(positionValue),
    dayChange: moneyToWire(change.amount),
    dayChangeRatio: ratioToWire(change.ratio),
    unrealised: moneyToWire(valued.reduce((sum, position) => add(sum, position.unrealised), ZERO)),
    realisedThisYear: moneyToWire(realised),
    cash: cashView(cash, cash.margin && (await marginPower(deps, account.id, at))),
    positions: valued.map((position, index) => positionView(deps, position, holdings[index])),
  };
}

const ratioToWire = (value: Decimal | null): string | null => value && value.toDecimalPlaces(6).toFixed();

/** A margin account's buying power in a usual security; null for a cash account, whose buying power is its cash. */
async function marginPower(deps: Deps, accountId: string, at: Instant): Promise<Money | null> {
  const day = localDateOf(at);
  const facts = await marginOrderFacts(deps, accountId, { at, tradeDate: day });
  return facts && marginBuyingPower(facts, HOUSE_DEFAULT, day);
}

const cashView = (cash: Cash, power: Money | null): CashView => ({
  isMargin: power !== null,
  settled: moneyToWire(cash.settled),
  unsettledIn: moneyToWire(cash.unsettledIn),
  unsettledOut: moneyToWire(cash.unsettledOut),
  isSettledOnly: cash.isSettledOnly,
  uncollected: moneyToWire(cash.uncollected),
  reserved: moneyToWire(cash.reserved),
  available: moneyToWire(power ?? cash.available),
  total: moneyToWire(cash.total),
});

function positionView(deps: Deps, position: ValuedPosition, holding: Holding | undefined): PositionView {
  const instrument = deps.market.instrument(position.symbol);
  return {
    symbol: position.symbol,
    name: instrument?.name ?? position.symbol,
    sector: instrument?.sector ?? "Other",
    quantity: toWire(position.quantity),
    price: position.price && toWire(position.price),
    value: moneyToWire(position.value),
    cost: moneyToWire(toCents(position.cost)),
    averageCost: ratio(position.cost, position.quantity)?.toDecimalPlaces(4).toFixed() ?? null,
    dayChange: moneyToWire(position.dayChange),
    dayChangeRatio: ratioToWire(position.dayChangeRatio),
    unrealised: moneyToWire(toCents(position.unrealised)),
    unrealisedRatio: ratioToWire(position.unrealisedRatio),
    weight: ratioToWire(position.weight),
    reserved: toWire(holding?.reserved ?? NO_SHARES),
  };
}

async function openCosts(deps: Deps, accountId: string): Promise<Map<string, Money>> {
  const rows = await deps.db.taxLot.groupBy({
    by: ["symbol"],
    where: { accountId, openQuantity: { not: 0 } },
    _sum: { openCost: true },
  });
  return new Map(rows.map((row) => [row.symbol, money(row._sum.openCost ?? "0")]));
}

async function investedSince(
  deps: Deps,
  accountId: string,
  since: LocalDate | null,
): Promise<Map<string, Money>> {
  const rows = await deps.db.$queryRaw<{ symbol: string; invested: Readable }[]>`
    select symbol, sum(case side when 'BUY' then round(quantity * price, 2) else -round(quantity * price, 2) end) as invested
    from portal.execution
    where account_id = ${accountId}::uuid and busted_at is null and trade_date > ${since ?? "0001-01-01"}::date
    group by symbol`;
  return new Map(rows.map((row) => [row.symbol, money(row.invested)]));
}

/** Shares held at an end of day, as many as they are by the splits since and under today's symbols. */
async function quantitiesAt(deps: Deps, accountId: string, day: LocalDate): Promise<Map<string, Readable>> {
  const [rows, changes] = await Promise.all([
    deps.db.eodPosition.findMany({ where: { accountId, businessDate: toColumn(day) } }),
    sharesChangedSince(deps, accountId, day),
  ]);
  const held = new Map<string, Readable>(rows.map((row) => [row.symbol, row.quantity]));
  for (const { symbol, newSymbol, after } of changes) {
    held.delete(symbol);
    held.set(newSymbol ?? symbol, after);
  }
  return held;
}

/** Deposits minus withdrawals and returns since an end of day, from the ledger. */
async function depositsSince(deps: Deps, accountId: string, since: LocalDate | null): Promise<Money> {
  const [row] = await deps.db.$queryRaw<{ total: Readable | null }[]>`
    select sum(e.amount) as total
    from portal.journal j join portal.ledger_entry e on e.journal_id = j.id and e.account_id is not null
    where j.account_id = ${accountId}::uuid and j.kind = any(${[...FLOW_KINDS]}::text[])
      and j.trade_date > ${since ?? "0001-01-01"}::date`;
  return money(row?.total ?? "0");
}

async function realisedSince(deps: Deps, accountId: string, from: LocalDate): Promise<Money> {
  const sums = await deps.db.lotClosing.aggregate({
    where: { accountId, closedOn: { gte: toColumn(from) } },
    _sum: { proceeds: true, cost: true },
  });
  return money(money(sums._sum.proceeds ?? "0").minus(money(sums._sum.cost ?? "0")));
}

const RANGE_DAYS = { "1M": 31, "3M": 92, "1Y": 366, ALL: 4000 } as const;
export type HistoryRange = keyof typeof RANGE_DAYS | "YTD";

/** Equity at each end of day of a range, with contributions to date, oldest first. */
export async function equityHistory(
  deps: Deps,
  actor: Actor,
  input: { accountId: string; range: HistoryRange },
): Promise<HistoryPoint[]> {
  const account = await deps.db.account.findFirst({
    where: { id: input.accountId, ...heldBy(actor) },
    select: { id: true },
  });
  if (!account) throw new AppError("NOT_FOUND");
  const today = await deps.clock.exchangeToday();
  const from =
    input.range === "YTD"
      ? (`${today.slice(0, 4)}-01-01` as LocalDate)
      : addDays(today, -RANGE_DAYS[input.range]);
  const rows = await deps.db.$queryRaw<{ business_date: Date; equity: Readable; contributions: Readable }[]>`
    select business_date, equity, contributions from (
      select business_date, equity, sum(net_deposits) over (order by business_date) as contributions
      from portal.eod_balance where account_id = ${account.id}::uuid) days
    where business_date >= ${from}::date order by business_date limit 3000`;
  return rows.map((row) => ({
    date: localDateFromColumn(row.business_date),
    equity: moneyToWire(money(row.equity)),
    contributions: moneyToWire(money(row.contributions)),
  }));
}
