import {
  formatMoney,
  formatPercent,
  formatPrice,
  formatQuantity,
  formatSigned,
  formatWeight,
} from "@/domain/money/format";
import { left, type PaperTable, printable, right } from "@/domain/statements/paper";
import type { RealisedLine, RealisedSum } from "@/domain/statements/realised";
import type { StatementModel } from "@/domain/statements/statement";
import { formatDate } from "@/domain/time/format";

export const PART_WORDS: Record<StatementModel["allocation"][number]["part"], string> = {
  STOCK: "Listed stocks",
  ETF: "Exchange-traded funds",
  OTC: "Over-the-counter stocks",
  CASH: "Cash",
};

export function allocationTable(model: StatementModel): PaperTable {
  return {
    heading: "Asset allocation",
    note: "",
    columns: [left("Kind", "1fr"), right("Value USD"), right("Part of the equity")],
    rows: model.allocation.map(({ part, value, share }) => [
      PART_WORDS[part],
      formatMoney(value),
      formatWeight(share),
    ]),
    total: ["Total", formatMoney(model.summary.closing), ""],
    empty: "",
  };
}

export function holdingsTable(model: StatementModel): PaperTable {
  return {
    heading: "Holdings",
    note: `Valued at the closing prices of ${formatDate(model.period.to)}. Cost is what the open lots cost, fees included. The income is an estimate: a year's dividends as the last twelve months paid them.`,
    columns: [
      left("Symbol"),
      left("Description", "1fr"),
      right("Quantity"),
      right("Price"),
      right("Value USD"),
      right("Cost"),
      right("Unrealised"),
      right("Est. income"),
    ],
    rows: model.holdings.map((holding) => [
      holding.symbol,
      printable(holding.name),
      formatQuantity(holding.quantity),
      formatPrice(holding.price),
      formatMoney(holding.value),
      formatMoney(holding.cost),
      formatSigned(holding.unrealised),
      formatMoney(holding.yearlyIncome),
    ]),
    total:
      model.holdings.length > 0
        ? [
            "Total",
            "",
            "",
            "",
            formatMoney(model.holdingsValue),
            formatMoney(model.holdingsCost),
            formatSigned(model.holdingsUnrealised),
            formatMoney(model.holdingsYearlyIncome),
          ]
        : null,
    empty: "You held no securities at the end of the period.",
  };
}

export function cashTable(model: StatementModel): PaperTable {
  return {
    heading: "Cash",
    note: "",
    columns: [left("Kind", "1fr"), right("Amount USD")],
    rows: [
      ["Settled", formatMoney(model.cash.collected)],
      ["Deposits not yet collected", formatMoney(model.cash.uncollected)],
      ["Unsettled: sales due in less purchases due out", formatMoney(model.cash.unsettled)],
    ],
    total: ["Total cash", formatMoney(model.cash.total)],
    empty: "",
  };
}

/** Income and what was charged against it, of the period and of the year so far. */
export function incomeSummaryTable(model: StatementModel): PaperTable {
  const { income, interest } = model;
  return {
    heading: "Income summary",
    note: "Which dividends are qualified is reported for taxes with Form 1099-DIV, when the year is over.",
    columns: [left("Kind", "1fr"), right("This period USD"), right("Year to date USD")],
    rows: [
      ["Dividends", formatMoney(income.dividends), formatMoney(income.ofYear.dividends)],
      ["Interest earned", formatMoney(interest.credited), formatMoney(interest.ofYear.credited)],
      ["Tax withheld", formatMoney(income.withheld), formatMoney(income.ofYear.withheld)],
      ["Margin interest charged", formatMoney(interest.charged), formatMoney(interest.ofYear.charged)],
    ],
    total: null,
    empty: "",
  };
}

/** Closings of lots, one line each. */
export function realisedLinesTable(lines: readonly RealisedLine[], total: RealisedSum): PaperTable {
  return {
    heading: "Realised gains and losses",
    note: "Economic result of each closed lot, fees included and before wash sales. What a wash sale defers stands beside it.",
    columns: [
      left("Symbol", "1fr"),
      left("Acquired"),
      left("Sold"),
      right("Quantity"),
      right("Proceeds"),
      right("Cost"),
      right("Gain USD"),
      left("Term"),
      right("Wash sale"),
    ],
    rows: lines.map((line) => [
      line.symbol,
      formatDate(line.acquiredOn),
      formatDate(line.soldOn),
      formatQuantity(line.quantity),
      formatMoney(line.proceeds),
      formatMoney(line.cost),
      formatSigned(line.gain),
      line.term === "LONG" ? "Long" : "Short",
      formatMoney(line.washDisallowed),
    ]),
    total:
      lines.length > 0
        ? [
            "Total",
            "",
            "",
            "",
            formatMoney(total.proceeds),
            formatMoney(total.cost),
            formatSigned(total.gain),
            "",
            formatMoney(total.washDisallowed),
          ]
        : null,
    empty: "Nothing was sold in the period.",
  };
}

export function realisedSummaryTable(model: StatementModel): PaperTable {
  const { short, long, total, ofYear } = model.realised;
  return {
    heading: "Realised gains, short and long term",
    note: "",
    columns: [left("Term", "1fr"), right("This period USD"), right("Year to date USD")],
    rows: [
      ["Short term (held one year or less)", formatSigned(short.gain), formatSigned(ofYear.short)],
      ["Long term (held longer)", formatSigned(long.gain), formatSigned(ofYear.long)],
    ],
    total: ["Total", formatSigned(total.gain), formatSigned(ofYear.total)],
    empty: "",
  };
}

export function performanceTable({ performance }: StatementModel): PaperTable {
  const { day } = performance;
  const row = (label: string, figure: StatementModel["performance"]["month"]): string[] => [
    label,
    ...(day ? [formatSigned(figure.change)] : []),
    formatPercent(figure.timeWeighted),
    formatPercent(figure.moneyWeighted),
  ];
  const reasons = [...new Set([performance.month.reason, performance.year.reason].filter(Boolean))];
  return {
    heading: "Performance",
    note: [
      ...(day ? ["Changes are of equity, less what was paid in and plus what was taken out."] : []),
      "After fees. Time-weighted: daily returns, linked. Money-weighted: the return of the period that explains all deposits and withdrawals (XIRR).",
      ...reasons.map((reason) => printable(reason ?? "")),
    ].join(" "),
    columns: [
      left("Period", "1fr"),
      ...(day ? [right("Change USD")] : []),
      right("Time-weighted"),
      right("Money-weighted"),
    ],
    rows: [
      ...(day ? [row(`Change on the last trading day, ${formatDate(day.on)}`, day)] : []),
      row("This month", performance.month),
      row("This year so far", performance.year),
    ],
    total: null,
    empty: "",
  };
}

export function feesTable(model: StatementModel): PaperTable {
  return {
    heading: "Commissions and fees",
    note: "",
    columns: [left("Kind", "1fr"), right("Amount USD")],
    rows: [
      ["Commissions", formatMoney(model.fees.commission)],
      ["SEC fees (Section 31)", formatMoney(model.fees.secFee)],
      ["FINRA trading activity fees", formatMoney(model.fees.tafFee)],
      ["Market data, platform and wires", formatMoney(model.fees.services)],
    ],
    total: ["Total", formatMoney(model.fees.total)],
    empty: "",
  };
}
