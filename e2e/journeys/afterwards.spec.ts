import { holds } from "@/e2e/acts/look";
import { takeSession } from "@/e2e/acts/sign-in";
import { openedCustomer } from "@/e2e/customers-by-wire";
import { expect, test } from "@/e2e/test";

/** A one-page paper, as a printer driver makes it. */
const PDF = Buffer.from(
  "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]>>\nendobj\ntrailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n",
);
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');

test("a customer keeps the record up to date, upgrades to margin, and freezes a change that was not theirs", async ({
  page,
  portal,
  admin,
}) => {
  const customer = await openedCustomer(portal.baseUrl, { first: "Nora", last: "Spaeter" });
  await takeSession(page.context(), portal.baseUrl, customer.cookie);

  await test.step("a trusted contact is named", async () => {
    await page.goto("/settings");
    await holds(page, "settings");
    await page.getByRole("button", { name: "Name somebody as trusted contact" }).click();
    const dialog = page.getByRole("dialog", { name: "Your trusted contact" });
    await dialog.getByLabel("Their name").fill("Ida Brandt");
    await dialog.getByLabel("They are your").selectOption({ label: "Parent" });
    await dialog.getByLabel("Their telephone").fill("+1 503 555 0143");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Ida Brandt")).toBeVisible();
  });

  await test.step("a new address waits, and whoever has the letter freezes it", async () => {
    await page.getByRole("button", { name: "Change the address" }).click();
    const dialog = page.getByRole("dialog", { name: "Change your address" });
    await dialog.getByLabel("Street", { exact: false }).first().fill("9 Mill Lane");
    await holds(page, "a change of address");
    await dialog.getByRole("button", { name: "Change the address" }).click();
    await expect(page.getByText("We wrote to you, and to the old and the new address.")).toBeVisible();
    const [mail] = await customer.client.auth.mailbox.query({ address: customer.email });
    expect(mail?.href).toContain("/not-me?token=");
    await page.goto(mail?.href ?? "");
    await holds(page, "a change undone");
    await page.getByRole("button", { name: "Freeze the change" }).click();
    await expect(page.getByText("The change is frozen", { exact: true })).toBeVisible();
    await page.goto("/settings");
    await expect(page).toHaveURL(/sign-in/);
  });

  await test.step("the desk speaks with the customer and voids it", async () => {
    await admin.goto("/admin/requests");
    await holds(admin, "requests of the desk");
    await admin.getByRole("button", { name: "Void the change of Nora Spaeter" }).click();
    await admin.getByLabel("Reason").fill("She says on the telephone that it was not her.");
    await admin.getByRole("dialog").getByRole("button", { name: "Void the change" }).click();
    await expect(admin.getByText("Decided: void the change")).toBeVisible();
  });
});

test("an account becomes a margin account, takes a paper, and one that is empty is closed", async ({
  page,
  portal,
  admin,
}) => {
  const customer = await openedCustomer(portal.baseUrl, { first: "Klara", last: "Borger" });
  await takeSession(page.context(), portal.baseUrl, customer.cookie);

  await test.step("apply for margin, signed by name", async () => {
    await page.goto("/settings/accounts");
    await holds(page, "settings, accounts");
    await page.getByRole("button", { name: "Upgrade to margin" }).click();
    const dialog = page.getByRole("dialog", { name: "Upgrade to margin" });
    for (const text of await dialog.getByRole("region").all()) {
      const toggle = text.getByRole("button").first();
      if ((await toggle.getAttribute("aria-expanded")) === "false") await toggle.click();
      await text
        .getByRole("group")
        .first()
        .evaluate((box) => box.scrollTo(0, box.scrollHeight));
      await text.getByRole("checkbox").check();
    }
    await dialog.getByLabel("Sign with your full name").fill("Klara Borger");
    await holds(page, "an application for margin");
    await dialog.getByRole("button", { name: "Sign and apply" }).click();
    await expect(page.getByText("We are looking at it")).toBeVisible();
  });

  await test.step("the desk approves, the clearing firm makes it so", async () => {
    await admin.goto("/admin/requests");
    await admin.getByRole("button", { name: "Approve the upgrade of Klara Borger" }).click();
    await admin.getByLabel("Reason").fill("Means and experience fit; the texts are signed.");
    await admin.getByRole("dialog").getByRole("button", { name: "Approve the upgrade" }).click();
    await expect(admin.getByText("Decided: approve the upgrade")).toBeVisible();
    await expect(page.getByText("Done", { exact: true })).toBeVisible();
    await page.reload();
    await expect(page.getByRole("heading", { name: /Individual, margin/ })).toBeVisible();
  });

  await test.step("a new W-9 is certified and signed by name", async () => {
    await page.goto("/settings/tax");
    await holds(page, "settings, tax");
    await page.getByRole("button", { name: "Sign a new one" }).click();
    const dialog = page.getByRole("dialog", { name: "A new tax form" });
    await dialog.getByRole("checkbox", { name: "I certify this under penalties of perjury." }).check();
    await dialog.getByLabel("Sign with your full name").fill("Klara Borger");
    await holds(page, "a new tax form");
    await dialog.getByRole("button", { name: "Sign", exact: true }).click();
    await expect(page.getByText("Form W-9 signed")).toBeVisible();
    await expect(dialog).toBeHidden();
    await page.goto("/settings/accounts");
  });

  await test.step("a bill is sent, a drawing that calls itself a picture is not taken", async () => {
    await page.getByLabel("What is it?").selectOption({ label: "Utility bill" });
    await page
      .getByLabel("Choose files")
      .setInputFiles({ name: "light bill.pdf", mimeType: "application/pdf", buffer: PDF });
    await expect(page.getByText("light bill.pdf · 1 kB")).toBeVisible();
    await page
      .getByLabel("Choose files")
      .setInputFiles({ name: "passport.png", mimeType: "image/png", buffer: SVG });
    await expect(page.getByText("passport.png was not taken")).toBeVisible();
    await holds(page, "papers sent in");
    await page.getByRole("button", { name: "All right" }).click();
  });

  await test.step("files are taken and refused at the door", async () => {
    const send = (name: string, body: Buffer, kind = "UTILITY_BILL") =>
      page.request.post(`/api/evidence?subjectType=ACCOUNT&subjectId=${customer.accountId}&kind=${kind}`, {
        data: body,
        headers: { "content-type": "application/octet-stream", "x-file-name": encodeURIComponent(name) },
      });
    const stored = await send("bill.pdf", PDF);
    expect(stored.status(), await stored.text()).toBe(201);
    const { id } = (await stored.json()) as { id: string };
    const file = await page.request.get(`/api/evidence/${id}`);
    expect(file.headers()).toMatchObject({
      "content-type": "application/pdf",
      "content-disposition": 'attachment; filename="bill.pdf"',
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
      "content-security-policy": "default-src 'none'; sandbox",
    });
    for (const [name, body] of [
      ["passport.png", SVG],
      ["../passport.pdf", PDF],
      ["large.pdf", Buffer.alloc(9 * 1024 * 1024, 65)],
    ] as const) {
      const refused = await send(name, body);
      expect(refused.status(), name).toBeGreaterThanOrEqual(400);
      expect(((await refused.json()) as { message: string }).message, name).toMatch(/^[A-Z].*\.$/);
    }
  });

  await test.step("the account is empty, so it is closed", async () => {
    await page.getByRole("button", { name: "Close this account" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Ask to close it" }).click();
    await admin.getByRole("button", { name: "Close the account of Klara Borger" }).click();
    await admin.getByLabel("Reason").fill("Empty, and the customer asks for it.");
    await admin.getByRole("dialog").getByRole("button", { name: "Close the account" }).click();
    await expect(async () => {
      await page.reload();
      await expect(page.getByText("This account is closed.")).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await page.goto("/documents");
    await expect(page.getByRole("heading", { name: "Documents", level: 1 })).toBeVisible();
  });
});
