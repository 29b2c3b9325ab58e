import { type AccountLimits, STANDARD_LIMITS } from "@/domain/risk/limits";
import { money, quantity } from "@/domain/money/money";
import type { HaltPolicy } from "@/domain/risk/limits";
import type { MarginRegime } from "@/domain/risk/margin-regime";
import type { LocalDate } from "@/domain/time/instant";
import { Prisma } from "@/server/platform/db";

/**
 * One row with the limits of an account on a day, as a table to select from or to join laterally:
 * `cross join lateral ${limitsSql(Prisma.sql`a.id`, day)} as limits`. Its columns are max_shares, max_value,
 * max_open_orders, orders_per_second, limit_collar, duplicate_seconds, halt_policy and margin_regime; where the
 * account has no row of its own they are the standard ones. One look at one index, so that the statement that places
 * an order can have it inside. `account` is a uuid: a value or a column of the caller's.
 */
export function limitsSql(account: Prisma.Sql | string, on: LocalDate): Prisma.Sql {
  const id = typeof account === "string" ? Prisma.sql`${account}::uuid` : account;
  const standard = STANDARD_LIMITS;
  return Prisma.sql`(
    select coalesce(own.max_shares, ${standard.maxShares.toFixed()}::numeric) as max_shares,
      coalesce(own.max_value, ${standard.maxValue.toFixed()}::numeric) as max_value,
      coalesce(own.max_open_orders, ${standard.maxOpenOrders}::int) as max_open_orders,
      coalesce(own.orders_per_second, ${standard.ordersPerSecond}::int) as orders_per_second,
      coalesce(own.limit_collar, ${standard.limitCollar}::numeric) as limit_collar,
      coalesce(own.duplicate_seconds, ${standard.duplicateSeconds}::int) as duplicate_seconds,
      coalesce(own.halt_policy, ${standard.haltPolicy}) as halt_policy,
      own.margin_regime
    from (select 1) as always
    left join lateral (
      select * from portal.account_limit l where l.account_id = ${id} and l.effective_on <= ${on}::date
      order by l.effective_on desc, l.id desc limit 1) own on true)`;
}

/** The columns of `limitsSql` as the driver gives them. */
export type LimitsRow = {
  max_shares: Prisma.Decimal;
  max_value: Prisma.Decimal;
  max_open_orders: number;
  orders_per_second: number;
  limit_collar: Prisma.Decimal;
  duplicate_seconds: number;
  halt_policy: string;
  margin_regime: string | null;
};

export const limitsFromRow = (row: LimitsRow): AccountLimits => ({
  maxShares: quantity(row.max_shares),
  maxValue: money(row.max_value),
  maxOpenOrders: row.max_open_orders,
  ordersPerSecond: row.orders_per_second,
  limitCollar: money(row.limit_collar).toFixed(),
  duplicateSeconds: row.duplicate_seconds,
  haltPolicy: row.halt_policy as HaltPolicy,
  marginRegime: row.margin_regime as MarginRegime | null,
});
