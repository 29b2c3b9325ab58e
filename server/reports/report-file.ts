import { type CsvTable, toCsv } from "@/domain/reports/csv";
import {
  REVENUE_LINE_KEYS,
  REVENUE_LINES,
  type ReportFileInput,
  type ReportYearInput,
} from "@/domain/reports/revenue";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Deps } from "@/server/platform/deps";
import { exceptionsReport } from "@/server/reports/exceptions";
import { newAccountsReport } from "@/server/reports/new-accounts";
import { revenueReport } from "@/server/reports/revenue";
import { tradeVolume } from "@/server/reports/trade-volume";

type Table = { year: number; table: CsvTable };
const MONTHS = Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, "0"));

const TABLES: Record<ReportFileInput["report"], (deps: Deps, input: ReportYearInput) => Promise<Table>> = {
  async volume(deps, input) {
    const { year, months } = await tradeVolume(deps, input);
    const rows = months.flatMap(({ month, current, growth }) =>
      current
        ? [
            [
              month,
              current.accounts,
              current.assets,
              current.trades,
              current.shares,
              growth.accounts,
              growth.assets,
              growth.trades,
              growth.shares,
            ],
          ]
        : [],
    );
    const header = [
      "month",
      "accounts",
      "assets_usd",
      "trades",
      "shares",
      "growth_accounts",
      "growth_assets",
      "growth_trades",
      "growth_shares",
    ];
    return { year, table: [header, ...rows] };
  },
  async revenue(deps, input) {
    const { year, months, total } = await revenueReport(deps, input);
    const header = [
      "month",
      ...REVENUE_LINE_KEYS.map((line) => `${REVENUE_LINES[line].unit}: ${REVENUE_LINES[line].title}`),
      "total_usd",
    ];
    const rows = [...months, total].map((row) => [
      row.month,
      ...REVENUE_LINE_KEYS.map((line) => row.lines[line]),
      row.total,
    ]);
    return { year, table: [header, ...rows] };
  },
  async "new-accounts"(deps, input) {
    const { year, rows } = await newAccountsReport(deps, input);
    const header = ["kind", "code", "place", ...MONTHS.map((month) => `${year}-${month}`), "total"];
    return {
      year,
      table: [header, ...rows.map((row) => [row.kind, row.code, row.name, ...row.months, row.total])],
    };
  },
  async exceptions(deps, input) {
    const { year, rows } = await exceptionsReport(deps, input);
    const header = ["kind", "reason", "count", "open", "latest"];
    return {
      year,
      table: [header, ...rows.map((row) => [row.title, row.reason, row.count, row.open, row.latestAt])],
    };
  },
};

/** A report as a CSV file, for the browser to save; that it was taken is audited. */
export async function reportFile(
  deps: Deps,
  actor: Actor,
  input: ReportFileInput,
): Promise<{ name: string; text: string }> {
  const { year, table } = await TABLES[input.report](deps, { year: input.year });
  await recordAudit(deps.db, {
    actor,
    action: "report.downloaded",
    subjectType: "report",
    subjectId: input.report,
    detail: { year, rows: table.length - 1 },
    at: deps.clock.now(),
  });
  return { name: `rushtrade-${input.report}-${year}.csv`, text: toCsv(table) };
}
