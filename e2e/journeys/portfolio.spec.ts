import { extractText } from "unpdf";
import { formatMoney, formatPercent, formatSigned, formatUsd } from "@/domain/money/format";
import { exchangeCalendar } from "@/domain/time/calendar";
import { formatDate } from "@/domain/time/format";
import { localDate } from "@/domain/time/instant";
import { holds } from "@/e2e/acts/look";
import { takeSession } from "@/e2e/acts/sign-in";
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

/** The figures of a statement by their names, from its table for spreadsheets. */
function figuresOfCsv(csv: string): Map<string, string> {
  const [head = "", ...rows] = csv.split("\r\n");
  const at = head.split(",").indexOf("amount");
  return new Map(
    rows
      .map((row) => row.split(","))
      .filter(([section]) => section === "summary")
      .map((cells) => [cells[1] ?? "", cells[at] ?? ""]),
  );
}

/** The same from what Quicken and GnuCash read: the balances of the investment statement. */
const figuresOfOfx = (ofx: string): Map<string, string> =>
  new Map(
    [...ofx.matchAll(/<BAL>\s*<NAME>(\w+)<\/NAME>[\s\S]*?<VALUE>([^<]*)<\/VALUE>/g)].map(
      ([, name = "", value = ""]) => [name, value],
    ),
  );

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
  await clearing.toMonthEnd();
  await clearing.papersArePrinted();

  const statement = await eventually("the statement", async () => {
    const { documents } = await client.documents.list.query({ accountId });
    return documents.find(({ kind, onDate }) => kind === "STATEMENT" && onDate.startsWith(month.name));
  });
  const file = async (format: string): Promise<Uint8Array> => {
    const answer = await fetch(`${portal.baseUrl}/api/documents/${statement.id}?format=${format}`, {
      headers: { cookie: customer.cookie },
    });
    expect(answer.status, format).toBe(200);
    return new Uint8Array(await answer.arrayBuffer());
  };
  const words = new TextDecoder();
  const csv = figuresOfCsv(words.decode(await file("csv")));
  const ofx = figuresOfOfx(words.decode(await file("ofx")));
  const { text: paper } = await extractText(await file("pdf"), { mergePages: true });
  const figure = (name: string): string => {
    const value = csv.get(name) ?? "";
    expect(value, name).toMatch(/^-?\d+(\.\d+)?$/);
    expect(ofx.get(name), `${name} in OFX`).toBe(value);
    return value;
  };
  /** What the printed paper and the screen say, in the words that both share. */
  const isPrinted = (written: string, name: string): string => {
    expect(paper.replace(/\s+/g, " "), `${name} on paper`).toContain(written);
    return written;
  };

  // The first price of the new day is the closing price of the month: what is held is worth what the statement says.
  const close = (Number(figure("holdings_value")) / 60).toFixed(2);
  await market.quote(SYMBOL, (Number(close) - 0.02).toFixed(2), close);
  await market.trade(SYMBOL, close, 100);
  await eventually("the price is the closing price", async () => {
    const { equity: now } = await client.portfolio.get.query({ accountIds: [accountId] });
    return now === figure("closing_equity");
  });

  await takeSession(page.context(), portal.baseUrl, customer.cookie);
  await page.goto("/portfolio");
  const equity = page.getByRole("region", { name: "Equity" });
  const row = page.getByRole("table", { name: "Positions" }).getByRole("row").filter({ hasText: SYMBOL });
  await expect(equity).toContainText(isPrinted(formatUsd(figure("closing_equity")), "equity"));
  await expect(equity).toContainText(isPrinted(formatSigned(figure("unrealised_gain")), "unrealised"));
  // After a statement of December the screen's year is a new one, in which nothing was sold yet.
  const isNewYear = monthOf(await market.now()).name.slice(0, 4) !== month.name.slice(0, 4);
  const ofYear = isPrinted(formatSigned(figure("realised_gain_of_year")), "realised");
  await expect(equity).toContainText(isNewYear ? "Realised this year0.00" : ofYear);
  await expect(row).toContainText(isPrinted(formatMoney(figure("holdings_value")), "value of what is held"));
  const cash = page.getByRole("group").filter({ hasText: "Settled cash" }).first();
  await expect(cash).toContainText(isPrinted(formatMoney(figure("cash_settled")), "settled cash"));
  const [held] = (await client.portfolio.get.query({ accountIds: [accountId] })).positions;
  await expect(equity).toContainText(formatSigned(held?.dayChange).replace(/^([+−]?)/, "$1$"));
  await holds(page, "portfolio");

  await page.getByRole("button", { name: `lots of ${SYMBOL}` }).click();
  const lots = page.getByRole("dialog");
  await expect(lots).toContainText(isPrinted(formatMoney(figure("holdings_cost")), "cost"));
  await expect(lots.getByRole("list", { name: `Lots of ${SYMBOL}` }).getByRole("listitem")).toHaveCount(1);
  await holds(page, "lots");
  await page.keyboard.press("Escape");
  await page.getByRole("radio", { name: "Closed" }).check();
  const closed = page.getByRole("table", { name: "Closed positions" });
  if (isNewYear) await page.getByLabel("Sold in").selectOption({ label: "Twelve months" });
  await expect(closed).toContainText(formatSigned(figure("realised_gain")));

  await page.goto(`/performance?from=${month.before}&to=${statement.onDate}`);
  const main = page.getByRole("main");
  const returns = {
    time: figure("time_weighted_return_of_month"),
    money: figure("money_weighted_return_of_month"),
  };
  await expect(main).toContainText(isPrinted(formatPercent(returns.time), "time-weighted return"));
  await expect(main).toContainText(isPrinted(formatPercent(returns.money), "money-weighted return"));
  const bridge = page.getByRole("table", { name: /^Equity from/ });
  const term = (name: string) => bridge.getByRole("row", { name: new RegExp(`^${name} `) });
  await expect(term("Deposits")).toContainText(isPrinted(formatMoney(figure("deposits")), "deposits"));
  await expect(term("Realised")).toContainText(isPrinted(formatSigned(figure("realised_gain")), "realised"));
  await expect(term(`Equity at the close of ${formatDate(statement.onDate)}`)).toContainText(
    formatMoney(figure("closing_equity")),
  );
  await holds(page, "performance");

  await term("Deposits").getByRole("button").click();
  await expect(page.getByRole("dialog").getByRole("listitem")).toHaveCount(1);
  await holds(page, "entries");

  // What the month's last day changed, which the portfolio called the day's change at its close.
  const dayBefore = exchangeCalendar.previousTradingDay(localDate(statement.onDate));
  await page.goto(`/performance?from=${dayBefore}&to=${statement.onDate}`);
  const change = isPrinted(formatSigned(figure("change_on_last_trading_day")), "change on the last day");
  const contributions = page.getByRole("table", { name: "Contribution by position" });
  await expect(contributions.getByRole("row", { name: /^All/ })).toContainText(change);
});
