import { freshCode } from "@/e2e/acts/authenticator";
import { holds } from "@/e2e/acts/look";
import { secondAccount } from "@/e2e/acts/second-account";
import { confirmIdentity } from "@/e2e/acts/security";
import { takeSession } from "@/e2e/acts/sign-in";
import { openedCustomer, secondAdmin, staffClient, wireIn } from "@/e2e/customers-by-wire";
import { expect, test } from "@/e2e/test";
import { withConnection } from "@/scripts/database/connection";

test("a customer links a bank at once, moves money, and the desk lets it go", async ({
  page,
  admin,
  portal,
}) => {
  test.setTimeout(180_000);
  const NAME = "Edda Lindqvist";
  const customer = await openedCustomer(portal.baseUrl, { first: "Edda", last: "Lindqvist" });
  await secondAccount(portal.databaseUrl, customer);
  await wireIn(await staffClient(portal.baseUrl, "ADMIN"), customer, NAME, "90000.00");
  await takeSession(page.context(), portal.baseUrl, customer.cookie);
  const movement = (name: RegExp) => page.getByRole("article", { name });
  const home = () => page.goto(`/transfers?account=${customer.accountId}`);

  await test.step("links by signing in at the bank", async () => {
    await home();
    await holds(page, "transfers without a bank");
    await page.getByRole("button", { name: "Sign in at your bank" }).click();
    const signIn = page.getByRole("form", { name: "Sign in at the bank" });
    await expect(signIn).toBeVisible();
    await holds(page, "the bank");
    await signIn.getByRole("textbox", { name: "User name at the bank" }).fill("customer");
    await signIn.getByLabel("Passcode").fill("1234");
    await signIn.getByRole("button", { name: "Sign in" }).click();
    const choose = page.getByRole("form", { name: "Choose an account" });
    await choose.getByRole("radio", { name: /Checking/ }).check();
    await choose.getByRole("button", { name: /Agree/ }).click();
    await expect(page.getByText(/First National Bank ••\d{4} is linked/)).toBeVisible();
    await expect(page).toHaveURL(/\/transfers$/);
  });

  await test.step("deposits, sees where the money is, and stops it", async () => {
    await home();
    const form = page.getByRole("form", { name: "Move money" });
    await form.getByRole("textbox", { name: "Amount" }).fill("1000.00");
    await form.getByRole("button", { name: "Deposit $1,000.00" }).click();
    await expect(movement(/^Deposit of \$1,000.00, On its way/)).toBeVisible();
    await holds(page, "transfers");
    await movement(/^Deposit of \$1,000.00/)
      .getByRole("link", { name: "Deposit" })
      .click();
    await expect(page.getByRole("heading", { level: 1, name: "Deposit of $1,000.00" })).toBeVisible();
    await expect(page.getByText(/^Still at First National Bank/)).toBeVisible();
    await expect(page.getByText(/booked at the clearing firm on/)).toBeVisible();
    await holds(page, "one transfer");
    await page.getByRole("button", { name: "Cancel this transfer" }).click();
    await expect(page.getByText("Cancelled: the clearing firm had not sent it yet.")).toBeVisible();
  });

  await test.step("is asked for a code before money leaves, and waits for two administrators", async () => {
    await withConnection(portal.databaseUrl, async (connection) => {
      await connection.query(
        "update portal.bank_link set withdrawals_from = '2020-01-01' where account_id = $1",
        [customer.accountId],
      );
      await connection.query(
        `update portal.session set second_factor_at = now() - interval '11 minutes'
         from portal.users where users.id = session.user_id and users.email = $1`,
        [customer.email],
      );
    });
    await page.goto(`/transfers?account=${customer.accountId}&move=withdraw`);
    const form = page.getByRole("form", { name: "Move money" });
    await form.getByRole("textbox", { name: "Amount" }).fill("30000.00");
    await form.getByRole("button", { name: "Withdraw $30,000.00" }).click();
    await confirmIdentity(page, await freshCode(portal.baseUrl, customer.secondFactorKey));
    await expect(movement(/^Withdrawal of \$30,000.00, Waits for release/)).toBeVisible();
  });

  await test.step("asks for a wire, which is not for anybody else", async () => {
    await page.getByRole("tab", { name: "Wire" }).click();
    await holds(page, "wire instructions");
    await page.getByRole("radio", { name: "Send" }).check();
    const form = page.getByRole("form", { name: "Send a wire" });
    await form.getByRole("textbox", { name: "Amount" }).fill("5000.00");
    await form.getByRole("textbox", { name: "Name on the receiving account" }).fill("Jordan Blake");
    await form.getByRole("textbox", { name: "Bank", exact: true }).fill("Harbor Trust");
    await form.getByRole("textbox", { name: "Routing number for wires" }).fill("026009593");
    await form.getByRole("textbox", { name: "Account number" }).fill("4400123498");
    await form.getByRole("textbox", { name: "What it is for" }).fill("A down payment");
    await form.getByRole("button", { name: "Ask for this wire" }).click();
    await expect(form.getByText(/Wires go only to accounts in your own name/)).toBeVisible();
    await form.getByRole("textbox", { name: "Name on the receiving account" }).fill(NAME);
    await form.getByRole("button", { name: "Ask for this wire" }).click();
    await expect(movement(/^Wire of \$5,000.00, Waits for our call/)).toBeVisible();
    await holds(page, "a wire form");
  });

  await test.step("the desk calls back, and two administrators let it go", async () => {
    await admin.goto("/admin/money");
    await holds(admin, "the money desk");
    await admin.getByRole("button", { name: `Open the wire of $5,000.00, ${NAME}` }).click();
    const call = admin.getByRole("form", { name: "Record a call" });
    await call.getByRole("textbox", { name: "What was said" }).fill("She named amount, bank and purpose.");
    await holds(admin, "a call");
    await call.getByRole("button", { name: "Record the call" }).click();
    await expect(admin.getByText("You brought it here: somebody else has to decide.")).toBeVisible();
    await admin.keyboard.press("Escape");
    await admin.getByRole("button", { name: `Open the withdrawal of $30,000.00, ${NAME}` }).click();
    const decision = admin.getByRole("region", { name: "Decision" });
    await decision.getByRole("textbox", { name: "Reason" }).fill("Known customer, usual amount.");
    await holds(admin, "a decision");
    await decision.getByRole("button", { name: "Approve" }).click();
    await expect(admin.getByRole("table").getByText("Approve (1 of 2)")).toBeVisible();

    const other = await secondAdmin(portal.baseUrl);
    const { waiting } = await other.funding.desk.query();
    for (const { approval, account } of waiting)
      if (approval && account.title === NAME)
        await other.approvals.decide.mutate({
          approvalId: approval.id,
          answer: "approve",
          reason: "Looked at it, too.",
        });
    await home();
    await expect(movement(/^Withdrawal of \$30,000.00, On its way/)).toBeVisible();
    await expect(movement(/^Wire of \$5,000.00, (Paid|On its way)/)).toBeVisible();
  });

  await test.step("moves cash to the other account, at once", async () => {
    await page.getByRole("tab", { name: "Own accounts" }).click();
    const form = page.getByRole("form", { name: "Move between your accounts" });
    await form.getByRole("textbox", { name: "Amount" }).fill("2500.00");
    await form.getByRole("button", { name: "Move it" }).click();
    await expect(movement(/^To your other account of \$2,500.00, Paid/)).toBeVisible();
    await page.getByRole("combobox", { name: "Kind" }).selectOption("JOURNAL");
    await expect(page.getByRole("list", { name: "Transfers" }).getByRole("article")).toHaveCount(1);
    await holds(page, "own accounts");
  });
});
