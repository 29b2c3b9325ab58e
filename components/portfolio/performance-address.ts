import type { Inputs } from "@/components/shell/trpc-client";

type Period = Inputs["portfolio"]["performance"]["period"];
export type PeriodKind = Extract<Period, { kind: string }>["kind"];

export const PERIODS: readonly { value: PeriodKind; label: string; words: string }[] = [
  { value: "MTD", label: "MTD", words: "this month" },
  { value: "QTD", label: "QTD", words: "this quarter" },
  { value: "YTD", label: "YTD", words: "this year" },
  { value: "1M", label: "1M", words: "one month" },
  { value: "3M", label: "3M", words: "three months" },
  { value: "1Y", label: "1Y", words: "one year" },
  { value: "3Y", label: "3Y", words: "three years" },
  { value: "ALL", label: "All", words: "since the account began" },
];

/** What the page is asked to show; every choice has an address that can be kept. `benchmark` null: none. */
export type PerformancePlace = { period: Period; benchmark: string | null };

/** The exchange-traded fund of the S&P 500. */
export const STANDARD_BENCHMARK = "SPY";
const NO_BENCHMARK = "none";
const STANDARD_PERIOD = "YTD";

type Query = Record<string, string | string[] | undefined>;

const text = (query: Query, name: string): string => {
  const value = query[name];
  return typeof value === "string" ? value : "";
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const isDay = (day: string): boolean => DAY.test(day) && !Number.isNaN(Date.parse(day));

/** Whether these two days make a period: both are there, and the later one comes later. */
export const isPeriod = (from: string, to: string): boolean => isDay(from) && isDay(to) && from < to;

/** Reads the address; what makes no sense is as good as not there. */
export function readPerformancePlace(query: Query): PerformancePlace {
  const [from, to] = [text(query, "from"), text(query, "to")];
  const kind = PERIODS.find(({ value }) => value === text(query, "period"))?.value ?? STANDARD_PERIOD;
  const symbol = text(query, "benchmark");
  return {
    period: isPeriod(from, to) ? { from, to } : { kind },
    benchmark:
      symbol === NO_BENCHMARK ? null : /^[A-Z][A-Z0-9.]{0,9}$/.test(symbol) ? symbol : STANDARD_BENCHMARK,
  };
}

/** The query of an address of this page, the account kept. */
export function performanceQuery({ period, benchmark }: PerformancePlace, account: string): string {
  const query = new URLSearchParams({ account });
  if ("kind" in period) query.set("period", period.kind);
  else {
    query.set("from", period.from);
    query.set("to", period.to);
  }
  if (benchmark !== STANDARD_BENCHMARK) query.set("benchmark", benchmark ?? NO_BENCHMARK);
  return `?${query}`;
}

/** "this year", "own dates" */
export const periodWords = (period: Period): string =>
  "kind" in period ? (PERIODS.find(({ value }) => value === period.kind)?.words ?? "") : "own dates";
