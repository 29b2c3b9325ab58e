import {
  checkTransferLimits,
  type LimitCheck,
  monthOf,
  type Moved,
  type TransferCaps,
  transferRules,
} from "@/domain/banking/transfer-limits";
import { AppError } from "@/domain/errors";
import {
  type TransferDirection,
  type TransferMethod,
  UNCOUNTED_STATUSES,
} from "@/domain/funding/transfer-machine";
import { formatUsd } from "@/domain/money/format";
import { type Money, money, moneyToWire } from "@/domain/money/money";
import { type LocalDate, toColumn } from "@/domain/time/instant";
import type { Db, Tx } from "@/server/platform/db";

export type Counted = {
  accountId: string;
  method: TransferMethod;
  direction: TransferDirection;
  today: LocalDate;
};

/** An account's caps on a day: its own, where it has any, else everybody's. */
export async function capsOf(
  db: Tx | Db,
  { accountId, method, today }: Omit<Counted, "direction">,
): Promise<TransferCaps & { minimum: Money }> {
  const { caps, minimum } = transferRules(today);
  const own = await db.transferLimit.findFirst({
    where: { accountId, method, fromDay: { lte: toColumn(today) } },
    orderBy: { fromDay: "desc" },
  });
  if (!own) return { ...caps[method], minimum };
  return {
    minimum,
    perTransfer: money(own.perTransfer),
    perDay: money(own.perDay),
    perMonth: money(own.perMonth),
  };
}

/** What was asked for today and this month by one method in one direction; what never moved does not count. */
export async function movedSoFar(
  db: Pick<Tx, "$queryRaw">,
  { accountId, method, direction, today }: Counted,
): Promise<Moved> {
  const [row] = await db.$queryRaw<{ day: string; month: string }[]>`
    select coalesce(sum(amount) filter (where requested_on = ${today}::date), 0)::text as day, coalesce(sum(amount), 0)::text as month
    from portal.transfer
    where account_id = ${accountId}::uuid and method = ${method} and direction = ${direction}
      and requested_on >= ${monthOf(today)}::date and requested_on <= ${today}::date
      and not (status = any(${[...UNCOUNTED_STATUSES]}::text[]))`;
  return { today: money(row?.day ?? "0"), thisMonth: money(row?.month ?? "0") };
}

const WORDING: Record<Extract<LimitCheck, { allowed: false }>["reason"], (limit: string) => string> = {
  BELOW_MINIMUM: (limit) => `The smallest transfer is ${limit}.`,
  OVER_TRANSFER_LIMIT: (limit) => `One transfer can be at most ${limit}.`,
  OVER_DAY_LIMIT: (limit) => `Transfers of one day can be at most ${limit} together.`,
  OVER_MONTH_LIMIT: (limit) => `Transfers of one month can be at most ${limit} together.`,
};

/** Throws AMOUNT_OVER_LIMIT unless one more transfer fits under the account's caps. */
export async function checkCaps(tx: Tx, amount: Money, counted: Counted): Promise<void> {
  const check = checkTransferLimits(amount, await movedSoFar(tx, counted), await capsOf(tx, counted));
  if (check.allowed) return;
  const message = WORDING[check.reason](formatUsd(moneyToWire(check.limit)));
  throw new AppError("AMOUNT_OVER_LIMIT", message, [{ path: "amount", message }]);
}
