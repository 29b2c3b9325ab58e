import { InvariantError } from "@/domain/errors";
import { add, type Money, money, moneyToWire, quantity, toWire, ZERO } from "@/domain/money/money";
import type { CorrectionOf } from "@/domain/statements/correction";
import { AFFILIATED_SYMBOLS } from "@/domain/statements/firms";
import type { PaperAccount } from "@/domain/statements/statement";
import { averagePrice, cashEffect } from "@/domain/statements/trade-line";
import type { LocalDate } from "@/domain/time/instant";

/** One execution as the carrying firm booked it, with when and where as the venue reported them (null if unknown). */
export type ConfirmExecution = {
  execId: string;
  at: string | null;
  venue: string | null;
  quantity: string;
  price: string;
  gross: string;
  commission: string;
  secFee: string;
  tafFee: string;
  net: string;
};

/** One order's executions on one trade date, as they were booked. */
export type TradeFacts = {
  orderReference: string;
  side: "BUY" | "SELL";
  symbol: string;
  name: string;
  tradeDate: LocalDate;
  settlementDate: LocalDate;
  executions: readonly ConfirmExecution[];
};

/** An execution that its market has taken back since it was booked. */
export type CancelledExecution = Pick<TradeFacts, "orderReference" | "side" | "symbol" | "name"> &
  Pick<ConfirmExecution, "execId" | "quantity" | "price">;

/** An account's trades of one trade date that were booked on one day. */
export type ConfirmFacts = {
  account: PaperAccount;
  tradeDate: LocalDate;
  trades: readonly TradeFacts[];
  /** What was booked and stands no longer; absent when everything stands. */
  cancelled?: readonly CancelledExecution[];
  /** The confirm that this one replaces. */
  corrects?: CorrectionOf | null;
};

/** A trade as a confirm tells it: its executions, and their sums. */
export type ConfirmedTrade = TradeFacts & {
  quantity: string;
  averagePrice: string;
  gross: string;
  commission: string;
  secFee: string;
  tafFee: string;
  /** What the customer pays (buy) or receives (sell), positive; negative only when fees exceed the proceeds. */
  net: string;
  /** The stock is our own parent's. */
  isAffiliated: boolean;
};

/** A trade confirmation's data: all that one account traded on one day, each trade with its own figures. */
export type ConfirmModel = Omit<ConfirmFacts, "trades"> & {
  version: 2;
  trades: readonly ConfirmedTrade[];
  /** We act for the customer and never trade against him. */
  capacity: "AGENT";
};

/**
 * The data of a confirm (17 CFR 240.10b-10): the trades in the order of their time. Refuses, with InvariantError,
 * figures that do not add up or a confirm of nothing.
 */
export function buildConfirm({
  account,
  tradeDate,
  trades,
  cancelled = [],
  corrects,
}: ConfirmFacts): ConfirmModel {
  if (trades.length === 0 && cancelled.length === 0)
    throw new InvariantError(`there is nothing to confirm of ${tradeDate}`);
  const confirmed = trades.map(confirmedTrade);
  const beganAt = ({ executions, orderReference }: ConfirmedTrade) =>
    `${executions[0]?.at ?? ""} ${orderReference}`;
  return {
    account,
    tradeDate,
    ...(corrects ? { corrects } : {}),
    ...(cancelled.length > 0 ? { cancelled } : {}),
    version: 2,
    trades: confirmed.toSorted((a, b) => (beganAt(a) < beganAt(b) ? -1 : 1)),
    capacity: "AGENT",
  };
}

function confirmedTrade(facts: TradeFacts): ConfirmedTrade {
  if (facts.executions.length === 0)
    throw new InvariantError(`order ${facts.orderReference} has nothing to confirm`);
  const sum = (pick: (execution: ConfirmExecution) => string): Money =>
    add(ZERO, ...facts.executions.map((execution) => money(pick(execution))));
  const shares = add(quantity("0"), ...facts.executions.map((execution) => quantity(execution.quantity)));
  const dollars = add(
    ZERO,
    ...facts.executions.map((e) => money(quantity(e.quantity).times(money(e.price)))),
  );
  const totals = {
    gross: moneyToWire(sum((execution) => execution.gross)),
    commission: moneyToWire(sum((execution) => execution.commission)),
    secFee: moneyToWire(sum((execution) => execution.secFee)),
    tafFee: moneyToWire(sum((execution) => execution.tafFee)),
  };
  const effect = sum((execution) => execution.net);
  if (!effect.eq(cashEffect({ side: facts.side, ...totals }))) {
    throw new InvariantError(`the executions of order ${facts.orderReference} do not add up`);
  }
  return {
    ...facts,
    executions: facts.executions.toSorted((a, b) => {
      const [first, second] = [a.at ?? "", b.at ?? ""];
      if (first !== second) return first < second ? -1 : 1;
      return a.execId < b.execId ? -1 : 1;
    }),
    quantity: toWire(shares),
    averagePrice: toWire(averagePrice(dollars, toWire(shares))),
    ...totals,
    net: moneyToWire(facts.side === "BUY" ? (effect.negated() as Money) : effect),
    isAffiliated: AFFILIATED_SYMBOLS.has(facts.symbol),
  };
}

/** An execution as it stands now; null for one that stands no longer. */
export type Standing = Pick<
  ConfirmExecution,
  "quantity" | "price" | "commission" | "secFee" | "tafFee"
> | null;

const FIGURES = ["quantity", "price", "commission", "secFee", "tafFee"] as const;

/** Whether a confirm says anything else than what stands of the executions given by their ids, and so must be corrected. */
export function isOutdated(
  { trades }: Pick<ConfirmModel, "trades">,
  standing: ReadonlyMap<string, Standing>,
): boolean {
  return trades.some(({ executions }) =>
    executions.some((told) => {
      const now = standing.get(told.execId);
      if (now === undefined) return false;
      return now === null || FIGURES.some((figure) => !quantity(told[figure]).eq(quantity(now[figure])));
    }),
  );
}
