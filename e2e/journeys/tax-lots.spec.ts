import { randomUUID } from "node:crypto";
import { holds } from "@/e2e/acts/look";
import { signIn } from "@/e2e/acts/sign-in";
import { lastOrder, openInstrument, ticketFor } from "@/e2e/acts/trade";
import {
  deposit,
  liftLimits,
  openedCustomer,
  secondAdmin,
  staffClient,
  untilFunded,
} from "@/e2e/customers-by-wire";
import { eventually } from "@/e2e/portal-client";
import { expect, test } from "@/e2e/test";

/** A stock whose market this file writes itself. */
const SYMBOL = "KEY";

test("lots that are chosen at the ticket are booked as they were previewed", async ({
  page,
  portal,
  market,
}) => {
  const customer = await openedCustomer(portal.baseUrl, { first: "Tove", last: "Lots" });
  const { client, accountId } = customer;
  await deposit(customer, "9000.00");
  const admin = await staffClient(portal.baseUrl, "ADMIN");
  const second = await secondAdmin(portal.baseUrl);
  await untilFunded(admin, [customer]);
  await liftLimits(admin, second, accountId);
  for (const [bid, ask] of [
    ["9.98", "10.00"],
    ["11.98", "12.00"],
  ] as const) {
    await market.quote(SYMBOL, bid, ask);
    const order = await client.orders.place.mutate({
      accountId,
      clientOrderId: randomUUID(),
      symbol: SYMBOL,
      side: "BUY",
      type: "LIMIT",
      limitPrice: ask,
      quantity: "100",
      timeInForce: "DAY",
    });
    await eventually("the purchase is filled", async () => {
      const { status } = await client.orders.detail.query({ orderId: order.id });
      return status === "FILLED";
    });
  }
  await market.quote(SYMBOL, "11.00", "11.02");
  await signIn(page, customer);

  let gain = "";
  await test.step("the ticket shows each lot, and what those that are named would gain", async () => {
    await openInstrument(page, SYMBOL);
    const form = ticketFor(page, SYMBOL);
    await form.getByRole("radio", { name: "Sell" }).check();
    await form.getByRole("combobox", { name: "Type" }).selectOption({ label: "Market" });
    await form.getByRole("textbox", { name: "Quantity" }).fill("60");
    const lots = form.getByRole("region", { name: "Tax lots" });
    await lots.getByRole("combobox", { name: "Lots sold" }).selectOption({ label: "Lots that I name" });
    await expect(lots.getByRole("listitem")).toHaveCount(2);
    await lots
      .getByRole("textbox", { name: /^Shares of the lot/ })
      .nth(1)
      .fill("40");
    await expect(form.getByRole("textbox", { name: "Quantity" })).toHaveValue("40");
    await expect(lots.getByText("Gain or loss, about").locator("..")).toContainText("−4");
    await expect(lots.getByText("Wash sales")).toBeVisible();
    await holds(page, "the ticket with lots");
    gain = (
      await lots.getByText("Gain or loss, about").locator("xpath=following-sibling::dd").innerText()
    ).trim();
    await form.getByRole("button", { name: `Sell 40 ${SYMBOL}` }).click();
    await expect(lastOrder(page)).toContainText("Filled: 40 of 40 at 11.00");
  });

  await test.step("the order and the taxes page say the same", async () => {
    await page.goto(`/taxes?account=${accountId}`);
    const row = page
      .getByRole("table", { name: /^Realised gains of/ })
      .getByRole("row")
      .nth(1);
    await expect(row).toContainText(SYMBOL);
    await expect(row).toContainText(gain);
    await holds(page, "realised gains");
    await row.getByRole("link", { name: SYMBOL }).click();
    const closed = page.getByRole("table", { name: "Lots closed by this order" });
    await expect(closed.getByRole("row").nth(1)).toContainText(gain);
    await expect(closed.getByRole("row").nth(1)).toContainText("40");
    await page.goto(`/taxes?account=${accountId}&tab=harvest`);
    await expect(page.getByRole("link", { name: "Harvest" })).toHaveAttribute("aria-current", "page");
    await holds(page, "harvest");
  });

  await test.step("its lots are named anew until it settles", async () => {
    await page.goto(`/taxes?account=${accountId}`);
    await page.getByRole("link", { name: "Change lots" }).first().click();
    await page.getByRole("button", { name: "Change lots" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText(/^Lots can be named until/)).toBeVisible();
    await holds(page, "the lots of a sale");
    await dialog.getByRole("combobox", { name: "Lots sold" }).selectOption({ label: "First in, first out" });
    await expect(dialog.getByRole("listitem").first()).toContainText("40 sold");
    await dialog.getByRole("button", { name: "Change the lots" }).click();
    await expect(dialog).toBeHidden();
    const closed = page.getByRole("table", { name: "Lots closed by this order" });
    await expect(closed.getByRole("row").nth(1)).toContainText("+38.58");
    await expect(page.getByRole("list", { name: "Choices made after the order" })).toContainText(
      "First in, first out.",
    );
  });

  await test.step("the lots of an order that still works can be named anew, too", async () => {
    const resting = await client.orders.place.mutate({
      accountId,
      clientOrderId: randomUUID(),
      symbol: SYMBOL,
      side: "SELL",
      type: "LIMIT",
      limitPrice: "11.50",
      quantity: "50",
      timeInForce: "GTC",
    });
    await page.goto(`/orders/${resting.id}`);
    await page.getByRole("button", { name: "Change lots" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText("50 shares are still to be sold, by the same choice.")).toBeVisible();
    await dialog.getByRole("combobox", { name: "Lots sold" }).selectOption({ label: "Lots that I name" });
    const shares = dialog.getByRole("textbox", { name: /^Shares of the lot/ });
    await expect(dialog.getByText("0 of 50 shares named")).toBeVisible();
    await shares.nth(1).fill("50");
    await expect(dialog.getByText("50 of 50 shares named")).toBeVisible();
    await holds(page, "the lots of an order that works");
    await dialog.getByRole("button", { name: "Change the lots" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText(/Named: 50 of/)).toBeVisible();
    await client.orders.cancel.mutate({ orderId: resting.id });
  });

  await test.step("a standing instruction is kept, and the ticket follows it", async () => {
    await page.goto("/settings/tax");
    await page
      .getByRole("combobox", { name: "When you sell stocks" })
      .selectOption({ label: "Highest cost first" });
    await page.getByRole("button", { name: "Keep this instruction" }).click();
    await expect(page.getByText("Instructions so far (1)")).toBeVisible();
    await holds(page, "the instruction for lots");
  });

  await test.step("a period that was chosen is there again after a look elsewhere", async () => {
    await page.goto("/performance");
    await page.getByRole("radio", { name: "1M" }).check();
    await expect(page).toHaveURL(/period=1M/);
    await page.getByRole("link", { name: "Taxes", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Taxes" })).toBeVisible();
    await page.goBack();
    await expect(page.getByRole("radio", { name: "1M" })).toBeChecked();
  });
});
