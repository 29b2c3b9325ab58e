import { groupedBy } from "@/domain/grouped";
import {
  add,
  type Money,
  money,
  moneyToWire,
  type Readable,
  subtract,
  toCents,
  ZERO,
} from "@/domain/money/money";
import { isNoAnswer, NO_ANSWER, type NoAnswer, noRate, type RateFigure } from "@/domain/portfolio/answer";
import { BRIDGE_TERMS, type BridgeTerm } from "@/domain/portfolio/bridge";
import { chainReturn, type DayRecord } from "@/domain/portfolio/daily-chain";
import { returnBetween } from "@/domain/portfolio/kept-chain";
import { moneyWeightedReturn } from "@/domain/portfolio/money-weighted";
import { equityChange } from "@/domain/portfolio/valuation";
import { addDays, type LocalDate, localDateFromColumn } from "@/domain/time/instant";
import type { Db, Tx } from "@/server/platform/db";
import { type Standing, standingsAt, termsBetween } from "@/server/portfolio/standings";

/** From the close of `from` to that of `to`: of a statement the last day of the month before, and of the month. */
export type ClosedPeriod = { from: LocalDate; to: LocalDate };

/**
 * Ratios as plain decimals, ten at most; null where there is none, and `reason` says why, in words. `change` is dollars:
 * what equity changed by, net of what came from outside or left; null without a day in the period.
 */
export type PeriodPerformance = {
  change: string | null;
  timeWeighted: string | null;
  moneyWeighted: string | null;
  reason: string | null;
};

type Flow = DayRecord & { gap: NoAnswer | null };

async function flowsOf(
  db: Db | Tx,
  accountIds: readonly string[],
  { from, to }: ClosedPeriod,
): Promise<Map<string, (Flow & { accountId: string })[]>> {
  const rows = await db.$queryRaw<
    {
      account_id: string;
      day: Date;
      inflow: Readable;
      outflow: Readable;
      equity: Readable;
      no_return: string | null;
    }[]
  >`
    select account_id::text, day, inflow, outflow, equity, no_return from portal.performance_day
    where account_id = any(${[...accountIds]}::uuid[]) and day > ${from}::date and day <= ${to}::date
      and (inflow <> 0 or outflow <> 0 or no_return is not null)
    order by account_id, day`;
  return groupedBy(
    rows.map((row) => ({
      accountId: row.account_id,
      day: localDateFromColumn(row.day),
      inflow: money(row.inflow),
      outflow: money(row.outflow),
      equity: money(row.equity),
      gap: row.no_return !== null && isNoAnswer(row.no_return) ? row.no_return : null,
    })),
    ({ accountId }) => accountId,
  );
}

async function firstDays(db: Db | Tx, accountIds: readonly string[]): Promise<Map<string, LocalDate>> {
  const rows = await db.$queryRaw<{ id: string; day: Date }[]>`
    select a.id::text, p.day from unnest(${[...accountIds]}::uuid[]) as a(id)
    cross join lateral (
      select day from portal.performance_day p where p.account_id = a.id order by day limit 1) p`;
  return new Map(rows.map(({ id, day }) => [id, localDateFromColumn(day)]));
}

/**
 * How accounts did in a period that is over, for papers and exports; set-based, of two kept rows and the days with
 * flows. The same figures as on the screens. An account without a day in the period has NO_DAYS.
 */
export async function performanceOfPeriod(
  db: Db | Tx,
  accountIds: readonly string[],
  period: ClosedPeriod,
): Promise<Map<string, PeriodPerformance>> {
  // One after the other: a transaction has one line to the database.
  const before = await standingsAt(db, accountIds, period.from);
  const after = await standingsAt(db, accountIds, period.to);
  const flows = await flowsOf(db, accountIds, period);
  const first = await firstDays(db, accountIds);
  return new Map(
    accountIds.map((id, n) => {
      const beginning = addDays(first.get(id) ?? period.to, -1);
      const from = beginning > period.from ? beginning : period.from;
      const ends = { before: before[n] as Standing, after: after[n] as Standing };
      return [id, figuresOf(from, ends, flows.get(id) ?? [])];
    }),
  );
}

/**
 * What accounts' equity changed by on one trading day that is over, by account, dollars net of what came or went: the
 * figure that `performanceOfPeriod` has of that day, of its kept row and the one before it. Without accounts that have
 * no such day.
 */
export async function changesOfDay(
  db: Db | Tx,
  accountIds: readonly string[],
  day: LocalDate,
): Promise<Map<string, Money>> {
  const rows = await db.$queryRaw<{ id: string; equity: Readable; before: Readable; moved: Readable }[]>`
    select p.account_id::text as id, p.equity, p.inflow - p.outflow as moved, coalesce((
      select b.equity from portal.performance_day b where b.account_id = p.account_id and b.day < p.day
      order by b.day desc limit 1), 0) as before
    from portal.performance_day p where p.account_id = any(${[...accountIds]}::uuid[]) and p.day = ${day}::date`;
  return new Map(
    rows.map(({ id, equity, before, moved }) => [
      id,
      equityChange(money(equity), money(before), money(moved)).amount,
    ]),
  );
}

function figuresOf(
  from: LocalDate,
  { before, after }: { before: Standing; after: Standing },
  flows: readonly Flow[],
): PeriodPerformance {
  const to = after.day;
  if (to === null || to === before.day) return told(null, noRate("NO_DAYS"), noRate("NO_DAYS"));
  const gap = flows.find((flow) => flow.gap !== null)?.gap ?? null;
  const total = returnBetween(before.mark, after.mark, gap);
  const chain = total.known
    ? ({ known: true, value: { from, days: [], index: 1 + total.value } } as const)
    : total;
  const end = { day: to, inflow: ZERO, outflow: ZERO, equity: after.equity };
  const days = flows.at(-1)?.day === to ? flows : [...flows, end];
  const moved = add(ZERO, ...flows.map(({ inflow, outflow }) => subtract(inflow, outflow)));
  return told(
    equityChange(after.equity, before.equity, moved).amount,
    chainReturn(chain, from, to).period,
    moneyWeightedReturn({ from, opening: before.equity, days }).period,
  );
}

function told(change: Money | null, timeWeighted: RateFigure, moneyWeighted: RateFigure): PeriodPerformance {
  const reason = timeWeighted.reason ?? moneyWeighted.reason;
  return {
    change: change && moneyToWire(change),
    timeWeighted: timeWeighted.rate,
    moneyWeighted: moneyWeighted.rate,
    reason: reason && NO_ANSWER[reason],
  };
}

/** The bridge of a period as decimals of dollars; `unexplained` is "0" unless a break is open. */
export type PeriodBridge = Record<BridgeTerm, string> & {
  opening: string;
  closing: string;
  unexplained: string;
};

/** How accounts' equity came from one close to another (FORMULAS.bridge), set-based: the difference of two kept rows. */
export async function bridgeOfPeriod(
  db: Db | Tx,
  accountIds: readonly string[],
  { from, to }: ClosedPeriod,
): Promise<Map<string, PeriodBridge>> {
  const before = await standingsAt(db, accountIds, from);
  const after = await standingsAt(db, accountIds, to);
  return new Map(
    accountIds.map((id, n) => {
      const [opened, closed] = [before[n] as Standing, after[n] as Standing];
      const terms = termsBetween(opened.terms, closed.terms);
      const explained = add(opened.equity, ...BRIDGE_TERMS.map((term) => terms[term]));
      const wire = (amount: Money): string => moneyToWire(toCents(amount));
      return [
        id,
        {
          ...(Object.fromEntries(BRIDGE_TERMS.map((term) => [term, wire(terms[term])])) as Record<
            BridgeTerm,
            string
          >),
          opening: wire(opened.equity),
          closing: wire(closed.equity),
          unexplained: wire(subtract(closed.equity, explained)),
        },
      ];
    }),
  );
}
