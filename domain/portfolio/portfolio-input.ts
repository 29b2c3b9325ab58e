import { z } from "zod";
import { symbolInput } from "@/domain/orders/order-input";
import { BRIDGE_TERMS } from "@/domain/portfolio/bridge";
import type { LocalDate } from "@/domain/time/instant";

/** What may be asked of a portfolio. */

/** Accounts that are shown together. */
export const ACCOUNTS_TOGETHER = 20;

const accountId = z.uuid("Choose an account.");
const accountIds = z
  .array(accountId)
  .min(1, "Choose an account.")
  .max(ACCOUNTS_TOGETHER, `Choose ${ACCOUNTS_TOGETHER} accounts at most.`);
const day = z.iso
  .date({ error: "A day must look like 2026-11-20.", abort: true })
  .refine((date) => date >= "1990-01-01" && date <= "2099-12-31", "Choose a day from 1990 to 2099.")
  .transform((date) => date as LocalDate);

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

/** Where the page before ended: the day and the key of its last row. */
const CURSOR = /^(\d{4}-\d\d-\d\d)\.([A-Za-z0-9.-]{1,40})$/;
export type PageEnd = { day: LocalDate; key: string };
const cursor = z
  .string("This is not a place in the list.")
  .regex(CURSOR, "This is not a place in the list.")
  .transform((text): PageEnd => {
    const [, on = "", key = ""] = CURSOR.exec(text) ?? [];
    return { day: on as LocalDate, key };
  })
  .refine(({ day: on }) => day.safeParse(on).success, "This is not a place in the list.")
  .nullish();
export const writePageEnd = ({ day: on, key }: PageEnd): string => `${on}.${key}`;

/** One account by `accountId`, or up to twenty together. */
export const portfolioInput = z
  .strictObject({ accountId: accountId.optional(), accountIds: accountIds.optional() })
  .transform((input) => input.accountIds ?? (input.accountId === undefined ? [] : [input.accountId]))
  .refine((ids) => ids.length > 0, { error: "Choose an account.", path: ["accountIds"] });
export const lotsInput = z.strictObject({ accountIds, symbol: symbolInput.optional(), cursor });
export type LotsInput = z.infer<typeof lotsInput>;
export const closedInput = z.strictObject({ accountIds, period, cursor });
export type ClosedInput = z.infer<typeof closedInput>;
/** The symbol of the S&P 500 ETF, with which an account is compared unless something else is asked for. */
export const STANDARD_BENCHMARK = "SPY";
export const performanceInput = z.strictObject({
  accountIds,
  period,
  /** An instrument's symbol; null: none. */
  benchmark: symbolInput.nullable().default(STANDARD_BENCHMARK),
});
export type PerformanceInput = z.infer<typeof performanceInput>;
export const periodInput = z.strictObject({ accountIds, period });
export type AccountsInPeriod = z.infer<typeof periodInput>;
export const bridgeEntriesInput = z.strictObject({ accountIds, period, term: z.enum(BRIDGE_TERMS), cursor });
export type BridgeEntriesInput = z.infer<typeof bridgeEntriesInput>;
export const accountsInput = z.strictObject({ accountIds });
export type AccountsInput = z.infer<typeof accountsInput>;
