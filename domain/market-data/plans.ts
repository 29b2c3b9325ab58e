import { z } from "zod";
import type { SubscriberKind } from "@/domain/market-data/subscriber";
import { moneyInput } from "@/domain/money/input";
import { type Money, money } from "@/domain/money/money";
import { rowOn } from "@/domain/risk/dated-rows";
import { addDays, addMonths, firstOfMonth, type LocalDate, localDate } from "@/domain/time/instant";

/** BASIC: the best bid and offer, the tape and charts. LEVEL_II: every venue's book as well. */
export const PLAN_IDS = ["BASIC", "LEVEL_II"] as const;
export type PlanId = (typeof PLAN_IDS)[number];

export const PLANS: Record<PlanId, { name: string; gives: string; hasDepth: boolean }> = {
  BASIC: {
    name: "Basic",
    gives: "The national best bid and offer, time and sales, and charts, in real time.",
    hasDepth: false,
  },
  LEVEL_II: {
    name: "Level II",
    gives: "Basic, and every venue's book: five levels a side, composite depth and the price ladder.",
    hasDepth: true,
  },
};

type PriceRow = { from: LocalDate; monthly: Record<PlanId, Record<SubscriberKind, string>> };

/** Dollars a month by plan and subscriber, from a day on: what the exchanges charge and the platform's fee in one. */
const PRICES: readonly PriceRow[] = [
  {
    from: localDate("2000-01-01"),
    monthly: {
      BASIC: { NON_PROFESSIONAL: "0.00", PROFESSIONAL: "0.00" },
      LEVEL_II: { NON_PROFESSIONAL: "19.00", PROFESSIONAL: "129.00" },
    },
  },
];

/** What a plan costs in the month of a day. */
export const monthlyPrice = (plan: PlanId, kind: SubscriberKind, on: LocalDate): Money =>
  money(rowOn(PRICES, on).monthly[plan][kind]);

/** A month of the exchange's calendar, "2026-06". */
export type Month = string;
export const monthOf = (day: LocalDate): Month => day.slice(0, 7);
export const firstDayOf = (month: Month): LocalDate => localDate(`${month}-01`);
export const monthAfter = (month: Month): Month => monthOf(addMonths(firstDayOf(month), 1));
/** The last month that is over on a day. */
export const monthBefore = (day: LocalDate): Month => monthOf(addDays(firstOfMonth(day), -1));

/** A choice of a plan, with the account that pays for it and the price that was shown: nobody pays another one. */
export const choosePlanInput = z.strictObject({
  accountId: z.uuid("Choose an account."),
  plan: z.enum(PLAN_IDS, { error: "Choose a plan." }),
  monthlyPrice: moneyInput({ min: "0.00", max: "100000" }),
});
export type ChoosePlanInput = z.infer<typeof choosePlanInput>;
