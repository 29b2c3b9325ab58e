import { takeSession } from "@/e2e/acts/sign-in";
import { openedCustomer, staffCookie } from "@/e2e/customers-by-wire";
import { expect, test } from "@/e2e/test";

/** Doors beside the procedures: papers, end-of-day files, the street, next-auth. */
const NOBODYS = "01936f00-0000-7000-8000-000000000001";
const STATUS = { signedOut: 401, refused: 403, nothing: 404 };

test("papers and files are refused to those whose they are not", async ({ portal }) => {
  const customer = await openedCustomer(portal.baseUrl, { first: "Doris", last: "Thuer" });
  const reviewer = await staffCookie(portal.baseUrl, "REVIEWER");
  const ask = async (path: string, cookie = "") =>
    (await fetch(`${portal.baseUrl}${path}`, { headers: { cookie }, redirect: "manual" })).status;

  const paper = `/api/documents/${NOBODYS}`;
  expect(await ask(paper)).toBe(STATUS.signedOut);
  expect(await ask(paper, customer.cookie)).toBe(STATUS.nothing);
  expect(await ask(paper, reviewer)).toBe(STATUS.nothing);
  expect(await ask("/api/documents/not-an-id", customer.cookie)).toBeGreaterThanOrEqual(400);

  const file = "/api/documents/end-of-day/2026-07-13/trades";
  expect(await ask(file)).toBe(STATUS.signedOut);
  expect(await ask(file, customer.cookie)).toBe(STATUS.refused);
});

test("the street takes no unsigned request", async ({ portal }) => {
  for (const path of [
    "cycle",
    "drill",
    "drill/bust",
    "drill/correct",
    "drill/fault",
    "venues/commands",
    "clearing/commands",
    "bank/commands",
  ]) {
    const answer = await fetch(`${portal.baseUrl}/api/clearing/${path}`, { method: "POST", body: "{}" });
    expect(answer.status, path).toBe(STATUS.signedOut);
  }
  const events = await fetch(`${portal.baseUrl}/api/clearing/venues/events?after=0`);
  expect(events.status).toBe(STATUS.signedOut);
});

test("a page of another site cannot make a signed-in browser act", async ({ portal }) => {
  const cookie = await staffCookie(portal.baseUrl, "ADMIN");
  const answer = await fetch(`${portal.baseUrl}/api/trpc/clearing.setRate`, {
    method: "POST",
    headers: { cookie, origin: "https://elsewhere.example", "content-type": "application/json" },
    body: '{"json":{"rate":60}}',
  });
  expect(answer.status).toBe(STATUS.refused);
});

test("pages of the desk are not for customers", async ({ portal, page }) => {
  const customer = await openedCustomer(portal.baseUrl, { first: "Paula", last: "Gast" });
  await takeSession(page.context(), portal.baseUrl, customer.cookie);
  for (const room of ["applications", "accounts", "orders", "reports", "clearing", "audit"]) {
    await page.goto(`${portal.baseUrl}/admin/${room}`);
    await expect(page.getByRole("navigation", { name: "Rooms of the desk" })).toBeHidden();
  }
});
