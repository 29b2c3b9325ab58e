import type { Money, Price, Quantity } from "@/domain/money/money";
import type { LifeReport } from "@/domain/orders/order-life-types";
import type { ExecutionState, OrderRecord, OrderState, Story } from "@/domain/orders/order-state-types";

export type Fill = { quantity: Quantity; price: Price; gross: Money };

export type Outcome = {
  state: OrderState;
  records: readonly OrderRecord[];
  reports: readonly LifeReport[];
  /** What is to be booked: a trade, or the taking back or changing of one. */
  fill: Fill | null;
  busted: ExecutionState | null;
  corrected: { from: ExecutionState; to: ExecutionState } | null;
  /** A trade that came after the order was over: booked, and somebody should look at it. */
  isLate: boolean;
};
type Booked = Partial<Pick<Outcome, "fill" | "busted" | "corrected">>;

/** What a story comes to, with what is to be booked of it. */
export const outcome = (story: Story, booked: Booked = {}): Outcome => ({
  fill: null,
  busted: null,
  corrected: null,
  ...story,
  ...booked,
  isLate: story.reports.some((report) => report.msgType === "8" && report.isLate),
});
