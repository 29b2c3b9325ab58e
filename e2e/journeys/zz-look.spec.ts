import { type Page } from "@playwright/test";
import { freshCode } from "@/e2e/acts/authenticator";
import { signIn, typeCode, typePassword } from "@/e2e/acts/sign-in";
import { signedUp } from "@/e2e/customers-by-wire";
import { expect, test } from "@/e2e/test";
import { withConnection } from "@/scripts/database/connection";
const SIZES = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
async function shots(page: Page, name: string) {
  for (const [size, viewport] of Object.entries(SIZES))
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.screenshot({
        path: `/tmp/safety-look/${name}-${size}-${colorScheme}.png`,
        fullPage: true,
        animations: "disabled",
      });
    }
  await page.setViewportSize(SIZES.desk);
}
test("look", async ({ page, portal, browser }) => {
  const person = await signedUp(portal.baseUrl, { first: "Lena", last: "Bild" });
  await signIn(page, person);
  await page.goto("/settings/security");
  await shots(page, "off");
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  await shots(page, "password");
  const first = page.getByRole("form", { name: "Set up an app" });
  await first.getByLabel("Your password").fill(person.password);
  await first.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("img", { name: /QR code/ })).toBeVisible();
  await shots(page, "key");
  const key = await page.getByText(/^([A-Z2-7]{4} ?){8}$/).innerText();
  const second = page.getByRole("form", { name: "Confirm the app" });
  await second.getByRole("textbox", { name: "Code" }).fill(await freshCode(portal.baseUrl, key));
  await second.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem")).toHaveCount(10);
  await shots(page, "codes");
  await page.getByRole("button", { name: /I have kept them/ }).click();
  const other = await (await browser.newContext({ baseURL: portal.baseUrl })).newPage();
  await typePassword(other, person);
  await expect(other.getByRole("heading", { name: "One more step" })).toBeVisible();
  await shots(other, "step");
  await typeCode(other, await freshCode(portal.baseUrl, key));
  await expect(other).not.toHaveURL(/sign-in/);
  await page.reload();
  await shots(page, "on");
  await withConnection(portal.databaseUrl, (client) =>
    client.query(
      `update portal.session set second_factor_at = now() - interval '11 minutes' where second_factor_at is not null`,
    ),
  );
  await page.getByRole("button", { name: "End all other sessions" }).click();
  await expect(page.getByRole("form", { name: "Confirm that it is you" })).toBeVisible();
  await shots(page, "dialog");
  await page.goto(`/mailbox?address=${encodeURIComponent(person.email)}`);
  await shots(page, "mailbox");
});
