import {
  FILE_LINES_PAGE,
  type FileInput,
  IMPORTS_PAGE,
  type ImportsInput,
  type WholeFileInput,
} from "@/domain/clearing/desk-inputs";
import { AppError } from "@/domain/errors";
import { exchangeCalendar } from "@/domain/time/calendar";
import {
  addDays,
  instantFromDate,
  type LocalDate,
  localDateFromColumn,
  localDateOf,
  toColumn,
} from "@/domain/time/instant";
import {
  type ClockView,
  type DayRunView,
  type DeskView,
  type FilePage,
  type ImportView,
  importView,
  type WholeFileView,
} from "@/server/clearing/views";
import { paperProgress } from "@/server/documents";
import type { ClockState } from "@/server/platform/clock";
import type { Deps } from "@/server/platform/deps";
import type { Env } from "@/server/platform/env";

/** Missing days shown at once. */
const MISSING_SHOWN = 10;

export function clockView(state: ClockState, env: Pick<Env, "EXCHANGE_CLOCK" | "EXCHANGE_HOURS">): ClockView {
  const { exchangeNow, wallNow, rate, ceiling, runUntil } = state;
  const isRunning = runUntil !== null && runUntil > exchangeNow;
  const ends = isRunning
    ? exchangeCalendar
        .tradingDays(localDateOf(exchangeNow), localDateOf(runUntil))
        .filter((day) => (exchangeCalendar.session(day)?.close ?? runUntil) <= runUntil)
    : [];
  return {
    exchangeNow,
    wallNow,
    isReal: env.EXCHANGE_CLOCK === "real",
    hasExtendedHours: env.EXCHANGE_HOURS === "extended",
    rate,
    phase: exchangeCalendar.phaseAt(exchangeNow),
    ceiling,
    runUntil: isRunning ? runUntil : null,
    daysLeft: ends.length,
  };
}

/** The state of the clearing desk: the clock, what was imported, what differs, what is being printed. */
export async function desk(deps: Deps): Promise<DeskView> {
  deps.clock.refresh();
  const [state, imports, openBreaks, papers, run] = await Promise.all([
    deps.clock.state(),
    deps.db.$queryRaw<{ first: string | null; last: string | null }[]>`
      select min(business_date)::text as first, max(business_date) filter (where status = 'IMPORTED')::text as last from portal.eod_import`,
    deps.db.reconciliationBreak.count({ where: { status: "OPEN" } }),
    paperProgress(deps),
    runOfDay(deps),
  ]);
  const { first = null, last = null } = imports[0] ?? {};
  return {
    clock: clockView(state, deps.env),
    lastImport: last as LocalDate | null,
    ...(first === null
      ? { awaiting: null, missingDays: [] }
      : await daysWithoutBooks(deps, first as LocalDate, localDateOf(state.exchangeNow))),
    openBreaks,
    run,
    papers,
    hasDrills: deps.env.APP_MODE !== "production",
  };
}

/** The latest day's end: the clearing firm's steps, and ours behind them. */
async function runOfDay(deps: Deps): Promise<DayRunView | null> {
  const run = await deps.controls.dayRun();
  if (!run) return null;
  const imported = await deps.db.eodImport.findUnique({
    where: { businessDate: toColumn(run.businessDate) },
  });
  const doneAt = imported?.status === "IMPORTED" ? instantFromDate(imported.importedAt) : null;
  return { businessDate: run.businessDate, steps: [...run.steps, { step: "IMPORT", doneAt }] };
}

/** Trading days from the first import to yesterday that are not imported; the last of them may still be coming. */
async function daysWithoutBooks(
  deps: Deps,
  first: LocalDate,
  today: LocalDate,
): Promise<Pick<DeskView, "awaiting" | "missingDays">> {
  const rows = await deps.db.eodImport.findMany({ select: { businessDate: true, status: true } });
  const statuses = new Map(rows.map((row) => [localDateFromColumn(row.businessDate), row.status]));
  const ended = first < today ? exchangeCalendar.tradingDays(first, addDays(today, -1)) : [];
  const missing = ended.filter((day) => statuses.get(day) !== "IMPORTED");
  const latest = ended.at(-1);
  const isComing = latest !== undefined && latest === missing.at(-1) && !statuses.has(latest);
  return {
    awaiting: isComing ? latest : null,
    missingDays: missing.slice(0, isComing ? -1 : undefined).slice(-MISSING_SHOWN),
  };
}

/** Days imported or refused, newest first, a page at a time. */
export async function listImports(deps: Deps, input: ImportsInput): Promise<ImportView[]> {
  const rows = await deps.db.eodImport.findMany({
    where: input.before ? { businessDate: { lt: toColumn(input.before as LocalDate) } } : {},
    orderBy: { businessDate: "desc" },
    take: IMPORTS_PAGE,
  });
  const counts = await deps.db.reconciliationBreak.groupBy({
    by: ["businessDate"],
    where: { status: "OPEN", businessDate: { in: rows.map((row) => row.businessDate) } },
    _count: true,
  });
  const open = new Map(counts.map((count) => [count.businessDate.getTime(), count._count]));
  return rows.map((row) => importView(row, open.get(row.businessDate.getTime()) ?? 0));
}

/** A file byte for byte as it arrived. NOT_FOUND when no such file was imported. */
export async function wholeFile(deps: Deps, input: WholeFileInput): Promise<WholeFileView> {
  const file = await deps.db.eodFile.findUnique({
    where: {
      businessDate_name: { businessDate: toColumn(input.businessDate as LocalDate), name: input.name },
    },
    select: { content: true, sha256: true, records: true },
  });
  if (!file) throw new AppError("NOT_FOUND");
  return file;
}

/** A page of a file's lines. */
export async function filePage(deps: Deps, input: FileInput): Promise<FilePage> {
  const { content, sha256, records } = await wholeFile(deps, {
    businessDate: input.businessDate,
    name: input.name,
  });
  const lines = content.replace(/\n$/, "").split("\n");
  return {
    businessDate: input.businessDate as LocalDate,
    name: input.name,
    sha256,
    records,
    lines: lines.slice(input.offset, input.offset + FILE_LINES_PAGE),
    totalLines: lines.length,
  };
}
