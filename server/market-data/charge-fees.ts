import type { FirmCommand } from "@/domain/clearing/messages";
import { invariant } from "@/domain/errors";
import {
  firstDayOf,
  type Month,
  monthAfter,
  monthBefore,
  monthlyPrice,
  PLANS,
  type PlanId,
} from "@/domain/market-data/plans";
import type { SubscriberKind } from "@/domain/market-data/subscriber";
import { type Money, moneyToWire } from "@/domain/money/money";
import { type Instant, lastOfMonth, type LocalDate, localDateOf, toColumn } from "@/domain/time/instant";
import { takeCash } from "@/server/ledger";
import { lapse } from "@/server/market-data/lapse";
import { declaredKind } from "@/server/market-data/queries";
import { recordAudit } from "@/server/platform/audit";
import { Prisma, type Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";
import { publish } from "@/server/platform/news";

const PEOPLE_A_ROUND = 100;

/**
 * Charges the months that are over by the exchange's calendar: holds the fee and tells the clearing firm, person by
 * person, each in a transaction of its own. A month is charged once, whoever runs this and however often. Where there is
 * not enough cash nothing is taken, and the plan lapses. Returns how many people were charged or lapsed.
 */
export async function chargeFees(deps: Deps): Promise<number> {
  const exchangeAt = await deps.clock.exchangeNow();
  const month = monthBefore(localDateOf(exchangeAt));
  const due = await deps.db.$queryRaw<{ user_id: string }[]>`
    select user_id from portal.market_data_subscription
    where plan <> 'BASIC' and charged_through < ${month} order by user_id limit ${PEOPLE_A_ROUND}`;
  let done = 0;
  for (const { user_id } of due)
    if (await deps.db.$transaction((tx) => chargeNext(tx, deps, user_id, month, exchangeAt))) done++;
  return done;
}

type Due = {
  userId: string;
  accountId: string;
  accountNumber: string;
  plan: PlanId;
  nextPlan: PlanId | null;
};
/** A month's fee of one person. */
type Charge = Due & { id: string; month: Month; kind: SubscriberKind; amount: Money; on: LocalDate };

/** The next month of one person that is over and not charged; false when another runner was faster. */
async function chargeNext(
  tx: Tx,
  deps: Deps,
  userId: string,
  latest: Month,
  exchangeAt: Instant,
): Promise<boolean> {
  await tx.$executeRaw`select 1 from portal.market_data_subscription where user_id = ${userId}::uuid for update`;
  const row = await tx.marketDataSubscription.findUnique({
    where: { userId },
    include: { account: { select: { number: true } } },
  });
  if (!row || row.plan === "BASIC" || row.chargedThrough >= latest) return false;
  invariant(row.account.number, "an account that pays for a plan has its number");
  const month = monthAfter(row.chargedThrough);
  const plan = row.plan as PlanId;
  const kind = (await declaredKind(tx, userId)) ?? "NON_PROFESSIONAL";
  const charge: Charge = {
    id: newId(),
    userId,
    accountId: row.accountId,
    accountNumber: row.account.number,
    plan,
    nextPlan: row.nextPlan as PlanId | null,
    month,
    kind,
    amount: monthlyPrice(plan, kind, lastOfMonth(firstDayOf(month))),
    on: localDateOf(exchangeAt),
  };
  const taken = await tx.$queryRaw<unknown[]>(takeCash(charge.accountId, charge.amount, Prisma.sql`true`));
  const isTaken = taken.length > 0;
  await record(tx, charge, isTaken ? "INSTRUCTED" : "UNPAID");
  await tx.marketDataSubscription.update({
    where: { userId },
    data: { chargedThrough: month, ...(charge.nextPlan ? { plan: charge.nextPlan, nextPlan: null } : {}) },
  });
  if (isTaken) await instruct(tx, charge);
  else
    await lapse(tx, deps, {
      ...charge,
      reason: `The account did not have the ${PLANS[plan].name} fee of ${month}, $${moneyToWire(charge.amount)}, in available cash.`,
      exchangeAt,
    });
  await note(tx, deps, charge, isTaken, exchangeAt);
  return true;
}

async function record(tx: Tx, charge: Charge, status: "INSTRUCTED" | "UNPAID"): Promise<void> {
  const { id, accountId, userId, month, plan, kind, amount, on } = charge;
  await tx.marketDataFee.create({
    data: {
      id,
      accountId,
      userId,
      month,
      plan,
      kind,
      amount: amount.toFixed(),
      status,
      chargedOn: toColumn(on),
    },
  });
}

async function instruct(tx: Tx, charge: Charge): Promise<void> {
  const command: FirmCommand = {
    kind: "CHARGE_FEE",
    feeId: charge.id,
    accountNumber: charge.accountNumber,
    amount: moneyToWire(charge.amount),
    memo: `${PLANS[charge.plan].name} ${charge.month}`,
  };
  await tx.outbox.create({
    data: { messageId: newId(), party: "CLEARING", kind: command.kind, payload: command },
  });
  await publish(tx, `account:${charge.accountId}`, "cash");
}

function note(tx: Tx, deps: Deps, charge: Charge, isTaken: boolean, exchangeAt: Instant): Promise<void> {
  return recordAudit(tx, {
    actor: "SYSTEM",
    action: isTaken ? "market_data.fee_charged" : "market_data.fee_unpaid",
    subjectType: "account",
    subjectId: charge.accountId,
    detail: {
      feeId: charge.id,
      userId: charge.userId,
      month: charge.month,
      plan: charge.plan,
      kind: charge.kind,
      amount: moneyToWire(charge.amount),
    },
    at: deps.clock.now(),
    exchangeAt,
  });
}
