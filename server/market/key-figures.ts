import { barsInSharesOf } from "@/domain/market/todays-shares";
import { type Bar, toPrice } from "@/domain/market/types";
import { add, price, ratio, toWire } from "@/domain/money/money";
import { addDays, type Instant, instantAt, type LocalDate, localDateOf } from "@/domain/time/instant";
import { instrumentOf } from "@/server/market/queries";
import type { KeyFiguresView } from "@/server/market/views";
import type { Deps } from "@/server/platform/deps";

const YEAR_DAYS = 365;
/** Trading days before today that the average volume looks at. */
const AVERAGE_DAYS = 30;
/** Companies tell their dividends about so many days before the ex-date. */
const ANNOUNCED_DAYS = 45;

/**
 * Figures of an instrument as of now: the day's own (of the last session that has begun), the year's range, volumes
 * and dividends. Null is "n/a": what the market data cannot tell, such as the number of shares outstanding, is not
 * made up. UNKNOWN_SYMBOL for what we do not trade.
 */
export async function keyFigures(deps: Deps, input: { symbol: string }): Promise<KeyFiguresView> {
  instrumentOf(deps, input);
  const now = await deps.clock.exchangeNow();
  const today = localDateOf(now);
  const from = instantAt(addDays(today, -YEAR_DAYS), "00:00");
  const days = barsInSharesOf(
    deps.market,
    input.symbol,
    deps.market.bars(input.symbol, "1d", from, now),
    today,
  );
  return {
    symbol: input.symbol,
    at: now,
    ...dayFigures(deps, input.symbol, days, now),
    ...yearFigures(days),
    marketCap: null,
    ...dividendFigures(deps, input.symbol, today, now),
  };
}

const wire = (ticks: Bar["open"]): string => toWire(toPrice(ticks));

function dayFigures(deps: Deps, symbol: string, days: readonly Bar[], now: Instant) {
  const day = days.at(-1);
  const previousClose = deps.market.previousClose(symbol, day?.start ?? now);
  return {
    day: day ? localDateOf(day.start) : null,
    open: day ? wire(day.open) : null,
    high: day ? wire(day.high) : null,
    low: day ? wire(day.low) : null,
    volume: day?.volume ?? null,
    previousClose: previousClose === null ? null : wire(previousClose),
  };
}

function yearFigures(days: readonly Bar[]) {
  const before = days.slice(0, -1).slice(-AVERAGE_DAYS);
  const whole = before.reduce((sum, { volume }) => sum + volume, 0);
  const [first] = days;
  if (!first) return { yearLow: null, yearHigh: null, averageVolume: null, averageDays: 0 };
  return {
    yearLow: wire(days.reduce((least, { low }) => (low < least ? low : least), first.low)),
    yearHigh: wire(days.reduce((most, { high }) => (high > most ? high : most), first.high)),
    averageVolume: before.length > 0 ? Math.round(whole / before.length) : null,
    averageDays: before.length,
  };
}

function dividendFigures(deps: Deps, symbol: string, today: LocalDate, now: Instant) {
  const from = addDays(today, -YEAR_DAYS);
  const paid = deps.market
    .actions(from, addDays(today, ANNOUNCED_DAYS))
    .filter((action) => action.symbol === symbol && action.type === "CASH_DIVIDEND");
  const past = paid.filter(({ exDate }) => exDate <= today);
  const next = paid.find(({ exDate }) => exDate > today);
  const last = deps.market.last(symbol, now);
  // Dollars a share of before a split are those of so many shares today.
  const inTodaysShares = past.map(({ exDate, value }) =>
    price(value)
      .div(deps.market.splitFactor(symbol, exDate, today))
      .toDecimalPlaces(6),
  );
  const dividend = past.length > 0 ? add(...inTodaysShares.map((each) => price(each))) : null;
  const share = dividend && last ? ratio(dividend, toPrice(last.price)) : null;
  return {
    dividend: dividend && toWire(dividend),
    dividendYield: share?.toDecimalPlaces(6).toFixed() ?? null,
    nextExDate: next?.exDate ?? null,
    nextDividend: next ? toWire(price(next.value)) : null,
  };
}
