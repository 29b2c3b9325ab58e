import { money, moneyToWire, quantity, toWire } from "@/domain/money/money";
import type { CashViolationKind } from "@/domain/risk/cash-account";
import type { CashRestriction } from "@/domain/risk/cash-restriction";
import type { AccountLimits, HaltPolicy } from "@/domain/risk/limits";
import type { MarginRegime } from "@/domain/risk/margin-regime";
import { localDateFromColumn } from "@/domain/time/instant";
import type { Prisma } from "@/server/platform/db";

/** Limits as they travel: shares and dollars as decimal texts, the collar as a share ("0.10"). */
export type LimitsView = {
  maxShares: string;
  maxValue: string;
  maxOpenOrders: number;
  ordersPerSecond: number;
  limitCollar: string;
  duplicateSeconds: number;
  haltPolicy: HaltPolicy;
  marginRegime: MarginRegime | null;
};

/** One decision about an account's limits. */
export type LimitsRowView = LimitsView & {
  id: string;
  /** "YYYY-MM-DD", by the exchange's calendar. */
  effectiveOn: string;
  reason: string;
  setBy: string;
  setAt: string;
};

export type CashViolationView = {
  id: string;
  kind: CashViolationKind;
  symbol: string;
  occurredOn: string;
  /** Dollars that had not been paid for, as a decimal text. */
  amount: string;
  relievedOn: string | null;
};

/** How an account stands with us: what it may do, and what it did. */
export type AccountRiskView = {
  limits: LimitsView;
  /** The row that holds today; null for the standard limits. */
  currentId: string | null;
  /** The last row of all, which a change has to be based on; null when there is none. */
  latestId: string | null;
  history: LimitsRowView[];
  restriction: CashRestriction | null;
  violations: CashViolationView[];
};

export type RestrictedSymbolView = {
  id: string;
  symbol: string;
  scope: "BUYS" | "ALL";
  effectiveOn: string;
  reason: string;
  setBy: string;
  liftedOn: string | null;
  liftReason: string | null;
};

export type RestrictedSymbolPage = { restrictions: RestrictedSymbolView[]; nextCursor: string | null };

export const limitsView = (limits: AccountLimits): LimitsView => ({
  ...limits,
  maxShares: toWire(limits.maxShares),
  maxValue: moneyToWire(limits.maxValue),
});

type LimitRow = Prisma.AccountLimitGetPayload<object>;

export const limitsRowView = (row: LimitRow, setBy: string): LimitsRowView => ({
  id: String(row.id),
  effectiveOn: localDateFromColumn(row.effectiveOn),
  maxShares: toWire(quantity(row.maxShares)),
  maxValue: moneyToWire(money(row.maxValue)),
  maxOpenOrders: row.maxOpenOrders,
  ordersPerSecond: row.ordersPerSecond,
  limitCollar: money(row.limitCollar).toFixed(),
  duplicateSeconds: row.duplicateSeconds,
  haltPolicy: row.haltPolicy as HaltPolicy,
  marginRegime: row.marginRegime as MarginRegime | null,
  reason: row.reason,
  setBy,
  setAt: row.setAt.toISOString(),
});

export const cashViolationView = (row: Prisma.CashViolationGetPayload<object>): CashViolationView => ({
  id: row.id,
  kind: row.kind as CashViolationKind,
  symbol: row.symbol,
  occurredOn: localDateFromColumn(row.occurredOn),
  amount: moneyToWire(money(row.amount)),
  relievedOn: row.relievedOn && localDateFromColumn(row.relievedOn),
});

export const restrictedSymbolView = (
  row: Prisma.RestrictedSymbolGetPayload<object>,
  setBy: string,
): RestrictedSymbolView => ({
  id: String(row.id),
  symbol: row.symbol,
  scope: row.scope as "BUYS" | "ALL",
  effectiveOn: localDateFromColumn(row.effectiveOn),
  reason: row.reason,
  setBy,
  liftedOn: row.liftedOn && localDateFromColumn(row.liftedOn),
  liftReason: row.liftReason,
});
