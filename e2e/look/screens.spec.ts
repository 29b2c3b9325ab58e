import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { deposit, openedCustomer, staffCookie } from "@/e2e/customers-by-wire";
import { takeSession } from "@/e2e/acts/sign-in";
import { expect, test } from "@/e2e/test";

const PUBLIC = [
  "/",
  "/disclosures",
  "/sign-in",
  "/sign-up",
  "/forgot-password",
  "/mailbox",
  "/simulated-bank",
];
const PORTAL = [
  "/portfolio",
  "/performance",
  "/trade?symbol=AAPL",
  "/instruments/AAPL",
  "/orders",
  "/execution-quality",
  "/activity",
  "/transfers",
  "/documents",
  "/settings",
  "/settings/security",
  "/open-account",
];
const ADMIN = [
  "/admin/applications",
  "/admin/approvals",
  "/admin/accounts",
  "/admin/money",
  "/admin/screening",
  "/admin/orders",
  "/admin/reports",
  "/admin/reports/revenue",
  "/admin/reports/new-accounts",
  "/admin/reports/exceptions",
  "/admin/clearing",
  "/admin/audit",
];
const SCHEMES = ["light", "dark"] as const;

const fileName = (path: string, scheme: string, project: string): string =>
  `test-results/look/${project}-${path.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "") || "landing"}-${scheme}.png`;

/** Everything that a browser complains of, a content security policy that is broken first of all. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  return complaints;
}

async function look(page: Page, path: string, project: string): Promise<void> {
  for (const scheme of SCHEMES) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(200);
    await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
    expect.soft(found, `${path}, ${scheme}`).toEqual([]);
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(beyond, `${path} scrolls sideways`).toBeLessThanOrEqual(0);
    await page.screenshot({ path: fileName(path, scheme, project), fullPage: true, animations: "disabled" });
  }
}

test("public pages", async ({ page }, info) => {
  test.setTimeout(180_000);
  const complaints = complaintsOf(page);
  for (const path of PUBLIC) await look(page, path, info.project.name);
  expect(complaints).toEqual([]);
});

test("the customer's rooms", async ({ page, portal }, info) => {
  test.setTimeout(240_000);
  const customer = await openedCustomer(portal.baseUrl, { first: "Lena", last: "Bildt" });
  await deposit(customer, "1000.00");
  await takeSession(page.context(), portal.baseUrl, customer.cookie);
  const complaints = complaintsOf(page);
  for (const path of PORTAL) await look(page, path, info.project.name);
  expect(complaints).toEqual([]);
});

test("the desk", async ({ page, portal }, info) => {
  test.setTimeout(240_000);
  await takeSession(page.context(), portal.baseUrl, await staffCookie(portal.baseUrl, "ADMIN"));
  const complaints = complaintsOf(page);
  for (const path of ADMIN) await look(page, path, info.project.name);
  expect(complaints).toEqual([]);
});
