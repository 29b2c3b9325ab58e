import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { TRPCClientError } from "@trpc/client";
import {
  deposit,
  liftLimits,
  openedCustomer,
  secondAdmin,
  staffClient,
  untilFunded,
  type WiredCustomer,
} from "@/e2e/customers-by-wire";
import { KillablePortal } from "@/e2e/crash/killable-portal";
import { eventually } from "@/e2e/portal-client";
import { withConnection } from "@/scripts/database/connection";
import { describe as verdictText, verify } from "@/scripts/verify/verify";

const KILLS = 10;
const SENDERS = 4;
/** A kill comes at any moment of this long after orders flow again. */
const LONGEST_WAIT_MS = 600;

/** What a customer was told: the id under which the portal keeps the order. */
type Acknowledged = Map<string, string>;

/**
 * One customer's program: sends orders one after another, and one that got no answer again under the same
 * clientOrderId, as a careful program does. Returns what was acknowledged.
 */
async function sendOrders(
  customer: WiredCustomer,
  name: string,
  isOver: () => boolean,
  told: () => void,
): Promise<Acknowledged> {
  const acknowledged: Acknowledged = new Map();
  for (let number = 0; !isOver(); number++) {
    const clientOrderId = `${name}-${number}`;
    const order = {
      accountId: customer.accountId,
      clientOrderId,
      symbol: "AAPL",
      side: "BUY",
      quantity: "1",
    } as const;
    for (;;) {
      try {
        const view = await (number % 3 === 0
          ? customer.client.orders.place.mutate({
              ...order,
              type: "LIMIT",
              timeInForce: "DAY",
              limitPrice: "1.00",
            })
          : customer.client.orders.place.mutate({ ...order, type: "MARKET", timeInForce: "DAY" }));
        acknowledged.set(clientOrderId, view.id);
        told();
        break;
      } catch (error) {
        // An answer that says no is a bug here; no answer is what this test is about.
        if (error instanceof TRPCClientError && error.data) throw error;
        await pause(20);
      }
    }
  }
  return acknowledged;
}

type Row = { id: string; client_order_id: string; status: string };

test("every acknowledged order survives ten kills at random points, none twice", async () => {
  test.setTimeout(300_000);
  const portal = await KillablePortal.create("crash");
  try {
    await portal.start();
    const customer = await openedCustomer(portal.baseUrl, { first: "Karl", last: "Absturz" });
    await deposit(customer, "25000.00");
    const admin = await staffClient(portal.baseUrl, "ADMIN");
    const second = await secondAdmin(portal.baseUrl);
    await untilFunded(admin, [customer]);
    await liftLimits(admin, second, customer.accountId);

    let over = false;
    let answers = 0;
    const senders = Array.from({ length: SENDERS }, (_, n) =>
      sendOrders(
        customer,
        `s${n}`,
        () => over,
        () => answers++,
      ),
    );
    const moments: number[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      const before = answers;
      await eventually("orders flow", async () => answers > before);
      const wait = Math.floor(Math.random() * LONGEST_WAIT_MS);
      moments.push(wait);
      await pause(wait);
      await portal.kill();
      await portal.start();
    }
    await eventually("orders flow after the last kill", async () => answers > KILLS);
    over = true;
    const acknowledged = new Map((await Promise.all(senders)).flatMap((each) => [...each]));
    test.info().annotations.push({
      type: "kills",
      description: `after ${moments.join(", ")} ms; ${acknowledged.size} orders`,
    });

    await withConnection(portal.databaseUrl, async (client) => {
      await eventually("every order reached its venue and the audit is sealed", async () => {
        const { rows } = await client.query<{ waiting: string }>(
          `select (select count(*) from portal.orders where status = 'PENDING_NEW') + (select count(*) from portal.audit_unsealed)
            + (select count(*) from portal.outbox where sent_at is null) + (select count(*) from street.command where processed_at is null) as waiting`,
        );
        return rows[0]?.waiting === "0";
      });
      const { rows } = await client.query<Row>("select id, client_order_id, status from portal.orders");
      const kept = new Map(rows.map((row) => [row.client_order_id, row.id]));
      expect(rows).toHaveLength(kept.size);
      expect([...kept].sort()).toEqual([...acknowledged].sort());
      expect(rows.filter(({ status }) => status === "FILLED").length).toBeGreaterThan(KILLS);
      const { rows: overSent } = await client.query(
        `select o.id from portal.orders o join street.venue_order v on v.order_reference = o.id::text
         group by o.id, o.quantity having sum(v.cum_qty) > o.quantity or count(*) filter (where v.status = 'OPEN') > 1`,
      );
      expect(overSent).toEqual([]);
    });
    const verdict = await verify(portal.databaseUrl);
    expect(verdict.violations, verdictText(verdict)).toEqual([]);
  } finally {
    await portal.dispose();
  }
});
