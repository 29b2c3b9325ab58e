import type { Page } from "@playwright/test";
import { holds } from "@/e2e/acts/look";
import { deposit, openedCustomer, staffClient, staffCookie, wireIn } from "@/e2e/customers-by-wire";
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
  "/taxes",
  "/taxes?tab=harvest",
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
/** Everything that a browser complains of, a content security policy that is broken first of all. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  return complaints;
}

async function look(page: Page, path: string): Promise<void> {
  const answer = await page.goto(path);
  expect(answer?.status(), path).toBe(200);
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
  await holds(page, path);
}

test("public pages", async ({ page }) => {
  const complaints = complaintsOf(page);
  for (const path of PUBLIC) await look(page, path);
  expect(complaints).toEqual([]);
});

test("the customer's rooms", async ({ page, portal }) => {
  const customer = await openedCustomer(portal.baseUrl, { first: "Lena", last: "Bildt" });
  await deposit(customer, "1000.00");
  await takeSession(page.context(), portal.baseUrl, customer.cookie);
  const complaints = complaintsOf(page);
  for (const path of PORTAL) await look(page, path);
  expect(complaints).toEqual([]);
});

test("a window that becomes wide, or narrow, shows what belongs to it", async ({ page, portal }) => {
  const customer = await openedCustomer(portal.baseUrl, { first: "Greta", last: "Breit" });
  await wireIn(await staffClient(portal.baseUrl, "ADMIN"), customer, "Greta Breit", "1000.00");
  await takeSession(page.context(), portal.baseUrl, customer.cookie);
  const complaints = complaintsOf(page);
  await page.goto("/activity");
  const rooms = page.getByRole("navigation", { name: "Rooms" });
  for (const width of [1440, 390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    const isWide = width > 768;
    const rows = isWide ? page.getByRole("row") : page.getByRole("listitem");
    await expect(rows.filter({ hasText: "1,000.00" }).first()).toBeVisible();
    await expect(page.getByRole("table")).toHaveCount(isWide ? 1 : 0);
    await expect(rooms.getByRole("link", { name: "Performance" })).toHaveCount(isWide ? 1 : 0);
    await expect(rooms.getByRole("button", { name: "More" })).toHaveCount(isWide ? 0 : 1);
  }
  await rooms.getByRole("link", { name: "Orders" }).click();
  await expect(page.getByRole("heading", { name: "Orders", level: 1 })).toBeVisible();
  expect(complaints).toEqual([]);
});

test("the desk", async ({ page, portal }) => {
  await takeSession(page.context(), portal.baseUrl, await staffCookie(portal.baseUrl, "ADMIN"));
  const complaints = complaintsOf(page);
  for (const path of ADMIN) await look(page, path);
  expect(complaints).toEqual([]);
});
