import { AppError } from "@/domain/errors";
import { monthlyPrice, PLAN_IDS, type PlanId, PLANS } from "@/domain/market-data/plans";
import { SUBSCRIBER_KINDS, type SubscriberKind } from "@/domain/market-data/subscriber";
import { formatUsd } from "@/domain/money/format";
import { money, moneyToWire } from "@/domain/money/money";
import type { LocalDate } from "@/domain/time/instant";
import type { FeeView, MarketDataView } from "@/server/market-data/views";
import type { Actor } from "@/server/platform/actor";
import type { Db, Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

const FEES_SHOWN = 12;

const planOf = (stored: string | null | undefined): PlanId =>
  PLAN_IDS.find((candidate) => candidate === stored) ?? "BASIC";

/** What a person's last declaration made of them; null before the first. */
export async function declaredKind(db: Db | Tx, userId: string): Promise<SubscriberKind | null> {
  const last = await db.marketDataDeclaration.findFirst({
    where: { userId },
    orderBy: [{ declaredAt: "desc" }, { id: "desc" }],
    select: { kind: true },
  });
  return SUBSCRIBER_KINDS.find((kind) => kind === last?.kind) ?? null;
}

function pricesOn(day: LocalDate): MarketDataView["prices"] {
  const of = (plan: PlanId) => ({
    NON_PROFESSIONAL: moneyToWire(monthlyPrice(plan, "NON_PROFESSIONAL", day)),
    PROFESSIONAL: moneyToWire(monthlyPrice(plan, "PROFESSIONAL", day)),
  });
  return { BASIC: of("BASIC"), LEVEL_II: of("LEVEL_II") };
}

/** The person's own plan, declaration, prices of the day and last fees. */
export async function myMarketData(deps: Deps, actor: Actor): Promise<MarketDataView> {
  const { userId } = actor;
  const [day, declaration, subscription, fees] = await Promise.all([
    deps.clock.exchangeToday(),
    deps.db.marketDataDeclaration.findFirst({
      where: { userId },
      orderBy: [{ declaredAt: "desc" }, { id: "desc" }],
    }),
    deps.db.marketDataSubscription.findUnique({ where: { userId } }),
    deps.db.marketDataFee.findMany({ where: { userId }, orderBy: { month: "desc" }, take: FEES_SHOWN }),
  ]);
  return {
    kind: SUBSCRIBER_KINDS.find((kind) => kind === declaration?.kind) ?? null,
    declaredAt: declaration?.declaredAt.toISOString() ?? null,
    plan: planOf(subscription?.plan),
    nextPlan: subscription?.nextPlan ? planOf(subscription.nextPlan) : null,
    payingAccountId: subscription?.accountId ?? null,
    lapseReason: subscription?.lapseReason ?? null,
    prices: pricesOn(day),
    fees: fees.map((fee) => ({
      month: fee.month,
      plan: planOf(fee.plan),
      amount: moneyToWire(money(fee.amount)),
      status: fee.status as FeeView["status"],
    })),
  };
}

/** Which of these people may see the venues' books. */
export async function withLevelTwo(deps: Deps, userIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await deps.db.marketDataSubscription.findMany({
    where: { userId: { in: [...userIds] } },
    select: { userId: true, plan: true },
  });
  return new Set(rows.flatMap(({ userId, plan }) => (PLANS[planOf(plan)].hasDepth ? userId : [])));
}

/**
 * Lets through who may see the venues' books; throws FORBIDDEN with what it costs and where to get it. Asked at every
 * look, so that a plan that lapses takes the books away at once.
 */
export async function requireLevelTwo(deps: Deps, userId: string): Promise<void> {
  const row = await deps.db.marketDataSubscription.findUnique({
    where: { userId },
    select: { plan: true },
  });
  if (PLANS[planOf(row?.plan)].hasDepth) return;
  const kind = (await declaredKind(deps.db, userId)) ?? "NON_PROFESSIONAL";
  const cost = formatUsd(moneyToWire(monthlyPrice("LEVEL_II", kind, await deps.clock.exchangeToday())));
  throw new AppError(
    "FORBIDDEN",
    `Depth of market comes with the Level II plan, from ${cost} a month. Choose it under Settings, Market data.`,
  );
}
