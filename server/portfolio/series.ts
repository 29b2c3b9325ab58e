import { type Money, money } from "@/domain/money/money";
import { type Answer, isNoAnswer, type NoAnswer } from "@/domain/portfolio/answer";
import {
  type Chain,
  type DayRecord,
  type FloatDay,
  linkDays,
  type WeightedChain,
} from "@/domain/portfolio/daily-chain";
import { type ChainMark, chainOfMarks, markAfter } from "@/domain/portfolio/kept-chain";
import type { LocalDate } from "@/domain/time/instant";
import { Prisma } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import type { Live } from "@/server/portfolio/live";
import type { Span } from "@/server/portfolio/span";

/** Points of a curve; more than a screen shows is not sent. */
const CURVE_POINTS = 400;

export type SeriesPoint = { day: LocalDate; equity: Money; contributions: Money };
/** The kept days of a period, today's live part as the last one, of accounts together. */
export type Series = {
  days: readonly (FloatDay & { day: LocalDate })[];
  /** Of one account alone. */
  marks: readonly (ChainMark & { day: LocalDate })[];
  gap: NoAnswer | null;
  /** Days on which money came or went. */
  flows: readonly DayRecord[];
  /** Evenly chosen, the last among them. */
  points: readonly SeriesPoint[];
};

type Row = {
  days: string | null;
  equities: string | null;
  inflows: string | null;
  outflows: string | null;
  growths: string | null;
  first_at_work: number | null;
  first_losses: number | null;
  last_gaps: number | null;
  /** The counts of each day, where they are not one more every day. */
  counts: [number, number][] | null;
  gap: string | null;
  flows: [string, string, string, string][] | null;
  points: [string, string, string][] | null;
};

const ofOne = (accountId: string, from: LocalDate, upTo: LocalDate): Prisma.Sql => Prisma.sql`
  select day, equity, inflow, outflow, growth, days_at_work as at_work, total_losses as losses, gaps, no_return as gap,
    deposits + withdrawals + securities_transferred as put_in
  from portal.performance_day
  where account_id = ${accountId}::uuid and day > ${from}::date and day <= ${upTo}::date`;

/** Accounts together have no marks: their returns are chained over the sums of their days. */
const ofMany = (accountIds: readonly string[], from: LocalDate, upTo: LocalDate): Prisma.Sql => Prisma.sql`
  select day, sum(equity) as equity, sum(inflow) as inflow, sum(outflow) as outflow, 1 as growth, 0 as at_work, 0 as losses,
    0 as gaps, min(no_return) as gap, sum(deposits + withdrawals + securities_transferred) as put_in
  from portal.performance_day
  where account_id = any(${[...accountIds]}::uuid[]) and day > ${from}::date and day <= ${upTo}::date
  group by day`;

const numbers = (text: string | null): number[] => (text ? text.split(",").map(Number) : []);

/**
 * One row, however many days: figures of days come as lists, because rows of them would cost more to carry than to
 * reckon. `upTo` is the last kept day that counts.
 */
export async function seriesOf(
  deps: Deps,
  accountIds: readonly string[],
  { from, upTo }: { from: LocalDate; upTo: LocalDate },
  asked: "RETURNS" | "WEIGHTS" = "RETURNS",
): Promise<Series> {
  // One account's returns are in its marks; what was at work on a day is needed for weights, and for sums of accounts.
  const figures =
    asked === "WEIGHTS" || accountIds.length > 1
      ? Prisma.sql`string_agg(equity::text, ',' order by day) as equities,
          string_agg(inflow::text, ',' order by day) as inflows, string_agg(outflow::text, ',' order by day) as outflows`
      : Prisma.sql`null::text as equities, null::text as inflows, null::text as outflows`;
  const [row] = await deps.db.$queryRaw<Row[]>`
    with days as (
      ${accountIds.length === 1 ? ofOne(accountIds[0] ?? "", from, upTo) : ofMany(accountIds, from, upTo)}
    ), placed as (
      select *, row_number() over own as n, count(*) over () as of,
        max(at_work) over () - min(at_work) over () <> count(*) over () - 1 or max(losses) over () > min(losses) over ()
          as is_unusual
      from days window own as (order by day)
    )
    select string_agg(day::text, ',' order by day) as days, ${figures},
      string_agg(growth::text, ',' order by day) as growths,
      min(at_work)::int as first_at_work, min(losses)::int as first_losses, max(gaps)::int as last_gaps,
      json_agg(json_build_array(at_work, losses) order by day) filter (where is_unusual) as counts,
      (array_agg(gap order by day) filter (where gap is not null))[1] as gap,
      json_agg(json_build_array(day, inflow::text, outflow::text, equity::text) order by day)
        filter (where inflow <> 0 or outflow <> 0) as flows,
      json_agg(json_build_array(day, equity::text, put_in::text) order by day)
        filter (where n = of or (of - n) % ceil(of / ${CURVE_POINTS}::numeric)::bigint = 0) as points
    from placed`;
  return row ? read(row) : { days: [], marks: [], gap: null, flows: [], points: [] };
}

function read(row: Row): Series {
  const dates = (row.days ? row.days.split(",") : []) as LocalDate[];
  const [equities, inflows, outflows] = [row.equities, row.inflows, row.outflows].map(numbers) as number[][];
  const growths = numbers(row.growths);
  const at = (list: number[] | undefined, n: number): number => list?.[n] ?? 0;
  return {
    days: dates.map((day, n) => ({
      day,
      equity: at(equities, n),
      inflow: at(inflows, n),
      outflow: at(outflows, n),
    })),
    marks: dates.map((day, n) => ({
      day,
      growth: at(growths, n),
      daysAtWork: row.counts?.[n]?.[0] ?? (row.first_at_work ?? 0) + n,
      totalLosses: row.counts?.[n]?.[1] ?? row.first_losses ?? 0,
      // Only whether there are more at the end than at the opening is asked of them.
      gaps: row.last_gaps ?? 0,
    })),
    gap: row.gap !== null && isNoAnswer(row.gap) ? row.gap : null,
    flows: (row.flows ?? []).map(([day, inflow, outflow, equity]) => ({
      day: day as LocalDate,
      inflow: money(inflow),
      outflow: money(outflow),
      equity: money(equity),
    })),
    points: (row.points ?? []).map(([day, equity, contributions]) => ({
      day: day as LocalDate,
      equity: money(equity),
      contributions: money(contributions),
    })),
  };
}

/** The last day of a span that is not over: what came and went so far, and what it is all worth now. */
export type Today = DayRecord & { contributions: Money };

/** A series with today's part on top, and the chain of its returns. */
export function chained(
  span: Span,
  series: Series,
  today: Today | null,
  accounts: Live["accounts"],
): {
  chain: Answer<Chain>;
  weighted: () => Answer<WeightedChain>;
  flows: readonly DayRecord[];
  points: readonly SeriesPoint[];
} {
  const live = today && { day: today.day, ...floatOf(today) };
  const days = live ? [...series.days, live] : series.days;
  const weighted = () => linkDays(span.from, span.opening.equity.toNumber(), days);
  const [mark, ...others] = span.opening.marks;
  const hasOne = mark !== undefined && others.length === 0;
  return {
    chain: hasOne ? chainOfOne({ from: span.from, opening: mark }, series, live, accounts) : weighted(),
    weighted,
    flows:
      today && !(today.inflow.isZero() && today.outflow.isZero()) ? [...series.flows, today] : series.flows,
    points: today ? [...series.points, today] : series.points,
  };
}

const floatOf = (day: DayRecord): FloatDay => ({
  inflow: day.inflow.toNumber(),
  outflow: day.outflow.toNumber(),
  equity: day.equity.toNumber(),
});

/** One account's own chain, as it is kept: papers quote the same marks. */
function chainOfOne(
  opening: { from: LocalDate; opening: ChainMark },
  series: Series,
  live: (FloatDay & { day: LocalDate }) | null,
  accounts: Live["accounts"],
): Answer<Chain> {
  const last = accounts[0]?.last;
  if (!live || !last) return chainOfMarks(opening, series.marks, series.gap);
  const { mark, gap } = markAfter(last.mark, last.equity.toNumber(), live);
  return chainOfMarks(opening, [...series.marks, { ...mark, day: live.day }], series.gap ?? gap);
}
