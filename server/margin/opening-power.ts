import { add, type Money, money, scale, ZERO } from "@/domain/money/money";
import { dayTradingBuyingPower, isPatternDayTrader, type MarginTrade } from "@/domain/risk/day-trading";
import { marginRules } from "@/domain/risk/margin-rules";
import { type MarginRegime, marginRegimeOn } from "@/domain/risk/margin-regime";
import { exchangeCalendar } from "@/domain/time/calendar";
import type { LocalDate } from "@/domain/time/instant";
import { entriesOf, figuresBefore } from "@/server/margin/books";
import { type Db, Prisma, type Tx } from "@/server/platform/db";
import { limitsSql } from "@/server/risk";

/** The accounts that the old day-trader rule binds on a day. */
async function legacyAccounts(tx: Tx | Db, accountIds: readonly string[], day: LocalDate): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string; margin_regime: MarginRegime | null }[]>`
    select asked.id, l.margin_regime from unnest(${[...accountIds]}::uuid[]) as asked(id)
    cross join lateral ${limitsSql(Prisma.sql`asked.id`, day)} as l`;
  return rows.filter((row) => marginRegimeOn(day, row.margin_regime) === "LEGACY_PDT").map(({ id }) => id);
}

type TradeRow = { account_id: string; symbol: string; side: string; gross: string; day: string };

/** Trades of the days that make a pattern day trader, in the order of their times. */
async function recentTrades(tx: Tx | Db, accountIds: readonly string[], day: LocalDate): Promise<TradeRow[]> {
  return tx.$queryRaw<TradeRow[]>`
    select account_id, symbol, side, (quantity * price)::text as gross, trade_date::text as day from portal.execution
    where account_id = any(${[...accountIds]}::uuid[]) and busted_at is null
      and trade_date between ${exchangeCalendar.addTradingDays(day, -4)}::date and ${day}::date
    order by executed_at, id`;
}

/** The cost of what was opened today and is still open, by symbol: purchases less sales, never below zero. */
function openedToday(trades: readonly TradeRow[], day: LocalDate): Money {
  const bySymbol = new Map<string, Money>();
  for (const trade of trades) {
    if (trade.day !== day) continue;
    const before = bySymbol.get(trade.symbol) ?? ZERO;
    const after = trade.side === "BUY" ? before.plus(trade.gross) : before.minus(trade.gross);
    bySymbol.set(trade.symbol, (after.lt(0) ? ZERO : after) as Money);
  }
  return add(ZERO, ...bySymbol.values());
}

/**
 * Dollars of initial requirement that accounts may open, for those that the old day-trader rule binds: the special
 * memorandum account, and for a pattern day trader what his day-trading buying power comes to (FINRA 4210(f)(8)(B)).
 * An account that is not named has no such bound: where intraday margin is in force, the maintenance excess of the
 * moment is what counts.
 */
export async function openingPowers(
  tx: Tx | Db,
  accountIds: readonly string[],
  day: LocalDate,
): Promise<Map<string, Money>> {
  const bound = await legacyAccounts(tx, accountIds, day);
  const powers = new Map<string, Money>();
  if (bound.length === 0) return powers;
  const figures = await figuresBefore(tx, bound, day);
  const entries = await entriesOf(tx, bound, day, "REPORTED");
  const trades = await recentTrades(tx, bound, day);
  const { initialLong } = marginRules(day);
  for (const accountId of bound) {
    const own = trades.filter((trade) => trade.account_id === accountId);
    const prior = figures.get(accountId);
    const margin: MarginTrade[] = own.map((trade) => ({
      day: trade.day as LocalDate,
      symbol: trade.symbol,
      opens: trade.side === "BUY",
    }));
    const power = isPatternDayTrader(margin, day)
      ? scale(
          dayTradingBuyingPower({
            priorEquity: prior?.equity ?? ZERO,
            priorMaintenanceExcess: prior
              ? (prior.equity.minus(prior.maintenanceRequirement) as Money)
              : ZERO,
            openedToday: openedToday(own, day),
          }),
          initialLong,
        )
      : add(prior?.sma ?? ZERO, entries.get(accountId) ?? ZERO);
    powers.set(accountId, money(power.toDecimalPlaces(8)));
  }
  return powers;
}
