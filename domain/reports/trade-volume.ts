import { z } from "zod";
import { type Exact, ratio } from "@/domain/money/money";

export const tradeVolumeInput = z.strictObject({
  /** The calendar year to show; the exchange's own year when left out. */
  year: z
    .int({ error: "A year has four digits." })
    .min(1990, "We know years from 1990.")
    .max(2040, "We know years to 2040.")
    .optional(),
});
export type TradeVolumeInput = z.infer<typeof tradeVolumeInput>;

/** Growth against the year before, new / old - 1, as a ratio with four decimals; null where there was nothing. */
export function growth(current: Exact | null, previous: Exact | null): string | null {
  const quotient = current && previous ? ratio(current, previous) : null;
  return quotient === null ? null : quotient.minus(1).toDecimalPlaces(4).toFixed();
}

/** One month of a published report; null for what it did not say. */
export type PublishedMonth = { month: string; accounts: string | null; assets: string; shares: string };
export type PublishedGrowth = { accounts: string; assets: string; shares: string };

/** RushTrade's own trade volume report of October 2004 against October 2003, as published: the firm's real figures. */
export const PUBLISHED_REPORT: {
  current: PublishedMonth;
  previous: PublishedMonth;
  growth: PublishedGrowth;
} = {
  current: { month: "2004-10", accounts: "2273", assets: "53180332", shares: "222978547" },
  previous: { month: "2003-10", accounts: null, assets: "32987035", shares: "39072872" },
  growth: { accounts: "1.04", assets: "0.61", shares: "4.71" },
};
