import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { exchangeCalendar } from "@/domain/time/calendar";
import { localDateOf } from "@/domain/time/instant";
import { fitsPhone, holds } from "@/e2e/acts/look";
import { takeSession } from "@/e2e/acts/sign-in";
import {
  openedCustomer,
  secondAdminCookie,
  staffClient,
  type WiredCustomer,
  wireIn,
} from "@/e2e/customers-by-wire";
import { eventually } from "@/e2e/portal-client";
import { expect, test } from "@/e2e/test";
import { withConnection } from "@/scripts/database/connection";

/** The stock that splits here; no other journey needs its price. */
const SYMBOL = "KO";

/** A customer with ten shares: what he does is not the point and goes by wire. */
async function holder(baseUrl: string): Promise<WiredCustomer> {
  const name = { first: "Greta", last: "Lindqvist" };
  const customer = await openedCustomer(baseUrl, name);
  const admin = await staffClient(baseUrl, "ADMIN");
  await wireIn(admin, customer, `${name.first} ${name.last}`, "5000.00");
  const { accountId, client } = customer;
  const order = await client.orders.place.mutate({
    accountId,
    clientOrderId: "ten",
    symbol: SYMBOL,
    side: "BUY",
    type: "MARKET",
    timeInForce: "DAY",
    quantity: "10",
  });
  await eventually("the purchase is filled", async () => {
    const { status } = await client.orders.detail.query({ orderId: order.id });
    return status === "FILLED";
  });
  return customer;
}

/** The clearing firm credits an account with money of which it tells nobody: what a reconciliation is there for. */
const creditAtTheFirm = (databaseUrl: string, accountId: string, day: string, dollars: string) =>
  withConnection(databaseUrl, (client) =>
    client.query(
      `with credited as (
         update street.firm_balance b set trade_date_qty = trade_date_qty + $3, settled_qty = settled_qty + $3
         from street.firm_account a where a.reference = $1 and b.account_number = a.number and b.asset = 'USD'
         returning a.number
       ), journal as (
         insert into street.firm_journal (id, kind, source, account_number, trade_date, settlement_date, exchange_at)
         select $4::uuid, 'WIRE_IN', $4, number, $2::date, $2::date, now() from credited returning id, account_number
       )
       insert into street.firm_entry (journal_id, ledger_account, account_number, asset, amount)
       select id, 'CUSTOMER_SETTLED', account_number, 'USD', $3::numeric from journal
       union all select id, 'BANK', null, 'USD', -$3::numeric from journal`,
      [accountId, day, dollars, randomUUID()],
    ),
  );

const sharesOf = (databaseUrl: string, accountId: string): Promise<number> =>
  withConnection(databaseUrl, async (client) => {
    const { rows } = await client.query<{ held: string }>(
      "select settled + unsettled as held from portal.position where account_id = $1 and symbol = $2",
      [accountId, SYMBOL],
    );
    return Number(rows[0]?.held ?? 0);
  });

const actions = (page: Page) => page.getByRole("table", { name: /^Corporate actions/ });
const breaks = (page: Page) => page.getByRole("table", { name: "Open breaks" });

test("a split is announced and applied; a break is proposed by one administrator and approved by another", async ({
  admin,
  page,
  clearing,
  portal,
}) => {
  const { accountId, client } = await holder(portal.baseUrl);
  const [account] = await client.accounts.mine.query();
  const desk = await (await staffClient(portal.baseUrl, "ADMIN")).clearing.desk.query();
  const today = localDateOf(desk.clock.exchangeNow);
  const exDate = exchangeCalendar.nextTradingDay(today);
  await creditAtTheFirm(portal.databaseUrl, accountId, today, "25.00");

  await test.step("announced", async () => {
    await admin.goto("/admin/clearing");
    await admin.getByRole("combobox", { name: "What the company does" }).selectOption("SPLIT");
    await admin.getByRole("textbox", { name: "Symbol" }).fill(SYMBOL);
    const [year = "", month = "", day = ""] = exDate.split("-");
    const date = admin.getByRole("group", { name: "Ex-date" });
    await date.getByRole("textbox", { name: "Month" }).fill(month);
    await date.getByRole("textbox", { name: "Day" }).fill(day);
    await date.getByRole("textbox", { name: "Year" }).fill(year);
    await admin.getByRole("textbox", { name: "New shares" }).fill("2");
    await admin.getByRole("button", { name: "Announce" }).click();
    await expect(actions(admin).getByRole("row", { name: SYMBOL })).toContainText("Announced");
  });

  await test.step("applied on its ex-date", async () => {
    await clearing.nextDay();
    await expect(actions(admin).getByRole("row", { name: SYMBOL })).toContainText("Done");
    expect(await sharesOf(portal.databaseUrl, accountId)).toBe(20);
  });

  const item = `${account?.number} settled`;
  await test.step("one proposes", async () => {
    await expect(breaks(admin).getByRole("row", { name: item })).toContainText("25.00");
    await holds(admin, "the clearing desk");
    await fitsPhone(admin, "the clearing desk");
    await admin.getByRole("button", { name: `Resolve ${item}` }).click();
    const dialog = admin.getByRole("dialog");
    await expect(dialog.getByRole("textbox", { name: "Amount, USD" })).toHaveValue("25");
    await dialog
      .getByRole("textbox", { name: "Reason" })
      .fill("A credit of the clearing firm's that it told by telephone.");
    await holds(admin, "a resolution that is proposed");
    await dialog.getByRole("button", { name: "Propose" }).click();
    await expect(dialog).toBeHidden();
    await admin.getByRole("button", { name: `Decide ${item}` }).click();
    await expect(admin.getByRole("dialog").getByRole("button", { name: "Approve" })).toBeHidden();
    await admin.keyboard.press("Escape");
  });

  await test.step("another approves", async () => {
    await takeSession(page.context(), portal.baseUrl, await secondAdminCookie(portal.baseUrl));
    await page.goto("/admin/clearing");
    await page.getByRole("button", { name: `Decide ${item}` }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
    await expect(page.getByText("Our books equal the carrying firm's.")).toBeVisible();
    await expect(breaks(page).getByRole("row", { name: item })).toBeHidden();
  });

  await test.step("the next day's books agree", async () => {
    await clearing.nextDay();
    await clearing.hasNoBreaks();
    await admin.getByRole("link", { name: "balances" }).first().click();
    await expect(admin.getByText(account?.number ?? "", { exact: false }).first()).toBeVisible();
    await holds(admin, "an end-of-day file");
    await fitsPhone(admin, "an end-of-day file");
  });
});
