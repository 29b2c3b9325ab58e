import type { Browser, Page } from "@playwright/test";
import { freshCode } from "@/e2e/acts/authenticator";
import { holds } from "@/e2e/acts/look";
import { confirmIdentity, setUpApp, turnOnSecondFactor } from "@/e2e/acts/security";
import { signIn, typeCode, typePassword } from "@/e2e/acts/sign-in";
import { newLogin } from "@/e2e/customers-by-wire";
import { expect, test } from "@/e2e/test";
import { withConnection } from "@/scripts/database/connection";

const elsewhere = async (browser: Browser, baseURL: string): Promise<Page> =>
  (await browser.newContext({ baseURL })).newPage();

test("a customer protects the sign-in, and ends a session that is not theirs", async ({
  page,
  browser,
  portal,
  mailbox,
}) => {
  const person = await newLogin(portal.baseUrl, { first: "Sigrid", last: "Vorm" });
  await signIn(page, person);

  const { key, codes } = await turnOnSecondFactor(page, person.password);
  await expect(page.getByText("10 of 10 left")).toBeVisible();
  await holds(page, "security settings");

  const stranger = await elsewhere(browser, portal.baseUrl);
  await test.step("the password alone opens nothing, and a wrong code neither", async () => {
    await typePassword(stranger, person);
    await expect(stranger.getByRole("heading", { name: "One more step" })).toBeVisible();
    await holds(stranger, "the second step");
    await typeCode(stranger, "000 000");
    await expect(stranger.getByText("This code is not right")).toBeVisible();
    await stranger.goto("/portfolio");
    await expect(stranger).toHaveURL(/sign-in/);
  });

  await test.step("a code opens it", async () => {
    await typeCode(stranger, await freshCode(portal.baseUrl, key));
    await expect(stranger).toHaveURL(/portfolio/);
  });

  const phone = await elsewhere(browser, portal.baseUrl);
  await test.step("so does a recovery code, once", async () => {
    await typePassword(phone, person);
    await typeCode(phone, codes[0] ?? "");
    await expect(phone).not.toHaveURL(/sign-in/);
    const again = await elsewhere(browser, portal.baseUrl);
    await typePassword(again, person);
    await typeCode(again, codes[0] ?? "");
    await expect(again.getByText("This code is not right")).toBeVisible();
    await again.context().close();
  });

  await test.step("an old proof is asked for anew before a session is ended", async () => {
    await withConnection(portal.databaseUrl, (client) =>
      client.query(
        `update portal.session set second_factor_at = now() - interval '11 minutes'
         from portal.users where users.id = session.user_id and second_factor_at is not null and users.email = $1`,
        [person.email],
      ),
    );
    await page.reload();
    const sessions = page.getByRole("list", { name: "Sessions" }).getByRole("listitem");
    await expect(sessions).toHaveCount(3);
    await expect(sessions.first()).toContainText("This one");
    await page.getByRole("button", { name: "End all other sessions" }).click();
    await holds(page, "the dialog that asks for a code");
    await confirmIdentity(page, codes[1] ?? "");
    await expect(sessions).toHaveCount(1);
    await stranger.goto("/portfolio");
    await expect(stranger).toHaveURL(/sign-in/);
  });

  await test.step("and all of it stands in the mailbox", async () => {
    await page.goto(`/mailbox?address=${encodeURIComponent(person.email)}`);
    await expect(page.getByLabel("Code of this moment")).toHaveText(/^\d{3} \d{3}$/);
    for (const subject of [
      "An authenticator app was set up",
      "A sign-in from a new browser",
      "A recovery code was used",
    ])
      await expect(page.getByRole("heading", { name: subject }).first()).toBeVisible();
    await holds(page, "the mailbox");
    await mailbox.open(person.email, /recovery code was used/);
    await expect(page).toHaveURL(/settings\/security/);
  });
  await Promise.all([stranger, phone].map((other) => other.context().close()));
});

test("new staff can do nothing before they have a second factor", async ({ page, portal }) => {
  const person = await newLogin(portal.baseUrl, { first: "Ode", last: "Novak" });
  await withConnection(portal.databaseUrl, (client) =>
    client.query("update portal.users set role = 'REVIEWER' where email = $1", [person.email]),
  );
  await typePassword(page, person);
  await expect(page.getByRole("heading", { name: "Set up your second factor" })).toBeVisible();
  await page.goto("/admin/applications");
  await expect(page).toHaveURL(/sign-in/);
  await holds(page, "the set-up");
  await setUpApp(page, person.password);
  await expect(page).toHaveURL(/admin\/applications/);
});

test("another e-mail address counts once both have confirmed it", async ({ page, mailbox, portal }) => {
  const person = await newLogin(portal.baseUrl, { first: "Maren", last: "Holt" });
  const next = `next.${person.email}`;
  await signIn(page, person);
  await page.goto("/settings");
  const form = page.getByRole("form", { name: "Change e-mail address" });
  await form.getByRole("textbox", { name: "New e-mail address" }).fill(next);
  await form.getByLabel("Your password", { exact: true }).fill(person.password);
  await form.getByRole("button", { name: "Change the e-mail address" }).click();
  await expect(page.getByText(`Waiting for ${next}`)).toBeVisible();
  await holds(page, "settings, with an address that waits");
  await mailbox.open(next, /Confirm your new/);
  await page.getByRole("button", { name: "Confirm the change" }).click();
  await expect(page.getByText("Confirmed from this address")).toBeVisible();
  await mailbox.open(person.email, /is being changed/);
  await holds(page, "the link to the old address");
  await page.getByRole("button", { name: "Confirm the change" }).click();
  await expect(page.getByText("Your e-mail address is changed")).toBeVisible();
  await signIn(page, { ...person, email: next });
});
