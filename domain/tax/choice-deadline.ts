import { exchangeCalendar } from "@/domain/time/calendar";
import type { Instant, LocalDate } from "@/domain/time/instant";
import { invariant } from "@/domain/errors";

/** A fill that stands, as far as its settlement goes. */
export type SettlingFill = { settlementDate: LocalDate; isSettled: boolean };

function closeOn(date: LocalDate): Instant {
  const session = exchangeCalendar.session(date);
  invariant(session, "shares settle on days on which the exchange is open");
  return session.close;
}

/**
 * Whether a fill's lots can't be named any more: from the close of the regular session on its settlement date on (Treas.
 * Reg. 1.1012-1(c)(2), (8): by the settlement date under the rules of the market). The carrying firm settles after that
 * close. Each fill by itself: what has settled keeps its lots, the rest of its order can still be given others.
 */
export const isFinal = ({ settlementDate, isSettled }: SettlingFill, now: Instant): boolean =>
  isSettled || now >= closeOn(settlementDate);

/**
 * Until when the lots of all that is not final may be named: the first of their settlement dates, and of a sale that is
 * final the last that there was. Null where there is no such fill.
 */
export function lotsNamedUntil(
  fills: readonly SettlingFill[],
  now: Instant,
): { date: LocalDate; at: Instant } | null {
  const free = fills.filter((fill) => !isFinal(fill, now));
  const dates = (free.length > 0 ? free : fills).map(({ settlementDate }) => settlementDate).sort();
  const date = free.length > 0 ? dates[0] : dates.at(-1);
  return date === undefined ? null : { date, at: closeOn(date) };
}

export const LOTS_TOO_LATE = "The sale has settled: its lots could be named until the settlement date.";

/**
 * Why the lots of an order can't be named anew, in a sentence; null where they can: some of its fills have not settled,
 * or some of it is still to be filled.
 */
export function whyLotsStay(
  order: { side: "BUY" | "SELL"; isOpen: boolean; fills: readonly SettlingFill[] },
  now: Instant,
): string | null {
  if (order.side === "BUY") return "Only sales close lots.";
  if (order.isOpen) return null;
  if (order.fills.length === 0) return "Nothing was sold.";
  return order.fills.every((fill) => isFinal(fill, now)) ? LOTS_TOO_LATE : null;
}
