import { isOnTick, type TickAssignment, tickSize } from "@/domain/market/ticks";
import { formatPrice } from "@/domain/money/format";
import { money, type Price, scale } from "@/domain/money/money";
import type { RiskOrder } from "@/domain/risk/checks/risk-order";
import { type Denial, deny } from "@/domain/risk/checks/verdict";
import type { LocalDate } from "@/domain/time/instant";

/** The symbol's own ticks (tick-assignments.ts) and the trade date, by which they are dated. */
export type TickFacts = { today: LocalDate; assignments: readonly TickAssignment[] };

/** Rule 612 (17 CFR 242.612): each price of an order is a whole number of ticks. */
export function checkTick(
  order: Pick<RiskOrder, "limitPrice" | "stopPrice">,
  facts: TickFacts,
): Denial | null {
  const { today, assignments } = facts;
  for (const given of [order.limitPrice, order.stopPrice]) {
    if (!given || isOnTick(given, today, assignments)) continue;
    const tick = tickSize(given, today, assignments);
    return deny(
      "TICK_SIZE",
      `A price of ${formatPrice(given.toFixed())} must be a multiple of ${tick.toFixed()}.`,
    );
  }
  return null;
}

/**
 * The best opposite quote, or the last print where nobody quotes; null when neither is known. `collar` is a share of
 * it: how much worse a limit may be before it looks like a slip.
 */
export type CollarFacts = { reference: Price | null; collar: string };

/** Erroneous prices (15c3-5(c)(1)(ii)): a limit far through the market is taken for a slip of the pen. */
export function checkCollar(
  order: Pick<RiskOrder, "side" | "limitPrice">,
  facts: CollarFacts,
): Denial | null {
  const { limitPrice, side } = order;
  const { reference, collar } = facts;
  if (!limitPrice || !reference) return null;
  const one = money("1");
  const bound = scale(reference, side === "BUY" ? one.plus(collar) : one.minus(collar));
  const isBeyond = side === "BUY" ? limitPrice.gt(bound) : limitPrice.lt(bound);
  if (!isBeyond) return null;
  const direction = side === "BUY" ? "above" : "below";
  return deny(
    "PRICE_COLLAR",
    `${formatPrice(limitPrice.toFixed())} is more than ${money(collar).times(100).toFixed()}% ${direction} the market at ${formatPrice(reference.toFixed())}. Check the price.`,
  );
}
