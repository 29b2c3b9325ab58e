import { z } from "zod";
import { BRIDGE_TERMS } from "@/domain/portfolio/bridge";

/** What may be asked of a portfolio. */

/** Accounts that are shown together. */
export const ACCOUNTS_TOGETHER = 20;

const accountId = z.uuid("Choose an account.");
const accountIds = z
  .array(accountId)
  .min(1, "Choose an account.")
  .max(ACCOUNTS_TOGETHER, `Choose ${ACCOUNTS_TOGETHER} accounts at most.`);
const day = z.iso.date({ error: "A day must look like 2026-11-20." });

/** Periods by their names; each opens at a close and ends today. */
export const PERIOD_KINDS = ["MTD", "QTD", "YTD", "1M", "3M", "1Y", "3Y", "ALL"] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

/** A period by name, or from the close of one day (`from`) to the close of another. */
const period = z.union([
  z.strictObject({ kind: z.enum(PERIOD_KINDS) }),
  z
    .strictObject({ from: day, to: day })
    .refine(({ from, to }) => from < to, { error: "A period must end after it begins.", path: ["to"] }),
]);
export type PeriodInput = z.infer<typeof period>;

const symbol = z.string().min(1).max(20);
const cursor = z.string().max(200).optional();

/** One account by `accountId`, or up to twenty together. */
export const portfolioInput = z.union([z.strictObject({ accountId }), z.strictObject({ accountIds })]);
export const lotsInput = z.strictObject({ accountIds, symbol: symbol.optional(), cursor });
export type LotsInput = z.infer<typeof lotsInput>;
export const closedInput = z.strictObject({ accountIds, period, cursor });
export type ClosedInput = z.infer<typeof closedInput>;
/** The symbol of the S&P 500 ETF, with which an account is compared unless something else is asked for. */
export const STANDARD_BENCHMARK = "SPY";
export const performanceInput = z.strictObject({
  accountIds,
  period,
  /** An instrument's symbol; null: none. */
  benchmark: symbol.nullable().default(STANDARD_BENCHMARK),
});
export type PerformanceInput = z.infer<typeof performanceInput>;
export const periodInput = z.strictObject({ accountIds, period });
export type AccountsInPeriod = z.infer<typeof periodInput>;
export const bridgeEntriesInput = z.strictObject({ accountIds, period, term: z.enum(BRIDGE_TERMS), cursor });
export type BridgeEntriesInput = z.infer<typeof bridgeEntriesInput>;
export const accountsInput = z.strictObject({ accountIds });
export type AccountsInput = z.infer<typeof accountsInput>;
