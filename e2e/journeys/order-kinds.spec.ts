import type { Locator, Page } from "@playwright/test";
import { takeSession } from "@/e2e/acts/sign-in";
import { lastOrder, openInstrument, ticketFor } from "@/e2e/acts/trade";
import {
  deposit,
  liftLimits,
  openedCustomer,
  secondAdmin,
  staffClient,
  untilFunded,
  type WiredCustomer,
} from "@/e2e/customers-by-wire";
import { expect, test } from "@/e2e/test";

/** A stock of the New York Stock Exchange whose market this file writes itself, at ten dollars. */
const SYMBOL = "WFC";

/** One that goes its own way: its opening and closing auctions are the market's. */
const AUCTIONED = "KO";

type Terms = Partial<{
  symbol: string;
  side: "Buy" | "Sell";
  type: string;
  until: string;
  quantity: string;
  amount: string;
  limit: string;
  stop: string;
  trail: string;
  trailIn: "$" | "%";
  lastDay: string;
  keepsPrice: boolean;
  route: string;
  protected: "Slide" | "Cancel";
  together: string;
  profit: string;
  loss: string;
  then: string;
}>;

async function unfold(form: Locator): Promise<void> {
  const more = form.getByRole("button", { name: /^More/ });
  // How it was left the page knows once it is taken over.
  await expect(more).toBeEnabled();
  if ((await more.getAttribute("aria-expanded")) === "false") await more.click();
}

/** Fills in a fresh ticket, and presses its button. */
async function order(page: Page, terms: Terms): Promise<void> {
  const symbol = terms.symbol ?? SYMBOL;
  await openInstrument(page, symbol);
  const form = ticketFor(page, symbol);
  const choose = (label: string, option: string) =>
    form.getByRole("combobox", { name: label }).selectOption({ label: option });
  const fill = (label: string, text: string) => form.getByRole("textbox", { name: label }).fill(text);
  await form.getByRole("radio", { name: terms.side ?? "Buy" }).check();
  await unfold(form);
  if (terms.together) await choose("Orders together", terms.together);
  if (terms.type) await choose("Type", terms.type);
  if (terms.amount) {
    await form.getByRole("button", { name: "in dollars" }).click();
    await fill("Amount", terms.amount);
  } else await fill("Quantity", terms.quantity ?? "100");
  if (terms.limit) await fill("Limit price", terms.limit);
  if (terms.stop) await fill("Stop price", terms.stop);
  if (terms.trailIn) await form.getByRole("radio", { name: terms.trailIn }).check();
  if (terms.trail) await fill("Trails by", terms.trail);
  if (terms.until) await choose("Time in force", terms.until);
  if (terms.lastDay) await form.getByLabel("Last day").fill(terms.lastDay);
  if (terms.keepsPrice) await form.getByRole("checkbox", { name: /^Do not reduce/ }).check();
  if (terms.route) await choose("Route", terms.route);
  if (terms.protected) await form.getByRole("radio", { name: terms.protected }).check();
  if (terms.profit) await fill("Take profit at", terms.profit);
  if (terms.loss) await fill("Stop loss at", terms.loss);
  if (terms.then) await fill("Then sell at", terms.then);
  await form.getByRole("button", { name: new RegExp(`^${terms.side ?? "Buy"} .*${symbol}`) }).click();
  await expect(lastOrder(page)).toBeVisible();
}

const says = (page: Page, text: string) => expect(lastOrder(page)).toContainText(text);

test.describe("each kind of order, on a market that the test moves", () => {
  let customer: WiredCustomer;

  test.beforeAll(async ({ portal }) => {
    customer = await openedCustomer(portal.baseUrl, { first: "Orla", last: "Kinds" });
    await deposit(customer, "45000.00");
    const admin = await staffClient(portal.baseUrl, "ADMIN");
    const second = await secondAdmin(portal.baseUrl);
    await untilFunded(admin, [customer]);
    await liftLimits(admin, second, customer.accountId);
  });

  test.beforeEach(async ({ page, market, portal }) => {
    await market.quote(SYMBOL, "10.00", "10.02");
    await market.trade(SYMBOL, "10.01", 100);
    await takeSession(page.context(), portal.baseUrl, customer.cookie);
  });

  test("orders for this moment: market, dollars, immediate or cancel, fill or kill", async ({ page }) => {
    await order(page, { type: "Market", quantity: "500" });
    await says(page, "Filled: 500 of 500 at 10.02");
    await order(page, { type: "Market", amount: "250.00" });
    await says(page, "at 10.02");
    await says(page, "Filled");
    await order(page, { type: "Limit", limit: "10.01", until: "At once, rest cancelled (IOC)" });
    await says(page, "Cancelled: 0 of 100 filled");
    await order(page, {
      type: "Limit",
      limit: "10.02",
      quantity: "30",
      until: "Whole or not at all (FOK)",
    });
    await says(page, "Filled: 30 of 30 at 10.02");
  });

  test("stop, stop-limit and trailing stop", async ({ page, market }) => {
    await order(page, { type: "Market", quantity: "300" });
    await says(page, "Filled: 300 of 300");

    await order(page, { side: "Sell", type: "Stop", stop: "9.90" });
    await says(page, "Accepted and working");
    await market.quote(SYMBOL, "9.88", "9.90");
    await market.trade(SYMBOL, "9.89", 100);
    await says(page, "Filled: 100 of 100 at 9.88");

    await order(page, { type: "Stop limit", stop: "9.95", limit: "10.00", quantity: "40" });
    await says(page, "Accepted and working");
    await market.quote(SYMBOL, "9.94", "9.96");
    await market.trade(SYMBOL, "9.96", 100);
    await says(page, "Filled: 40 of 40 at 9.96");

    await order(page, { side: "Sell", type: "Trailing stop", trail: "0.10" });
    await says(page, "Accepted and working");
    await market.trade(SYMBOL, "10.20", 100);
    await market.quote(SYMBOL, "10.05", "10.07");
    await market.trade(SYMBOL, "10.06", 100);
    await says(page, "Filled: 100 of 100 at 10.05");
  });

  test("direct routes, and why an order is refused", async ({ page }) => {
    await order(page, {
      type: "Limit",
      limit: "10.02",
      route: "New York Stock Exchange (XNYS)",
      protected: "Cancel",
    });
    await says(page, "Filled: 100 of 100 at 10.02");
    await says(page, "XNYS 100");
    await order(page, { type: "Limit", limit: "10.02", route: "Nasdaq (XNAS)", protected: "Slide" });
    await says(page, "Accepted and working");
    await lastOrder(page)
      .getByRole("button", { name: /^Cancel/ })
      .click();
    await says(page, "Cancelled: 0 of 100 filled");
    await order(page, { side: "Sell", type: "Stop", stop: "12.00", quantity: "10" });
    await says(page, "belongs below the last price");
    await order(page, { type: "Limit", limit: "10.005", quantity: "10" });
    await says(page, "must be a multiple of 0.01");
    await order(page, { type: "Limit", limit: "14.00", quantity: "10" });
    await says(page, "more than 10% above the market");
  });

  test("a bracket: the entry fills, one exit fills, the other goes", async ({ page, market }) => {
    await order(page, {
      together: "Bracket: buy, then two exits",
      type: "Limit",
      limit: "10.02",
      profit: "10.40",
      loss: "9.70",
    });
    await says(page, "Filled: 100 of 100 at 10.02");
    await says(page, "Accepted and working");
    await market.quote(SYMBOL, "10.42", "10.44");
    await market.trade(SYMBOL, "10.45", 500);
    await says(page, "Filled: 100 of 100 at 10.4");
    await says(page, "Cancelled: 0 of 100 filled");
  });

  test("fractions, a percentage that trails, and orders that stand for days", async ({ page, market }) => {
    await order(page, { type: "Market", quantity: "100.5" });
    await says(page, "Filled: 100.5 of 100.5 at 10.02");
    await order(page, { side: "Sell", type: "Trailing stop", trailIn: "%", trail: "2" });
    await says(page, "Accepted and working");
    await market.trade(SYMBOL, "10.50", 100);
    await market.quote(SYMBOL, "10.25", "10.27");
    await market.trade(SYMBOL, "10.26", 100);
    await says(page, "Filled: 100 of 100 at 10.25");
    await order(page, { type: "Limit", limit: "9.80", until: "Until cancelled (GTC)", keepsPrice: true });
    await says(page, "Accepted and working");
    const nextWeek = new Date((await market.now()) + 7 * 86_400_000).toISOString().slice(0, 10);
    await order(page, { type: "Limit", limit: "9.70", until: "Until a date (GTD)", lastDay: nextWeek });
    await says(page, "Accepted and working");
    await market.quote(SYMBOL, "9.58", "9.60");
    await market.trade(SYMBOL, "9.60", 500);
    // Never worse than the best offer of the moment, though it would have paid its limit.
    await says(page, "Filled: 100 of 100 at 9.6");
  });

  test("one cancels the other, and one triggers the other", async ({ page, market }) => {
    await order(page, { type: "Market" });
    await says(page, "Filled: 100 of 100 at 10.02");
    await order(page, {
      together: "One cancels other: two exits",
      side: "Sell",
      profit: "10.40",
      loss: "9.70",
    });
    await says(page, "Accepted and working");
    await market.quote(SYMBOL, "9.68", "9.70");
    await market.trade(SYMBOL, "9.69", 100);
    await says(page, "Filled: 100 of 100 at 9.68");
    await says(page, "Cancelled: 0 of 100 filled");
    await market.quote(SYMBOL, "10.00", "10.02");
    await order(page, {
      together: "One triggers other: buy, then sell",
      type: "Limit",
      limit: "10.02",
      then: "10.30",
    });
    await says(page, "Filled: 100 of 100 at 10.02");
    await market.quote(SYMBOL, "10.32", "10.34");
    await market.trade(SYMBOL, "10.33", 500);
    await says(page, "Filled: 100 of 100 at 10.3");
  });

  test("what is wrong with a group shows before it is placed", async ({ page }) => {
    await openInstrument(page, SYMBOL);
    const form = ticketFor(page, SYMBOL);
    await unfold(form);
    await form
      .getByRole("combobox", { name: "Orders together" })
      .selectOption({ label: "Bracket: buy, then two exits" });
    for (const [label, text] of [
      ["Quantity", "100"],
      ["Limit price", "10.00"],
      ["Take profit at", "9.90"],
      ["Stop loss at", "9.50"],
    ] as const)
      await form.getByRole("textbox", { name: label }).fill(text);
    await expect(form).toContainText("must lie above the expected purchase at 10.00");
  });

  test("a press counts though the preview moves the button meanwhile; taken back, it does not", async ({
    page,
  }) => {
    let answer = () => {};
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route(/orders\.preview/, async (route) => {
      await asked;
      await route.continue();
    });
    await openInstrument(page, SYMBOL);
    const form = ticketFor(page, SYMBOL);
    await form.getByRole("textbox", { name: "Quantity" }).fill("10");
    await form.getByRole("textbox", { name: "Limit price" }).fill("14.07");
    const button = form.getByRole("button", { name: /^Buy 10/ });
    const topOf = async () => (await button.boundingBox())?.y ?? 0;

    await button.hover();
    await page.mouse.down();
    await page.getByRole("heading", { level: 1 }).hover();
    await page.mouse.up();
    await expect(lastOrder(page)).toBeHidden();

    await button.hover({ position: { x: 40, y: 6 } });
    const before = await topOf();
    await page.mouse.down();
    answer();
    await expect(form).toContainText("more than 10% above the market");
    expect(await topOf()).toBeGreaterThan(before + 6);
    await page.mouse.up();
    await says(page, "more than 10% above the market");
    await page.goto("/orders");
    await expect(
      page.getByRole("table", { name: "All orders" }).getByRole("row").filter({ hasText: "limit 14.07" }),
    ).toHaveCount(1);
  });

  test("a working order is changed, and everything is cancelled at once", async ({ page }) => {
    await order(page, { type: "Limit", limit: "9.50" });
    await says(page, "Accepted and working");
    await page.goto("/orders");
    const row = page
      .getByRole("table", { name: "All orders" })
      .getByRole("row")
      .filter({ hasText: /limit 9\.[56]0/ });
    await row.getByRole("button", { name: /^Change/ }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Limit price" }).fill("9.60");
    await dialog.getByRole("button", { name: /^Change/ }).click();
    await expect(row).toContainText("limit 9.60");
    await page.getByRole("button", { name: "Cancel all" }).click();
    await page
      .getByRole("alertdialog")
      .getByRole("button", { name: /^Cancel/ })
      .first()
      .click();
    await expect(row).toContainText("Cancelled");
  });

  test("an order that is not theirs leads to nothing, inside the portal's own frame", async ({ page }) => {
    await page.goto(`/orders/${crypto.randomUUID()}`);
    await expect(page.getByRole("heading", { name: "Not found" })).toBeAttached();
    await expect(page.getByRole("link", { name: "Your orders" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Sign in" })).toHaveCount(0);
  });

  test("the closing auction of this day and the opening of the next", async ({ page, clearing }) => {
    const auctioned = { symbol: AUCTIONED, type: "Market", quantity: "10" };
    await order(page, { ...auctioned, until: "On the close" });
    await says(page, "Accepted and working");
    await order(page, { ...auctioned, quantity: "11", until: "On the open" });
    await says(page, "Accepted and working");
    await clearing.nextDay();
    await says(page, "Filled: 11 of 11");
    await page.goto("/orders");
    const rows = page
      .getByRole("table", { name: "All orders" })
      .getByRole("row")
      .filter({ hasText: AUCTIONED });
    await expect(rows.filter({ hasText: "Filled" })).toHaveCount(2);
  });
});
