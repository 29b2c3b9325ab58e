import type { Locator } from "@playwright/test";
import {
  formatMoney,
  formatPercent,
  formatPrice,
  formatQuantity,
  formatSigned,
  formatUsd,
} from "@/domain/money/format";
import { exchangeCalendar } from "@/domain/time/calendar";
import { formatDate } from "@/domain/time/format";
import { localDate } from "@/domain/time/instant";
import { holds } from "@/e2e/acts/look";
import { takeSession } from "@/e2e/acts/sign-in";
import { statementFigures } from "@/e2e/acts/statement-figures";
import { openedCustomer, staffClient, type WiredCustomer, wireIn } from "@/e2e/customers-by-wire";
import { eventually } from "@/e2e/portal-client";
import { expect, test } from "@/e2e/test";

/** A stock that no other journey steers: what it is worth stays as this one leaves it. */
const SYMBOL = "KMI";

async function order(customer: WiredCustomer, side: "BUY" | "SELL", quantity: string, left: string) {
  const { client, accountId } = customer;
  await client.orders.place.mutate({
    accountId,
    clientOrderId: `${side}-${quantity}`,
    symbol: SYMBOL,
    side,
    type: "MARKET",
    timeInForce: "DAY",
    quantity,
  });
  await eventually(`${side} ${quantity} is filled`, async () => {
    const { positions } = await client.portfolio.get.query({ accountIds: [accountId] });
    return positions.some(({ symbol, quantity: held }) => symbol === SYMBOL && Number(held) === Number(left));
  });
}

/** The month that the exchange's clock was in, and the close that opens it. */
function monthOf(at: number): { before: string; name: string } {
  const [year = 0, month = 1] = new Intl.DateTimeFormat("en-CA", { timeZone: "America/New_York" })
    .format(at)
    .split("-")
    .map(Number);
  const day = (value: number) => new Date(value).toISOString().slice(0, 10);
  return {
    before: day(Date.UTC(year, month - 1, 0)),
    name: `${year}-${String(month).padStart(2, "0")}`,
  };
}

test("one figure is the same on every screen and every paper", async ({
  page,
  portal,
  market,
  clearing,
}, info) => {
  test.skip(info.project.name === "phone", "the figures are the same; the look of both is tried elsewhere");
  test.setTimeout(240_000);
  const admin = await staffClient(portal.baseUrl, "ADMIN");
  const customer = await openedCustomer(portal.baseUrl, { first: "Petra", last: "Zahl" });
  const { client, accountId } = customer;
  await wireIn(admin, customer, "Petra Zahl", "25000.00");
  const month = monthOf(await market.now());

  await market.quote(SYMBOL, "19.98", "20.00");
  await market.trade(SYMBOL, "20.00", 100);
  await order(customer, "BUY", "100", "100");
  await market.quote(SYMBOL, "21.98", "22.00");
  await market.trade(SYMBOL, "22.00", 100);
  await order(customer, "SELL", "40", "60");
  // The month's last day ends at another price than the day before, so that it has a change.
  const lastDay = exchangeCalendar.lastTradingDay(month.name);
  const lastPrint = (exchangeCalendar.session(lastDay)?.close ?? 0) - 30 * 60_000;
  await market.script({
    kind: "PRINT",
    symbol: SYMBOL,
    at: new Date(lastPrint).toISOString(),
    price: "21.50",
    size: 100,
  });
  await clearing.toMonthEnd();
  await clearing.papersArePrinted();

  const statement = await eventually("the statement", async () => {
    const { documents } = await client.documents.list.query({ accountId });
    return documents.find(({ kind, onDate }) => kind === "STATEMENT" && onDate.startsWith(month.name));
  });
  const { figure, held, printed } = await statementFigures(portal, customer, statement.id);

  // The first price of the new day is the closing price of the month: what is held is worth what the statement says.
  const { quantity, price } = held(SYMBOL);
  const close = Number(price).toFixed(2);
  await market.quote(SYMBOL, (Number(close) - 0.02).toFixed(2), close);
  await market.trade(SYMBOL, close, 100);
  await eventually("the price is the closing price", async () => {
    const { equity: now } = await client.portfolio.get.query({ accountIds: [accountId] });
    return now === figure("closing_equity");
  });
  // After a statement of December the screen's year is a new one, in which nothing was sold yet.
  const isNewYear = monthOf(await market.now()).name.slice(0, 4) !== month.name.slice(0, 4);

  await takeSession(page.context(), portal.baseUrl, customer.cookie);
  await page.goto("/portfolio");
  /** What the portfolio page itself says of each figure that PDF, CSV, OFX and JSON have, too. */
  const compared = new Set<string>();
  const onPage = async (where: Locator, name: string, words: string, around = words) => {
    printed(words, name);
    await expect(where, name).toContainText(around);
    compared.add(name);
  };
  const equity = page.getByRole("region", { name: "Equity" });
  await onPage(equity, "equity", formatUsd(figure("closing_equity")));
  const unrealised = formatSigned(figure("unrealised_gain"));
  await onPage(equity, "unrealised", unrealised, `Unrealised${unrealised}`);
  const change = figure("change_on_last_trading_day");
  expect(Number(change)).not.toBe(0);
  const ofLastDay = `Last trading day, ${formatDate(statement.onDate)}${formatSigned(change)}`;
  await onPage(equity, "day change", formatSigned(change), ofLastDay);
  const ofYear = formatSigned(figure("realised_gain_of_year"));
  const yearsReturn = formatPercent(figure("time_weighted_return_of_year"));
  if (isNewYear) await expect(equity).toContainText("Realised this year0.00");
  else {
    await onPage(equity, "realised of the year", ofYear, `Realised this year${ofYear}`);
    await onPage(equity, "return of the year", yearsReturn, `${yearsReturn}this year, time-weighted`);
  }
  const row = page.getByRole("table", { name: "Positions" }).getByRole("row").filter({ hasText: SYMBOL });
  const cell = (text: string) => row.getByRole("cell", { name: text, exact: true });
  await onPage(cell(formatQuantity(quantity)), "shares held", formatQuantity(quantity));
  await onPage(cell(formatPrice(price)), "price", formatPrice(price));
  const value = formatMoney(figure("holdings_value"));
  await onPage(cell(value), "value of what is held", value);
  const cash = (label: string) => page.getByRole("group").filter({ hasText: label }).first();
  const settled = formatMoney(figure("cash_settled"));
  await onPage(cash("Settled cash").locator("summary"), "settled cash", settled, `Settled cash${settled}`);
  await cash("Settled cash").locator("summary").click();
  await onPage(cash("Settled cash"), "cash", formatMoney(figure("cash_total")));
  await holds(page, "portfolio");

  await page.getByRole("button", { name: `lots of ${SYMBOL}` }).click();
  const lots = page.getByRole("dialog");
  const cost = formatMoney(figure("holdings_cost"));
  await onPage(lots, "cost", cost, `Cost, USD${cost}`);
  await expect(lots.getByRole("list", { name: `Lots of ${SYMBOL}` }).getByRole("listitem")).toHaveCount(1);
  await holds(page, "lots");
  await page.keyboard.press("Escape");
  await page.getByRole("radio", { name: "Closed" }).check();
  const closed = page.getByRole("table", { name: "Closed positions" });
  if (isNewYear) await page.getByLabel("Sold in").selectOption({ label: "Twelve months" });
  await onPage(closed, "realised", formatSigned(figure("realised_gain")));
  expect([...compared].length, [...compared].join(", ")).toBeGreaterThanOrEqual(10);

  await page.goto(`/performance?from=${month.before}&to=${statement.onDate}`);
  const main = page.getByRole("main");
  for (const name of ["time_weighted_return_of_month", "money_weighted_return_of_month"])
    await expect(main).toContainText(printed(formatPercent(figure(name)), name));
  const bridge = page.getByRole("table", { name: /^Equity from/ });
  const term = (name: string) => bridge.getByRole("row", { name: new RegExp(`^${name} `) });
  await expect(term("Deposits")).toContainText(printed(formatMoney(figure("deposits")), "deposits"));
  await expect(term("Realised")).toContainText(formatSigned(figure("realised_gain")));
  await expect(term(`Equity at the close of ${formatDate(statement.onDate)}`)).toContainText(
    formatMoney(figure("closing_equity")),
  );
  await holds(page, "performance");

  await term("Deposits").getByRole("button").click();
  await expect(page.getByRole("dialog").getByRole("listitem")).toHaveCount(1);
  await holds(page, "entries");

  // What the month's last day changed, as the page of performance has it.
  const dayBefore = exchangeCalendar.previousTradingDay(localDate(statement.onDate));
  await page.goto(`/performance?from=${dayBefore}&to=${statement.onDate}`);
  await expect(main.getByRole("definition").filter({ hasText: formatSigned(change) })).toHaveCount(1);
});
