import { AppError } from "@/domain/errors";
import { type ChoosePlanInput, monthBefore, monthlyPrice, PLANS } from "@/domain/market-data/plans";
import { moneyToWire } from "@/domain/money/money";
import { type Instant, type LocalDate, localDateOf, toColumn } from "@/domain/time/instant";
import { declaredKind, myMarketData } from "@/server/market-data/queries";
import type { MarketDataView } from "@/server/market-data/views";
import { type Actor, heldBy } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

/**
 * Chooses a plan and the account that pays for it. A paid plan begins at once and costs the whole month; giving it up
 * takes effect when the month that runs has been charged, so nobody reads a month for nothing. The price is the one
 * that the person was shown, or CONFLICT. VALIDATION before the person has declared what kind of subscriber they are;
 * ACCOUNT_NOT_OPEN for an account that is not open; NOT_FOUND for another's.
 */
export async function choosePlan(deps: Deps, actor: Actor, input: ChoosePlanInput): Promise<MarketDataView> {
  const exchangeAt = await deps.clock.exchangeNow();
  await deps.db.$transaction(async (tx) => {
    await requireOpen(tx, actor, input.accountId);
    await requirePrice(tx, actor, input, localDateOf(exchangeAt));
    if (PLANS[input.plan].hasDepth) await begin(tx, actor, input, localDateOf(exchangeAt));
    else
      await tx.marketDataSubscription.updateMany({
        where: { userId: actor.userId, plan: { not: input.plan } },
        data: { nextPlan: input.plan },
      });
    await note(tx, deps, actor, input, exchangeAt);
  });
  return myMarketData(deps, actor);
}

async function requireOpen(tx: Tx, actor: Actor, accountId: string): Promise<void> {
  const account = await tx.account.findFirst({
    where: { id: accountId, ...heldBy(actor) },
    select: { status: true },
  });
  if (!account) throw new AppError("NOT_FOUND");
  if (account.status !== "OPEN") throw new AppError("ACCOUNT_NOT_OPEN");
}

async function requirePrice(tx: Tx, actor: Actor, input: ChoosePlanInput, day: LocalDate): Promise<void> {
  const kind = await declaredKind(tx, actor.userId);
  if (!kind && PLANS[input.plan].hasDepth)
    throw new AppError("VALIDATION", "Answer the exchanges' questions first: they decide on the price.");
  const price = monthlyPrice(input.plan, kind ?? "NON_PROFESSIONAL", day);
  if (!price.eq(input.monthlyPrice))
    throw new AppError(
      "CONFLICT",
      `This plan costs $${moneyToWire(price)} a month now. Please look at it again before you choose it.`,
    );
}

/** Begins a paid plan, or goes on with it; months that were settled before are not charged again. */
async function begin(tx: Tx, actor: Actor, input: ChoosePlanInput, day: LocalDate): Promise<void> {
  const through = monthBefore(day);
  await tx.$executeRaw`
    insert into portal.market_data_subscription as s (user_id, account_id, plan, since, charged_through)
    values (${actor.userId}::uuid, ${input.accountId}::uuid, ${input.plan}, ${toColumn(day)}::date, ${through})
    on conflict (user_id) do update set account_id = excluded.account_id, plan = excluded.plan, next_plan = null,
      since = case when s.plan = excluded.plan then s.since else excluded.since end,
      charged_through = case when s.plan = 'BASIC' then greatest(s.charged_through, excluded.charged_through)
        else s.charged_through end,
      lapsed_on = null, lapse_reason = null`;
}

function note(tx: Tx, deps: Deps, actor: Actor, input: ChoosePlanInput, exchangeAt: Instant): Promise<void> {
  return recordAudit(tx, {
    actor,
    action: "market_data.plan_chosen",
    subjectType: "user",
    subjectId: actor.userId,
    detail: {
      plan: input.plan,
      accountId: input.accountId,
      monthlyPrice: moneyToWire(input.monthlyPrice),
    },
    at: deps.clock.now(),
    exchangeAt,
  });
}
