import { expect, type Page, test } from "@playwright/test";
import { build } from "esbuild";
import { z } from "zod";
import { takeSession } from "@/e2e/acts/sign-in";
import {
  deposit,
  liftLimits,
  openedCustomer,
  secondAdmin,
  staffClient,
  takeLevelTwo,
  untilFunded,
  type WiredCustomer,
} from "@/e2e/customers-by-wire";
import { KillablePortal } from "@/e2e/crash/killable-portal";
import { eventually } from "@/e2e/portal-client";
import { withConnection } from "@/scripts/database/connection";

/** The very link that the portal's pages use, as a browser runs it; it keeps what it hears for the test to look at. */
const PROGRAM = `
  import { createTRPCClient, httpSubscriptionLink } from "@trpc/client";
  import superjson from "superjson";
  const client = createTRPCClient({ links: [httpSubscriptionLink({ url: "/api/trpc", transformer: superjson })] });
  globalThis.listen = (input) => {
    const heard = (globalThis.heard = { messages: [], states: [], error: null });
    client.market.live.subscribe(input, {
      onData: ({ id, data }) => heard.messages.push({ id, kind: data.kind, orderId: data.orderId, status: data.status }),
      onConnectionStateChange: ({ state }) => heard.states.push(state),
      onError: (error) => (heard.error = error.data?.code ?? error.message),
    });
  };
`;

const heardShape = z.object({
  messages: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      orderId: z.string().optional(),
      status: z.string().optional(),
    }),
  ),
  states: z.array(z.string()),
  error: z.string().nullable(),
});

const heardBy = async (page: Page) => heardShape.parse(await page.evaluate("globalThis.heard"));

async function listen(page: Page, portal: KillablePortal, customer: WiredCustomer): Promise<void> {
  await takeSession(page.context(), portal.baseUrl, customer.cookie);
  await page.goto(`${portal.baseUrl}/api/health`);
  const { outputFiles } = await build({
    stdin: { contents: PROGRAM, resolveDir: process.cwd() },
    bundle: true,
    format: "iife",
    write: false,
  });
  await page.evaluate(outputFiles[0]?.text ?? "");
  const input = { symbols: ["AAPL", "F"], depth: ["AAPL"], accountId: customer.accountId };
  await page.evaluate(`globalThis.listen(${JSON.stringify(input)})`);
}

/** Buys one share at the market; done when the browser has heard that it is filled. */
async function buyAndHear(page: Page, customer: WiredCustomer, clientOrderId: string): Promise<void> {
  const terms = { symbol: "F", side: "BUY", quantity: "1", type: "MARKET", timeInForce: "DAY" } as const;
  const { accountId } = customer;
  const order = await customer.client.orders.place.mutate({ accountId, clientOrderId, ...terms });
  await eventually("the browser hears of the fill", async () =>
    (await heardBy(page)).messages.some(({ orderId, status }) => orderId === order.id && status === "FILLED"),
  );
}

test("the browser's own link hears the market and every order event, also across a crash, until sign-out", async ({
  page,
}) => {
  test.setTimeout(240_000);
  const portal = await KillablePortal.create("link");
  try {
    await portal.start();
    const customer = await openedCustomer(portal.baseUrl, { first: "Lina", last: "Linie" });
    await deposit(customer, "1000.00");
    const admin = await staffClient(portal.baseUrl, "ADMIN");
    const second = await secondAdmin(portal.baseUrl);
    await untilFunded(admin, [customer]);
    // Not before there is money: waiting for it may cross a month's end, and a plan that is not paid for lapses.
    await takeLevelTwo(customer);
    await liftLimits(admin, second, customer.accountId);
    await listen(page, portal, customer);
    await eventually("quotes, a book and the clock", async () => {
      const kinds = new Set((await heardBy(page)).messages.map(({ kind }) => kind));
      return ["quotes", "book", "clock"].every((kind) => kinds.has(kind));
    });
    await buyAndHear(page, customer, "before");
    expect((await heardBy(page)).states).toContain("pending");

    await portal.kill();
    await portal.start();
    await buyAndHear(page, customer, "after");
    const { messages, states } = await heardBy(page);
    expect(states.filter((state) => state === "connecting").length).toBeGreaterThan(1);
    const first = messages[0]?.id ?? "";
    const { rows } = await withConnection(portal.databaseUrl, (client) =>
      client.query<{ id: string }>("select id from portal.order_event where id > $1 order by id", [first]),
    );
    const heard = new Set(messages.filter(({ kind }) => kind === "order").map(({ id }) => id));
    expect(rows.length).toBeGreaterThanOrEqual(4);
    expect(rows.filter(({ id }) => !heard.has(id))).toEqual([]);

    const sessions = await customer.client.auth.sessions.query();
    const own = sessions.find(({ isCurrent }) => isCurrent);
    await customer.client.auth.endSession.mutate({ sessionId: own?.id ?? "" });
    await eventually("the line ends with the session", async () => {
      const { error } = await heardBy(page);
      return error === "UNAUTHORIZED";
    });
  } finally {
    await portal.dispose();
  }
});
