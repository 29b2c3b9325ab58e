import type { Page } from "@playwright/test";
import { formatUsd } from "@/domain/money/format";
import { sumWire } from "@/domain/money/wire-sum";
import { holds } from "@/e2e/acts/look";
import { secondAccount } from "@/e2e/acts/second-account";
import { takeSession } from "@/e2e/acts/sign-in";
import { openedCustomer, staffClient, type WiredCustomer, wireIn } from "@/e2e/customers-by-wire";
import { eventually } from "@/e2e/portal-client";
import { expect, test } from "@/e2e/test";

/** Stocks that no other journey steers: in both accounts, and in the second alone. */
const IN_BOTH = "HPQ";
const IN_ONE = "USB";

async function buy({ client, accountId }: WiredCustomer, symbol: string, quantity: string): Promise<void> {
  await client.orders.place.mutate({
    accountId,
    clientOrderId: `${symbol}-${quantity}`,
    symbol,
    side: "BUY",
    type: "MARKET",
    timeInForce: "DAY",
    quantity,
  });
  await eventually(`${quantity} ${symbol} are held`, async () => {
    const { positions } = await client.portfolio.get.query({ accountIds: [accountId] });
    return positions.some((held) => held.symbol === symbol && Number(held.quantity) === Number(quantity));
  });
}

/** "−$1,284.20" as the wire has it: "-1284.20". */
const wireOf = (text: string): string => text.replace(/[$,+]/g, "").replace("\u2212", "-");

/** What the page says that everything is worth, and how that changed today. */
async function shownOn(page: Page): Promise<{ equity: string; day: string }> {
  const equity = page.getByRole("region", { name: "Equity" });
  const words = /(?<equity>\u2212?\$[\d,.]+).*?(?<day>[+\u2212]?\$[\d,.]+) \([^)]*\) today/s;
  await expect(equity).toContainText("today");
  const found = words.exec((await equity.innerText()).replace(/\s+/g, " "))?.groups ?? {};
  return { equity: wireOf(found.equity ?? ""), day: wireOf(found.day ?? "") };
}

/** Opens the switcher, goes down so many choices and takes that one; no pointer has a part in it. */
async function switchByKeyboard(page: Page, down: number, address: RegExp): Promise<void> {
  await page.getByRole("button", { name: /^Account:/ }).focus();
  await page.keyboard.press("Enter");
  const choices = page.getByRole("menuitemradio");
  for (let n = 0; n <= down; n++) {
    if (n > 0) await page.keyboard.press("ArrowDown");
    await expect(choices.nth(n)).toHaveAttribute("data-focused");
  }
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(address);
}

test("two accounts, each apart and both together", async ({ page, browser, portal, market }, info) => {
  test.setTimeout(180_000);
  const isPhone = info.project.name === "phone";
  const admin = await staffClient(portal.baseUrl, "ADMIN");
  const first = await openedCustomer(portal.baseUrl, { first: "Wanda", last: "Tvilling" });
  const second = { ...first, accountId: await secondAccount(portal.databaseUrl, first) };
  await wireIn(admin, first, "Wanda Tvilling", "10000.00");
  await wireIn(admin, second, "Wanda Tvilling", "20000.00");
  await market.quote(IN_BOTH, "21.98", "22.00");
  await market.quote(IN_ONE, "49.98", "50.00");
  await buy(first, IN_BOTH, "10");
  await buy(second, IN_BOTH, "30");
  await buy(second, IN_ONE, "5");
  await market.quote(IN_BOTH, "22.98", "23.00");
  await market.trade(IN_BOTH, "23.00", 100);
  await market.trade(IN_ONE, "50.00", 100);
  const accountIds = [first.accountId, second.accountId];
  await eventually("both stocks are valued at their last price", async () => {
    const { positions } = await first.client.portfolio.get.query({ accountIds });
    const prices = positions.map(({ price }) => Number(price)).sort((a, b) => a - b);
    return prices.join(" ") === "23 50";
  });

  await takeSession(page.context(), portal.baseUrl, first.cookie);
  const position = (symbol: string) =>
    isPhone
      ? page.getByRole("list", { name: "Positions" }).getByRole("listitem").filter({ hasText: symbol })
      : page.getByRole("table", { name: "Positions" }).getByRole("row").filter({ hasText: symbol });

  await page.goto(`/portfolio?account=${first.accountId}`);
  await expect(position(IN_BOTH)).toContainText("230.00");
  await expect(position(IN_ONE)).toHaveCount(0);
  const ofFirst = await shownOn(page);
  await switchByKeyboard(page, 1, new RegExp(`account=${second.accountId}`));
  await expect(position(IN_BOTH)).toContainText("690.00");
  await expect(position(IN_ONE)).toContainText("250.00");
  const ofSecond = await shownOn(page);
  expect(ofSecond.equity, "another account has other figures").not.toBe(ofFirst.equity);

  const total = sumWire([ofFirst.equity, ofSecond.equity]);
  await test.step("together they are the sum of both", async () => {
    await switchByKeyboard(page, 2, /account=all/);
    await expect(page.getByRole("region", { name: "Equity" })).toContainText("all accounts");
    await expect(position(IN_BOTH)).toHaveCount(1);
    await expect(position(IN_BOTH)).toContainText("920.00");
    await expect(position(IN_BOTH)).toContainText(isPhone ? "40 at" : "40");
    const together = await shownOn(page);
    expect(together.equity).toBe(total);
    expect(together.day).toBe(sumWire([ofFirst.day, ofSecond.day]));
    const accounts = page.getByRole("list", { name: "Accounts" }).getByRole("listitem");
    await expect(accounts).toHaveCount(2);
    for (const { equity } of [ofFirst, ofSecond])
      await expect(accounts.filter({ hasText: formatUsd(equity).slice(1) })).toHaveCount(1);
    await holds(page, "portfolio of two accounts");
  });

  await test.step("the page is read before any script of it runs", async () => {
    const { viewport, isMobile } = info.project.use;
    const context = await browser.newContext({ viewport, isMobile, javaScriptEnabled: false });
    await takeSession(context, portal.baseUrl, first.cookie);
    const still = await context.newPage();
    await still.goto(`${portal.baseUrl}/portfolio?account=all`);
    await expect(still.getByRole("region", { name: "Equity" })).toContainText(formatUsd(total));
    await expect(still.getByText(IN_ONE, { exact: true }).filter({ visible: true })).toHaveCount(1);
    await context.close();
  });

  await test.step("positions stand account by account", async () => {
    await page.getByLabel("Group by").selectOption({ label: "Account" });
    const groups = isPhone
      ? page.getByRole("heading", { level: 3, name: /Wanda Tvilling/ })
      : page.getByRole("table", { name: "Positions" }).getByRole("row", { name: /^Wanda Tvilling/ });
    await expect(groups).toHaveCount(2);
    await expect(groups.filter({ hasText: "230.00" })).toHaveCount(1);
    await expect(groups.filter({ hasText: "940.00" })).toHaveCount(1);
    await expect(
      isPhone ? page.getByRole("button", { name: `${IN_BOTH}: more` }) : position(IN_BOTH),
    ).toHaveCount(2);
  });

  await test.step("performance stays with both", async () => {
    if (isPhone) await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("link", { name: "Performance", exact: true }).first().click();
    await expect(page).toHaveURL(/\/performance\?account=all/);
    const main = page.getByRole("main");
    await expect(main).toContainText("all 2 accounts");
    const bridge = page.getByRole("table", { name: /^Equity from/ });
    await expect(bridge.getByRole("row", { name: /^Deposits/ })).toContainText("30,000.00");
    await expect(bridge.getByRole("row", { name: /^Equity now/ })).toContainText(formatUsd(total).slice(1));
    await holds(page, "performance of two accounts");
  });
});
