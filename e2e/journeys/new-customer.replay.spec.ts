import { z } from "zod";
import { deposit, linkBank, untilUsable } from "@/e2e/acts/fund";
import { applyForAccount, approve, newcomer, signUp } from "@/e2e/acts/open-account";
import { paperText } from "@/e2e/acts/papers";
import { turnOnSecondFactor } from "@/e2e/acts/security";
import { lastOrder, openInstrument, place, rowsOf } from "@/e2e/acts/trade";
import { QuotedWeek } from "@/e2e/journeys/quoted-week";
import { portalClient } from "@/e2e/portal-client";
import { expect, test } from "@/e2e/test";

const DEPOSIT = "50,000.00";
const WEEK = /^2013-10-(07|08|09|10|11)$/;
/** A price of the files has four decimals; this is below the least of them. */
const NOTHING = 0.00001;

test("a new customer trades in the market week of 7 October 2013 at the prices that were quoted", async ({
  page,
  admin,
  mailbox,
  clearing,
  portal,
}, info) => {
  test.setTimeout(420_000);
  const { folder } = z.object({ folder: z.string() }).parse(info.project.metadata);
  const person = newcomer("Ruth", "Arden");

  await test.step("opens and funds an account", async () => {
    await signUp(page, mailbox, person);
    await applyForAccount(page, person);
    await approve(admin, person);
    await expect(page.getByRole("paragraph").filter({ hasText: /^Your account \S+ is open$/ })).toBeVisible();
    await turnOnSecondFactor(page, person.password);
    await linkBank(page);
    await deposit(page, DEPOSIT);
    await untilUsable(page, clearing, DEPOSIT);
  });

  await test.step("buys and sells BAC, AIG and SPY", async () => {
    for (const { symbol, quantity } of [
      { symbol: "BAC", quantity: "300" },
      { symbol: "AIG", quantity: "50" },
      { symbol: "SPY", quantity: "10" },
    ]) {
      await openInstrument(page, symbol);
      await place(page, { symbol, side: "Buy", quantity });
      await expect(lastOrder(page)).toContainText(`Filled: ${quantity} of ${quantity}`);
    }
    await place(page, { symbol: "SPY", side: "Sell", quantity: "4" });
    await expect(lastOrder(page)).toContainText("Filled: 4 of 4");
    // A limit at the money: it takes what is asked, or waits until the market comes to it.
    await openInstrument(page, "BAC");
    const quote = await page.getByText(/^Ask \d/).textContent();
    const ask = /(\d+\.\d+)/.exec(quote ?? "")?.[1] ?? "";
    await place(page, { symbol: "BAC", side: "Buy", quantity: "100", limit: ask });
    await expect(lastOrder(page)).toContainText("Filled: 100 of 100", { timeout: 90_000 });
  });

  await test.step("got prices that were quoted in that minute", async () => {
    const cookies = await page.context().cookies();
    const client = portalClient(
      portal.baseUrl,
      cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
    );
    const [account] = await client.accounts.mine.query();
    const { executions } = await client.orders.executions.query({ accountId: account?.id ?? "" });
    expect(executions.length).toBeGreaterThanOrEqual(5);
    const week = new QuotedWeek(folder);
    for (const fill of executions) {
      expect(fill.tradeDate).toMatch(WEEK);
      const price = Number(fill.price);
      const told = `${fill.side} ${fill.symbol} at ${fill.price}, ${fill.at}, ${fill.liquidity}`;
      if (fill.liquidity === "REMOVED") {
        const { low, high } = week.quoted(fill.symbol, fill.side, fill.at);
        expect(price, told).toBeGreaterThanOrEqual(low - NOTHING);
        expect(price, told).toBeLessThanOrEqual(high + NOTHING);
      } else {
        // A resting buyer is filled at the limit when somebody sold at it or below.
        const reached = Math.min(
          week.traded(fill.symbol, fill.at).low,
          week.quoted(fill.symbol, "BUY", fill.at).low,
        );
        expect(reached, told).toBeLessThanOrEqual(price + NOTHING);
      }
    }
  });

  await test.step("gets the statement of October 2013", async () => {
    await clearing.toMonthEnd();
    await clearing.papersArePrinted();
    await clearing.hasNoBreaks();
    await page.goto("/documents");
    const statement = rowsOf(page, "Documents")
      .filter({ hasText: "October 2013" })
      .filter({ hasText: "Statement" });
    const text = await paperText(page, statement);
    for (const symbol of ["BAC", "AIG", "SPY"]) expect(text).toContain(symbol);
  });
});
