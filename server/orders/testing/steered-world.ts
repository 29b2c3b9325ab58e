import { afterAll } from "vitest";
import { cashJournal } from "@/domain/ledger/posting-rules";
import type { ScriptRowInput } from "@/domain/market/script-row";
import { money } from "@/domain/money/money";
import type { AccountTypeKey } from "@/domain/onboarding/account-types";
import { groupPreviewInput, orderGroupInput } from "@/domain/orders/order-group-input";
import { orderInput, replaceInput } from "@/domain/orders/order-input";
import { setLimitsInput } from "@/domain/risk/inputs";
import { type Instant, instantAt, localDate, localDateOf, toIso } from "@/domain/time/instant";
import { install } from "@/server/compose";
import { postJournals } from "@/server/ledger";
import { cancelOrder } from "@/server/orders/cancel-order";
import { placeOrderGroup } from "@/server/orders/place-group";
import { placeOrder } from "@/server/orders/place-order";
import { previewOrderGroup } from "@/server/orders/preview-order";
import { listOrders, orderDetail } from "@/server/orders/queries";
import { replaceOrder } from "@/server/orders/replace-order";
import type { OrderDetailView, OrderView } from "@/server/orders/views";
import type { Actor } from "@/server/platform/actor";
import { newId } from "@/server/platform/ids";
import { setAccountLimits } from "@/server/risk";
import { testDatabase } from "@/server/platform/testing/database";
import { customerWith, testEnv } from "@/server/platform/testing/deps";

export const DAY = localDate("2026-06-01");
export const at = (time: `${number}:${number}` | `${number}:${number}:${number}`): Instant =>
  instantAt(DAY, time);

/** The symbol whose market these tests write themselves, listed on the New York Stock Exchange. */
export const SYMBOL = "F";

/** The standard limits, without the question about twins and without a pause between orders. */
export const unaskedLimits = (accountId: string) =>
  setLimitsInput.parse({
    accountId,
    maxShares: "50000",
    maxValue: "1000000.00",
    maxOpenOrders: 500,
    ordersPerSecond: 1_000,
    limitCollar: "0.10",
    duplicateSeconds: 0,
    haltPolicy: "REJECT",
    marginRegime: null,
    reason: "This account is traded by a test.",
  });

/**
 * A whole portal and its street in one process, at ten o'clock with a standing clock, and a market for SYMBOL that
 * stands still at 10.00 to 10.02 with 10,000 shares a side at the primary listing alone and no trades, until a test
 * says otherwise.
 */
export async function steeredWorld(start: Instant = at("10:00"), more: Record<string, string> = {}) {
  const database = await testDatabase();
  const env = testEnv(database.url, {
    EXCHANGE_CLOCK_START: toIso(start),
    EXCHANGE_CLOCK: "virtual",
    ...more,
  });
  const installation = await install(env, "in-process");
  const { deps, pump } = installation;
  await deps.controls.setRate(0);

  async function script(...rows: ScriptRowInput[]): Promise<void> {
    await database.street.marketScript.createMany({
      data: rows.map((row) => ({ symbol: row.symbol, row })),
    });
    // A round of the street reads the script anew.
    await deps.controls.cycle();
  }
  const quote = (bid: string, ask: string, from: Instant, size = 10_000, to?: Instant) =>
    script({
      kind: "QUOTE",
      symbol: SYMBOL,
      from: toIso(from),
      ...(to === undefined ? {} : { to: toIso(to) }),
      bid,
      ask,
      bidSize: size,
      askSize: size,
      others: "NOTHING",
    });
  const print = (price: string, size: number, when: Instant) =>
    script({ kind: "PRINT", symbol: SYMBOL, at: toIso(when), price, size });

  async function customer(cash: string, type: AccountTypeKey = "INDIVIDUAL_CASH") {
    const { actor, accountId } = await customerWith(deps, "0", type);
    const now = await deps.clock.exchangeNow();
    const posting = {
      source: `test:${accountId}`,
      accountId,
      amount: money(cash),
      on: localDateOf(now),
      exchangeAt: now,
    };
    await postJournals(deps.db, [cashJournal("DEPOSIT", posting), cashJournal("DEPOSIT_RELEASE", posting)]);
    await setAccountLimits(deps, actor, unaskedLimits(accountId));
    return trader(actor, accountId);
  }

  /** Lets the pump run until portal and street are quiet. */
  const settle = () => pump.run(200);
  const to = async (when: Instant) => {
    await deps.controls.advanceTo(when);
    await settle();
  };

  /** Has so much bid for SYMBOL, and two cents more asked, from a moment on, and goes there. */
  const priceFrom = async (bid: string, when: Instant) => {
    await quote(bid, (Number(bid) + 0.02).toFixed(2), when);
    await to(when);
  };

  function trader(actor: Actor, accountId: string) {
    const ofGroup = { accountId, symbol: SYMBOL, quantity: "100", exitTimeInForce: "GTC" };
    const see = (order: OrderView | string): Promise<OrderDetailView> =>
      orderDetail(deps, actor, { orderId: typeof order === "string" ? order : order.id });
    return {
      actor,
      accountId,
      see,
      /** Places an order for SYMBOL and lets it reach the venues. */
      async place(given: Record<string, unknown>): Promise<OrderDetailView> {
        const input = orderInput.parse({
          accountId,
          clientOrderId: newId(),
          symbol: SYMBOL,
          side: "BUY",
          ...(given.type === "NOTIONAL" ? {} : { quantity: "100" }),
          timeInForce: "DAY",
          ...given,
        });
        const placed = await placeOrder(deps, actor, input);
        await settle();
        return see(placed);
      },
      async group(given: Record<string, unknown>): Promise<OrderDetailView[]> {
        const input = orderGroupInput.parse({ ...ofGroup, clientOrderId: newId(), ...given });
        const placed = await placeOrderGroup(deps, actor, input);
        await settle();
        return Promise.all(placed.map(see));
      },
      /** The ids of an order and of those that belong to it, as the list tells them. */
      async together({ groupId }: OrderView): Promise<string[]> {
        const list = await listOrders(deps, actor, { accountId, show: "ALL", groupId: groupId ?? newId() });
        return list.orders.map(({ id }) => id).toSorted();
      },
      /** What the ticket would show of a group. */
      preview: (given: Record<string, unknown>) =>
        previewOrderGroup(deps, actor, groupPreviewInput.parse({ ...ofGroup, ...given })),
      async replace(order: OrderView, given: Record<string, unknown>): Promise<OrderDetailView> {
        const input = replaceInput.parse({ orderId: order.id, clientOrderId: newId(), ...given });
        await replaceOrder(deps, actor, input);
        await settle();
        return see(order);
      },
      async cancel(order: OrderView): Promise<OrderDetailView> {
        await cancelOrder(deps, actor, { orderId: order.id });
        await settle();
        return see(order);
      },
      async held(): Promise<{ cash: string; shares: string; sumOfOrders: string }> {
        const [row] = await deps.db.$queryRaw<{ cash: string; shares: string; orders: string }[]>`
          select trim_scale(b.reserved)::text as cash,
            coalesce((select trim_scale(sum(p.reserved))::text from portal.position p where p.account_id = b.account_id), '0') as shares,
            (select trim_scale(coalesce(sum(o.hold_cash), 0))::text || ' ' || trim_scale(coalesce(sum(o.hold_shares), 0))::text
             from portal.orders o where o.account_id = b.account_id) as orders
          from portal.cash_balance b where b.account_id = ${accountId}::uuid`;
        return { cash: row?.cash ?? "", shares: row?.shares ?? "", sumOfOrders: row?.orders ?? "" };
      },
    };
  }

  afterAll(() => installation.close());
  await quote("10.00", "10.02", at("04:00"));
  return { deps, database, installation, script, quote, priceFrom, print, customer, to, settle };
}
export type SteeredWorld = Awaited<ReturnType<typeof steeredWorld>>;
