import { orderInput } from "@/domain/orders/order-input";
import { placeOrder } from "@/server/orders";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";

export type BenchAccount = { accountId: string; userId: string };

export const investor = (userId: string): Actor => ({
  userId,
  role: "INVESTOR",
  sessionId: userId,
  email: "bench@example.com",
  displayName: "Bench",
  emailVerified: true,
});

/**
 * Places one small order after another through the use case, each on an account of the list by chance. `refused`
 * counts those that were not accepted: a figure with any of them does not count.
 */
export function orderPlacer(deps: Deps, accounts: readonly BenchAccount[]) {
  const people = accounts.map(({ accountId, userId }) => ({ accountId, actor: investor(userId) }));
  const counted = { refused: 0 };
  async function placeOne(): Promise<void> {
    const person = people[Math.floor(Math.random() * people.length)];
    if (!person) return;
    const view = await placeOrder(
      deps,
      person.actor,
      orderInput.parse({
        accountId: person.accountId,
        clientOrderId: newId(),
        symbol: "AAPL",
        side: "BUY",
        type: "LIMIT",
        timeInForce: "DAY",
        quantity: "1",
        limitPrice: "100.00",
      }),
    );
    if (view.status !== "PENDING_NEW") counted.refused++;
  }
  return { placeOne, counted };
}

export function requireAllAccepted({ refused }: { refused: number }): void {
  if (refused > 0)
    throw new Error(`${refused} orders were refused: the figures would not be of accepted orders.`);
}
