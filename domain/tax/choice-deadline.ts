import { exchangeCalendar } from "@/domain/time/calendar";
import type { Instant, LocalDate } from "@/domain/time/instant";
import { invariant } from "@/domain/errors";

/** A fill that stands, as far as its settlement goes. */
export type SettlingFill = { settlementDate: LocalDate; isSettled: boolean };

/**
 * Until when the lots of a sale may be named: the close of the regular session on its settlement date (Treas. Reg.
 * 1.1012-1(c)(2), (8): by the settlement date under the rules of the market), of several fills on the first of theirs.
 * The carrying firm settles after that close. Null where nothing was sold.
 */
export function lotsNamedUntil(fills: readonly SettlingFill[]): { date: LocalDate; at: Instant } | null {
  const [date] = fills.map(({ settlementDate }) => settlementDate).sort();
  if (date === undefined) return null;
  const session = exchangeCalendar.session(date);
  invariant(session, "shares settle on days on which the exchange is open");
  return { date, at: session.close };
}

export const LOTS_TOO_LATE = "The sale has settled: its lots could be named until the settlement date.";

/** Why the lots of an order can't be named anew, in a sentence; null where they can. */
export function whyLotsStay(
  order: { side: "BUY" | "SELL"; isOpen: boolean; fills: readonly SettlingFill[] },
  now: Instant,
): string | null {
  if (order.side === "BUY") return "Only sales close lots.";
  if (order.isOpen) return "The order is still working: its lots can be named anew once it is over.";
  const until = lotsNamedUntil(order.fills);
  if (!until) return "Nothing was sold.";
  return now >= until.at || order.fills.some(({ isSettled }) => isSettled) ? LOTS_TOO_LATE : null;
}
