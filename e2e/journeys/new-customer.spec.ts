import { applyForAccount, approve, newcomer, signUp } from "@/e2e/acts/open-account";
import { deposit, linkBank, untilUsable } from "@/e2e/acts/fund";
import { paperText, titleOfStatement } from "@/e2e/acts/papers";
import { turnOnSecondFactor } from "@/e2e/acts/security";
import { fillTicket, lastOrder, openInstrument, place, placeButton, rowsOf } from "@/e2e/acts/trade";
import { expect, test } from "@/e2e/test";

const DEPOSIT = "25,000.00";
const MORE_THAN_THERE_IS = 30_000;
/** Each screen size has a stock of its own to steer, because both share one market. */
const STEERED: Record<string, string> = { desktop: "F", phone: "PFE" };

test("a new customer opens an account, funds it, trades, and reads the papers", async ({
  page,
  admin,
  mailbox,
  clearing,
  market,
}, info) => {
  test.setTimeout(420_000);
  const person = newcomer("Margaret", info.project.name === "phone" ? "Phelan" : "Holm");
  const steered = STEERED[info.project.name] ?? "F";
  let number = "";
  let price = "";

  await test.step("signs up and applies", async () => {
    await signUp(page, mailbox, person);
    await applyForAccount(page, person);
  });

  await test.step("is approved, and sees the account open without reloading", async () => {
    await approve(admin, person);
    const open = page.getByRole("paragraph").filter({ hasText: /^Your account \S+ is open$/ });
    await expect(open).toBeVisible();
    number = /account (\S+) is/.exec((await open.textContent()) ?? "")?.[1] ?? "";
    expect(number).not.toBe("");
  });

  await test.step("links a bank, deposits, and waits the days that it takes", async () => {
    await turnOnSecondFactor(page, person.password);
    await linkBank(page);
    await deposit(page, DEPOSIT);
    await untilUsable(page, clearing, DEPOSIT);
  });

  await test.step("buys at the market and watches it fill", async () => {
    await openInstrument(page, "AAPL");
    const order = { symbol: "AAPL", side: "Buy", quantity: "10" } as const;
    await place(page, order);
    await expect(lastOrder(page)).toContainText("Filled: 10 of 10");
  });

  await test.step("places a limit order that fills in two parts", async () => {
    await openInstrument(page, steered);
    const { middle } = await market.pin(steered);
    price = middle;
    await place(page, { symbol: steered, side: "Buy", quantity: "100", limit: middle });
    await expect(lastOrder(page)).toContainText("Accepted and working");
    await market.trade(steered, middle, 40);
    await expect(lastOrder(page)).toContainText(`Working: 40 of 100 filled at ${middle}`);
    await market.trade(steered, (Number(middle) - 0.01).toFixed(2), 500);
    await expect(lastOrder(page)).toContainText(`Filled: 100 of 100 at ${middle}`);
  });

  await test.step("is refused an order that costs too much, and can read why later", async () => {
    const shares = Math.ceil(MORE_THAN_THERE_IS / Number(price));
    const quantity = shares.toLocaleString("en-US");
    const tooMuch = { symbol: steered, side: "Buy", quantity, limit: price } as const;
    const form = await fillTicket(page, { ...tooMuch, quantity: String(shares) });
    await expect(form.getByText("We would refuse this order")).toBeVisible();
    await placeButton(form, tooMuch).click();
    await expect(lastOrder(page)).toContainText("Refused");
    await page.goto("/orders?show=all");
    const row = rowsOf(page, "All orders").filter({ hasText: `Buy ${quantity} ` });
    await expect(row).toContainText("Refused");
    await row.getByRole("link").first().click();
    await expect(page.getByText("We refused this order before any venue saw it")).toBeVisible();
    await expect(page.getByRole("paragraph").filter({ hasText: "short of buying power" })).toBeVisible();
  });

  await test.step("cancels an order that stands until cancelled", async () => {
    await openInstrument(page, "MSFT");
    await place(page, {
      symbol: "MSFT",
      side: "Buy",
      quantity: "1",
      limit: "5.00",
      until: "Until cancelled (GTC)",
    });
    await expect(lastOrder(page)).toContainText("Accepted and working");
    await lastOrder(page)
      .getByRole("button", { name: /^Cancel/ })
      .click();
    await expect(lastOrder(page)).toContainText("Cancelled: 0 of 1 filled");
  });

  await test.step("makes one order of a double click, and one of a retry after a lost answer", async () => {
    await openInstrument(page, "KO");
    const doubled = { symbol: "KO", side: "Buy", quantity: "2" } as const;
    await placeButton(await fillTicket(page, doubled), doubled).dblclick();
    await expect(lastOrder(page)).toContainText("Filled: 2 of 2");

    const retried = { symbol: "KO", side: "Buy", quantity: "3" } as const;
    const form = await fillTicket(page, retried);
    // The order arrives; its answer does not.
    await page.route(
      /orders\.place/,
      async (route) => {
        await route.fetch();
        await route.abort("connectionreset");
      },
      { times: 1 },
    );
    await placeButton(form, retried).click();
    await expect(form.getByText("No answer came")).toBeVisible();
    await placeButton(form, retried).click();
    await expect(lastOrder(page)).toContainText("Filled: 3 of 3");
    await page.goto("/orders?show=all");
    await expect(rowsOf(page, "All orders").filter({ hasText: "Buy 2 market" })).toHaveCount(1);
    await expect(rowsOf(page, "All orders").filter({ hasText: "Buy 3 market" })).toHaveCount(1);
  });

  await test.step("sees positions, cash and buying power", async () => {
    await page.goto("/portfolio");
    const positions = rowsOf(page, "Positions");
    await expect(positions.filter({ hasText: "AAPL" })).toContainText("10");
    await expect(positions.filter({ hasText: steered })).toContainText("100");
    await expect(positions.filter({ hasText: "KO" })).toContainText("5");
    await expect(page.getByText("Buying power").filter({ visible: true }).first()).toBeVisible();
  });

  await test.step("gets a statement and confirmations at the month's end", async () => {
    const month = await titleOfStatement(market);
    await clearing.toMonthEnd();
    await clearing.papersArePrinted();
    await clearing.hasNoBreaks();
    await page.goto("/documents");
    const papers = rowsOf(page, "Documents");
    await expect(papers.filter({ hasText: "AAPL" })).toHaveCount(1);
    const statement = await paperText(
      page,
      papers.filter({ hasText: month }).filter({ hasText: "Statement" }),
    );
    expect(statement).toContain(number);
    expect(statement).toContain("AAPL");
    const confirm = await paperText(page, papers.filter({ hasText: "AAPL" }));
    expect(confirm).toContain(number);
  });

  await test.step("stands in the firm's report", async () => {
    await admin.goto("/admin/reports");
    const table = admin.getByRole("table", { name: /^Trade volume by month/ });
    const months = table.getByRole("row").filter({ hasText: /\d/ });
    await expect(months.first()).toBeVisible();
    const text = (await table.innerText()).replace(/\s+/g, " ");
    expect(text).toMatch(/Trades Shares traded/);
    // Four filled orders of this customer alone, and 115 shares.
    const shares = [...text.matchAll(/\d[\d,]*/g)].map(([figure]) => Number(figure.replaceAll(",", "")));
    expect(Math.max(...shares)).toBeGreaterThanOrEqual(115);
  });
});
