import { z } from "zod";
import { growth } from "@/domain/reports/trade-volume";
import { money } from "@/domain/money/money";

/** Who earns what: RushTrade as broker, RushGroup with software and data. */
export const BUSINESS_UNITS = { RUSHTRADE: "RushTrade", RUSHGROUP: "RushGroup" } as const;
export type BusinessUnit = keyof typeof BUSINESS_UNITS;

export const REVENUE_LINES = {
  commissions: {
    unit: "RUSHTRADE",
    title: "Commissions",
    note: "Charged on executions; the ledger's account COMMISSIONS.",
  },
  venueRebates: {
    unit: "RUSHTRADE",
    title: "Venue rebates, less fees",
    note: "Billed by the venues by the day; negative where taking cost more than adding paid.",
  },
  interest: {
    unit: "RUSHTRADE",
    title: "Interest",
    note: "Charged on customers' debits less paid on their credits, as the carrying firm posts it; before its share.",
  },
  dataFees: {
    unit: "RUSHGROUP",
    title: "Platform and market-data fees",
    note: "Months of plans charged to customers; the ledger's account MARKET_DATA_FEES.",
  },
} as const satisfies Record<string, { unit: BusinessUnit; title: string; note: string }>;
export type RevenueLine = keyof typeof REVENUE_LINES;
export const REVENUE_LINE_KEYS = Object.keys(REVENUE_LINES) as RevenueLine[];

/** The firm's revenue as it published it for two years, in dollars, and the growth that its release printed. */
export const PUBLISHED_REVENUE = {
  years: [
    { year: 2002, revenue: "114131" },
    { year: 2003, revenue: "1056479" },
  ],
  printedGrowth: "9.26",
} as const;

/** What the growth is by the published figures themselves: 8.2567, which is 826%; the release took the ratio, 926%. */
export const publishedGrowth = (): string | null =>
  growth(money(PUBLISHED_REVENUE.years[1].revenue), money(PUBLISHED_REVENUE.years[0].revenue));

const year = z
  .int({ error: "A year has four digits." })
  .min(1990, "We know years from 1990.")
  .max(2040, "We know years to 2040.")
  .optional();
export const reportYearInput = z.strictObject({ year });
export type ReportYearInput = z.infer<typeof reportYearInput>;

export const REPORT_KEYS = ["volume", "revenue", "new-accounts", "exceptions"] as const;
export type ReportKey = (typeof REPORT_KEYS)[number];
export const reportFileInput = z.strictObject({
  report: z.enum(REPORT_KEYS, { error: "Choose a report." }),
  year,
});
export type ReportFileInput = z.infer<typeof reportFileInput>;
