import { formatMoney, formatSigned, formatUsd } from "@/domain/money/format";
import { type Money, money, moneyToWire } from "@/domain/money/money";
import { correctedTitle, type CorrectionOf } from "@/domain/statements/correction";
import { STATEMENT_DISCLOSURES } from "@/domain/statements/disclosures";
import { CARRYING_FIRM, INTRODUCING_FIRM } from "@/domain/statements/firms";
import { incomeTable } from "@/domain/statements/income-paper";
import { dateParts, line, type Paper, type PaperTable, printable } from "@/domain/statements/paper";
import {
  activityTable,
  openOrdersTable,
  pendingTable,
  transfersTable,
} from "@/domain/statements/statement-activity";
import { allocationChart, equityChart } from "@/domain/statements/statement-charts";
import type { StatementModel } from "@/domain/statements/statement";
import {
  allocationTable,
  cashTable,
  feesTable,
  holdingsTable,
  incomeSummaryTable,
  performanceTable,
  realisedLinesTable,
  realisedSummaryTable,
} from "@/domain/statements/statement-tables";
import { fitted } from "@/domain/statements/table-fit";
import { formatDate, formatMonth } from "@/domain/time/format";

const out = (amount: string): string => moneyToWire(money(amount).negated() as Money);

export const statementTitle = (month: string, corrects: CorrectionOf | null = null): string =>
  correctedTitle(`Statement for ${formatMonth(month)}`, corrects);

/** Said at the top of a corrected paper. */
export const correctionNotice = (corrects: CorrectionOf | null | undefined): string =>
  corrects
    ? printable(
        `Corrected. This paper replaces "${corrects.paper}" of ${formatDate(corrects.preparedOn)} (SHA-256 ${corrects.sha256.slice(0, 16)}), which stays among your documents. Reason: ${corrects.reason}`,
      )
    : "";

/** A month's statement as it is printed. */
export function statementPaper(model: StatementModel): Paper {
  const { account, period, summary } = model;
  const tables = tablesOf(model);
  const charts = [allocationChart(model), equityChart(model)].filter((chart) => chart !== null);
  return {
    kind: "STATEMENT",
    title: `${statementTitle(period.month, model.corrects)}, account ${account.number}`,
    heading: model.corrects ? "Account statement, corrected" : "Account statement",
    subheading: `${formatDate(period.from)} to ${formatDate(period.to)}`,
    date: dateParts(period.to),
    introducing: INTRODUCING_FIRM,
    carrying: CARRYING_FIRM,
    mailing: [account.title, ...account.mailing].map(printable),
    notice: correctionNotice(model.corrects),
    particulars: [
      line("Account number", account.number, true),
      line("Account", printable(account.title)),
      line("Period", `${formatDate(period.from)} – ${formatDate(period.to)}`),
    ],
    figures: [
      line("Equity at the end", formatUsd(summary.closing), true),
      line("Equity at the beginning", formatUsd(summary.opening)),
      line("Change in value", formatSigned(summary.change)),
    ],
    summaryHeading: "Value of your account",
    summary: summaryLines(model),
    charts,
    tables: tables.filter((table) => table.rows.length > 0).map(fitted),
    disclosures: [
      ...nothingOf(tables),
      ...model.messages.map((text) => ({ heading: "A message for you", text: printable(text) })),
      ...STATEMENT_DISCLOSURES,
    ],
  };
}

function summaryLines({ period, summary }: StatementModel): Paper["summary"] {
  return [
    line(`Equity at the beginning, ${formatDate(period.from)}`, formatMoney(summary.opening), true),
    line("Deposits", formatMoney(summary.deposits)),
    line("Deposits returned", formatMoney(out(summary.returned))),
    line("Withdrawals", formatMoney(out(summary.withdrawals))),
    line("Dividends and interest", formatMoney(summary.income)),
    line("Tax withheld", formatMoney(out(summary.withheld))),
    ...(money(summary.interest).isZero()
      ? []
      : [line("Margin interest charged", formatMoney(out(summary.interest)))]),
    line("Commissions and fees", formatMoney(out(summary.fees))),
    line("Change in value of holdings", formatMoney(summary.change)),
    line(`Equity at the end, ${formatDate(period.to)}`, formatMoney(summary.closing), true),
  ];
}

/** All sections, in the order of the street's statements; those without a line are told in one paragraph. */
function tablesOf(model: StatementModel): PaperTable[] {
  const hasRealised =
    model.realised.lines.length > 0 ||
    !money(model.realised.ofYear.short).isZero() ||
    !money(model.realised.ofYear.long).isZero();
  return [
    performanceTable(model),
    allocationTable(model),
    cashTable(model),
    holdingsTable(model),
    activityTable(model),
    pendingTable(model),
    incomeSummaryTable(model),
    incomeTable(model.income),
    ...(hasRealised ? [realisedSummaryTable(model)] : []),
    realisedLinesTable(model.realised.lines, model.realised.total),
    transfersTable(model),
    feesTable(model),
    openOrdersTable(model),
  ];
}

function nothingOf(tables: readonly PaperTable[]): Paper["disclosures"] {
  const empty = tables.filter(({ rows }) => rows.length === 0).map((table) => table.empty);
  return empty.length > 0 ? [{ heading: "Sections without an entry", text: empty.join(" ") }] : [];
}
