import { moneyToWire, subtract } from "@/domain/money/money";
import { adjustedCloses } from "@/domain/portfolio/adjusted-closes";
import { figureOf, type RateFigure } from "@/domain/portfolio/answer";
import type { BenchmarkCloses } from "@/domain/portfolio/benchmark";
import type { Chain, Period } from "@/domain/portfolio/daily-chain";
import type { FormulaName } from "@/domain/portfolio/formulas";
import { performanceOfChain } from "@/domain/portfolio/performance";
import type { PerformanceInput } from "@/domain/portfolio/portfolio-input";
import { addDays, type LocalDate } from "@/domain/time/instant";
import { exchangeCalendar } from "@/domain/time/calendar";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";
import { ownAccountIds } from "@/server/portfolio/accounts";
import { chained, type SeriesPoint, seriesOf, type Today } from "@/server/portfolio/series";
import { contributedIn, type Span, spanOf } from "@/server/portfolio/span";
import { sumOf } from "@/server/portfolio/standings";
import type { CurvePoint, PerformanceView } from "@/server/portfolio/views";

/** Ten-thousandths of a dollar, in which the market tells prices. */
const TICKS = 10_000;

/** Which entry of FORMULAS says how a figure of the view is reckoned. */
const FIGURES = {
  timeWeighted: "timeWeighted",
  moneyWeighted: "moneyWeighted",
  annualised: "annualised",
  volatility: "volatility",
  sharpe: "sharpe",
  drawdown: "drawdown",
  excess: "benchmark",
  beta: "beta",
} as const satisfies Record<string, FormulaName>;

/** Today's part of a span that reaches to it. */
export function todayOf({ isLive, live, closing }: Span): Today | null {
  if (!isLive) return null;
  return {
    day: live.today,
    inflow: sumOf(live.accounts, ({ last }) => last.since.inflow),
    outflow: sumOf(live.accounts, ({ last }) => last.since.outflow),
    equity: closing.equity,
    contributions: closing.contributions,
  };
}

/** A span as the money-weighted return needs it: its ends, and the days on which money moved. */
export function sparsePeriod(span: Span, flows: Period["days"]): Period {
  const end = flows.at(-1)?.day === span.to ? [] : [lastDayOf(span)];
  return {
    from: span.from,
    opening: span.opening.equity,
    days: span.to > span.from ? [...flows, ...end] : [],
  };
}

const lastDayOf = ({ to, closing }: Span): Period["days"][number] => {
  const none = subtract(closing.equity, closing.equity);
  return { day: to, inflow: none, outflow: none, equity: closing.equity };
};

/**
 * How accounts together did in a period, with a benchmark held over the same days. Each figure by its entry of
 * FORMULAS; the days are read from what is kept of them, never replayed. NOT_FOUND for another's account.
 */
export async function performance(
  deps: Deps,
  actor: Actor,
  input: PerformanceInput,
): Promise<PerformanceView> {
  const accountIds = await ownAccountIds(deps, actor, input.accountIds);
  const span = await spanOf(deps, accountIds, input.period);
  const series = await seriesOf(deps, accountIds, span);
  const { chain, flows, points } = chained(span, series, todayOf(span), span.live.accounts);
  const instrument = input.benchmark === null ? null : deps.market.instrument(input.benchmark);
  const closes =
    instrument && chain.known ? benchmarkCloses(deps, instrument.symbol, chain.value, span) : null;
  const { opening, closing } = span;
  const shown: SeriesPoint[] = [
    { day: span.from, equity: opening.equity, contributions: opening.contributions },
    ...points,
  ];
  const found = performanceOfChain(sparsePeriod(span, flows), chain, {
    curveDays: new Set(shown.map(({ day }) => day)),
    ...(closes ? { benchmark: closes } : {}),
  });
  return {
    from: span.from,
    to: span.to,
    isLive: span.isLive,
    opening: moneyToWire(opening.equity),
    closing: moneyToWire(closing.equity),
    gain: moneyToWire(subtract(subtract(closing.equity, opening.equity), contributedIn(span))),
    timeWeighted: found.timeWeighted,
    moneyWeighted: found.moneyWeighted,
    volatility: found.volatility,
    sharpe: found.sharpe,
    drawdown: found.drawdown,
    benchmark:
      instrument && found.benchmark
        ? {
            symbol: instrument.symbol,
            name: instrument.name,
            return: found.benchmark.benchmark,
            excess: found.benchmark.excess,
            beta: found.benchmark.beta,
          }
        : null,
    curve: curveOf(
      shown,
      new Map(found.curve.map(({ day, growth }) => [day, growth])),
      new Map(found.benchmark?.index.map(({ day, index }) => [day, index - 1]) ?? []),
    ),
    formulas: FIGURES,
  };
}

function curveOf(
  points: readonly SeriesPoint[],
  growths: ReadonlyMap<LocalDate, RateFigure>,
  benchmark: ReadonlyMap<LocalDate, number>,
): CurvePoint[] {
  return points.map(({ day, equity, contributions }, place): CurvePoint => {
    const of = place === 0 && benchmark.size > 0 ? 0 : benchmark.get(day);
    return {
      date: day,
      equity: moneyToWire(equity),
      contributions: moneyToWire(contributions),
      growth: growths.get(day)?.rate ?? null,
      benchmark: of === undefined ? null : figureOf({ known: true, value: of }, (value) => value).rate,
    };
  });
}

/** Closes of the days of a chain, adjusted; the period's opening has the last close until then, today its last price. */
function benchmarkCloses(deps: Deps, symbol: string, chain: Chain, span: Span): BenchmarkCloses {
  const before = exchangeCalendar.previousTradingDay(addDays(span.from, 1));
  const start = deps.market.close(symbol, before);
  const rows = start === null ? [] : [{ day: span.from, close: start / TICKS }];
  for (const { day } of chain.days) {
    const close =
      span.isLive && day === span.to
        ? deps.market.last(symbol, span.live.at)?.price
        : deps.market.close(symbol, day);
    if (close) rows.push({ day, close: close / TICKS });
  }
  const actions = deps.market.actions(addDays(span.from, 1), span.to).filter((one) => one.symbol === symbol);
  return adjustedCloses(rows, actions);
}
