import { PLANS, type PlanId } from "@/domain/market-data/plans";
import { type Instant, localDateOf, toColumn } from "@/domain/time/instant";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { sendMail } from "@/server/platform/mail";
import { publish } from "@/server/platform/news";

type Lapse = { userId: string; plan: PlanId; reason: string; exchangeAt: Instant };

/** Ends a plan that was not paid for: back to Basic at once, with the reason on the settings page and by mail. */
export async function lapse(tx: Tx, deps: Deps, { userId, plan, reason, exchangeAt }: Lapse): Promise<void> {
  const { user } = await tx.marketDataSubscription.update({
    where: { userId },
    data: {
      plan: "BASIC",
      nextPlan: null,
      lapsedOn: toColumn(localDateOf(exchangeAt)),
      lapseReason: reason,
    },
    select: { user: { select: { email: true } } },
  });
  await sendMail(
    tx,
    {
      to: user.email,
      subject: `Your ${PLANS[plan].name} plan has ended`,
      body: `${reason} Nothing was taken, and your plan is Basic again: quotes, time and sales and charts go on as before. You may choose ${PLANS[plan].name} again at any time under Settings.`,
      link: "/settings",
    },
    deps.clock.now(),
  );
  await publish(tx, `user:${userId}`, "market-data");
}
