import type { ChartRange } from "@/domain/market/market-input";
import { barsInSharesOf } from "@/domain/market/todays-shares";
import type { BarInterval } from "@/domain/market/types";
import { exchangeCalendar } from "@/domain/time/calendar";
import { addDays, instantAt, type LocalDate, localDateOf } from "@/domain/time/instant";
import { barView, instrumentOf } from "@/server/market/queries";
import type { HistoryView } from "@/server/market/views";
import type { Deps } from "@/server/platform/deps";

/** No chart needs more; every range below stays under it. */
const MOST_BARS = 2_000;

type Reach = { interval: BarInterval; first: (day: LocalDate) => LocalDate };

/** The bars that suit each range: fine enough to see its shape, few enough to draw. */
const REACH: Record<ChartRange, Reach> = {
  "1D": { interval: "1m", first: (day) => day },
  "5D": { interval: "5m", first: (day) => exchangeCalendar.addTradingDays(day, -4) },
  "1M": { interval: "1h", first: (day) => addDays(day, -31) },
  "6M": { interval: "1d", first: (day) => addDays(day, -183) },
  "1Y": { interval: "1d", first: (day) => addDays(day, -365) },
  "5Y": { interval: "1d", first: (day) => addDays(day, -1_826) },
};

/**
 * Bars of a range up to now, in today's shares, oldest first, extended hours included where they are shorter than a day; at most 2,000.
 * UNKNOWN_SYMBOL for what we do not trade.
 */
export async function history(
  deps: Deps,
  input: { symbol: string; range: ChartRange },
): Promise<HistoryView> {
  instrumentOf(deps, input);
  const now = await deps.clock.exchangeNow();
  const today = localDateOf(now);
  const hasBegun = exchangeCalendar.isTradingDay(today) && now > exchangeCalendar.preMarketOpen(today);
  const day = hasBegun ? today : exchangeCalendar.previousTradingDay(today);
  const { interval, first } = REACH[input.range];
  const bars = deps.market.bars(input.symbol, interval, instantAt(first(day), "04:00"), now);
  const shown = barsInSharesOf(deps.market, input.symbol, bars.slice(-MOST_BARS), today);
  return { interval, bars: shown.map(barView) };
}
