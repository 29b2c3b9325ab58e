import type { TickAssignment } from "@/domain/market/ticks";
import { type Price, price } from "@/domain/money/money";
import { type LocalDate, localDate } from "@/domain/time/instant";

/**
 * The half-cent tick of the amended Rule 612 (17 CFR 242.612(b)(2)(ii)): for stocks whose time-weighted average quoted
 * spread was at most 1.5 cents, as their listing market says for each half-year. Compliance was exempted until the
 * first business day of November 2026 (90 FR, 2025-19926), and more delay has been asked for since; so the rule stands
 * here as a setting, and binds only symbols that have been assigned the tick.
 */
export const HALF_CENT_TICK: { from: LocalDate; tick: Price; maxAverageSpread: Price } = {
  from: localDate("2026-11-02"),
  tick: price("0.005"),
  maxAverageSpread: price("0.015"),
};

/** The assignments by symbol. None has been published to us; a listing market's list is entered here, half-year by half-year. */
const ASSIGNMENTS: ReadonlyMap<string, readonly TickAssignment[]> = new Map();

/** A symbol's own ticks, for `tickSize` and `isOnTick`; empty for those that keep the common ones. */
export const tickAssignmentsOf = (symbol: string): readonly TickAssignment[] => ASSIGNMENTS.get(symbol) ?? [];
