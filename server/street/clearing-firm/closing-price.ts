import { toPrice } from "@/domain/market/types";
import { type Price, price } from "@/domain/money/money";
import { exchangeCalendar } from "@/domain/time/calendar";
import type { LocalDate } from "@/domain/time/instant";
import type { Step } from "@/server/street/street";

/** The official close; if the symbol did not trade, its last price; if it never did, the price it last changed hands at here. */
export async function closingPrice(step: Step, symbol: string, day: LocalDate): Promise<Price> {
  const { market } = step.street;
  const close = market.close(symbol, day);
  if (close !== null) return toPrice(close);
  const session = exchangeCalendar.session(day);
  const last = market.last(symbol, session?.close ?? step.now);
  if (last) return toPrice(last.price);
  const [row] = await step.tx.$queryRaw<{ price: string }[]>`
    select price::text as price from street.firm_trade where symbol = ${symbol}
    order by trade_date desc, exec_id desc limit 1`;
  return price(row?.price ?? "0");
}
