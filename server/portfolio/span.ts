import { AppError } from "@/domain/errors";
import { type Money, add, subtract } from "@/domain/money/money";
import { BRIDGE_TERMS, type BridgeTerm } from "@/domain/portfolio/bridge";
import type { ChainMark } from "@/domain/portfolio/kept-chain";
import { openingOf } from "@/domain/portfolio/periods";
import type { PeriodInput } from "@/domain/portfolio/portfolio-input";
import { addDays, type LocalDate } from "@/domain/time/instant";
import type { Deps } from "@/server/platform/deps";
import { lastKeptOf, type Live, liveAccounts } from "@/server/portfolio/live";
import { nothingYet, type Standing, standingsAt, sumOf } from "@/server/portfolio/standings";

/** Where accounts stood together at one end of a period. Dollars. */
export type Stood = {
  equity: Money;
  contributions: Money;
  terms: Record<BridgeTerm, Money>;
  /** Of each account; `days`: the kept day that it stood at, null before its first. */
  marks: readonly ChainMark[];
  days: readonly (LocalDate | null)[];
};

/** A period of accounts together. */
export type Span = {
  /** The day at whose close it opens; never before the day before the first account's first day. */
  from: LocalDate;
  /** Its last day: today where it is live, else the last day that was kept of it. */
  to: LocalDate;
  /** The last kept day of it. */
  upTo: LocalDate;
  isLive: boolean;
  opening: Stood;
  closing: Stood;
  live: Live;
};

const together = (standings: readonly Pick<Standing, "equity" | "terms" | "mark" | "day">[]): Stood => {
  const terms = Object.fromEntries(
    BRIDGE_TERMS.map((term) => [term, sumOf(standings, (one) => one.terms[term])]),
  ) as Record<BridgeTerm, Money>;
  return {
    equity: sumOf(standings, ({ equity }) => equity),
    contributions: add(terms.DEPOSITS, terms.WITHDRAWALS, terms.SECURITIES_TRANSFERRED),
    terms,
    marks: standings.map(({ mark }) => mark),
    days: standings.map(({ day }) => day),
  };
};

/** The day before the first kept day of these accounts, or before today where none is. */
function beginningOf({ accounts, today }: Live): LocalDate {
  const first = accounts.reduce<LocalDate>(
    (earliest, { last }) => (last.first !== null && last.first < earliest ? last.first : earliest),
    today,
  );
  return addDays(first, -1);
}

/**
 * A period of accounts, opened and closed at kept days, with today's live part where it reaches that far. VALIDATION
 * for a period that begins in the future.
 */
export async function spanOf(deps: Deps, accountIds: readonly string[], period: PeriodInput): Promise<Span> {
  const live = await liveAccounts(deps, accountIds);
  const { today } = live;
  const asked =
    "kind" in period
      ? { from: openingOf(period.kind, today), to: today }
      : { from: period.from, to: period.to };
  if (asked.from !== null && asked.from >= today)
    throw new AppError("VALIDATION", "This period has not begun.");
  const beginning = beginningOf(live);
  const from = asked.from === null || asked.from < beginning ? beginning : asked.from;
  const last = lastKeptOf(live.accounts);
  // A day that has ended is told by its kept row, also while the clock still stands in it.
  const isLive = asked.to >= today && (last === null || last < today);
  const opening =
    from === beginning ? accountIds.map(nothingYet) : await standingsAt(deps.db, accountIds, from);
  const closing = isLive ? null : await standingsAt(deps.db, accountIds, asked.to);
  const closed = closing?.reduce<LocalDate>((latest, { day }) => (day && day > latest ? day : latest), from);
  return {
    from,
    to: closed ?? today,
    upTo: closed ?? last ?? from,
    isLive,
    opening: together(opening),
    closing: closing
      ? together(closing)
      : together(
          live.accounts.map(({ equity, terms, last: { mark, day } }) => ({ equity, terms, mark, day })),
        ),
    live,
  };
}

/** What came in less what left, between two ends. */
export const contributedIn = ({ opening, closing }: Pick<Span, "opening" | "closing">): Money =>
  subtract(closing.contributions, opening.contributions);
