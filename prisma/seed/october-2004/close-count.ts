import { sharesTraded, sharesWorking, standings } from "@/prisma/seed/october-2004/books";
import type { Trader } from "@/prisma/seed/october-2004/customers";
import type { PlannedOrder, SymbolWeight } from "@/prisma/seed/october-2004/moment-plan";
import { type MonthSize, MOST_SHARES } from "@/prisma/seed/october-2004/month";
import { instant, type Instant } from "@/domain/time/instant";
import { asPerson, type Installation } from "@/server/compose";

type Closing = {
  size: MonthSize;
  traders: readonly Trader[];
  symbols: readonly SymbolWeight[];
  place(orders: readonly PlannedOrder[]): Promise<void>;
  settle(): Promise<void>;
  advance(at: Instant): Promise<void>;
};

const SECONDS_A_ROUND = 5;
const MOST_ROUNDS = 400;
const USUAL_SHARES = 5_000;
const ROOM = 1.08;

/** Everybody takes his open orders back: what is still to be traded must not be traded twice. */
async function cancelAll({ deps }: Installation, traders: readonly Trader[]): Promise<void> {
  const open = await deps.db.order.findMany({
    where: { status: { in: ["PENDING_NEW", "NEW", "PARTIALLY_FILLED"] } },
    select: { id: true, accountId: true },
    orderBy: { id: "asc" },
  });
  const byAccount = new Map(traders.map((trader) => [trader.accountId, trader]));
  for (const { id, accountId } of open) {
    const trader = byAccount.get(accountId);
    if (trader) await asPerson(deps, trader.actor).orders.cancel({ orderId: id });
  }
}

/**
 * On the last day: places marketable orders whose sizes are what is missing to the month's shares, waits until the
 * market has filled them, and looks again, until nothing is missing. Never are more shares asked for than are missing.
 */
export async function closeCount(installation: Installation, closing: Closing): Promise<void> {
  const { deps } = installation;
  await cancelAll(installation, closing.traders);
  await closing.settle();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const missing =
      closing.size.shares - (await sharesTraded(installation, closing.size.first, closing.size.last));
    if (missing === 0) return;
    const open = missing - (await sharesWorking(installation));
    const now = await deps.clock.exchangeNow();
    if (open > 0) {
      await closing.place(await missingOrders(installation, closing, open, now));
      await closing.settle();
    }
    await closing.advance(instant(now + SECONDS_A_ROUND * 1_000));
  }
  throw new Error("the month's count of shares could not be closed");
}

async function missingOrders(
  installation: Installation,
  { traders, symbols }: Closing,
  shares: number,
  at: Instant,
): Promise<PlannedOrder[]> {
  const { market } = installation.deps;
  const liquid = symbols
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 8);
  const standing = await standings(installation);
  const rich = [...traders].sort(
    (a, b) =>
      (standing.get(b.accountId)?.settled ?? 0) - (standing.get(a.accountId)?.settled ?? 0) ||
      a.index - b.index,
  );
  const planned: PlannedOrder[] = [];
  let left = shares;
  for (const [place, trader] of rich.entries()) {
    if (left === 0) break;
    const { symbol } = liquid[place % liquid.length] as SymbolWeight;
    const ask = market.nbbo(symbol, at)?.ask;
    if (!ask) continue;
    const affordable = Math.floor(
      (standing.get(trader.accountId)?.settled ?? 0) / ((ask.price / 10_000) * ROOM),
    );
    const quantity = Math.min(left, USUAL_SHARES, MOST_SHARES, affordable);
    if (quantity < Math.min(left, 100)) continue;
    left -= quantity;
    planned.push({
      trader: trader.index,
      given: {
        accountId: trader.accountId,
        clientOrderId: `close-${at}-${trader.index}`,
        symbol,
        side: "BUY",
        quantity: String(quantity),
        type: "MARKET",
        timeInForce: "DAY",
      },
    });
  }
  return planned;
}
