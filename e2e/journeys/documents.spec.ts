import { readFileSync } from "node:fs";
import { parseSync } from "ofx-js";
import type { Page } from "@playwright/test";
import { holds } from "@/e2e/acts/look";
import { paperText, titleOfStatement } from "@/e2e/acts/papers";
import { takeSession } from "@/e2e/acts/sign-in";
import { rowsOf } from "@/e2e/acts/trade";
import { deposit, openedCustomer } from "@/e2e/customers-by-wire";
import { expect, test } from "@/e2e/test";

/** What a link of the documents gives to save. */
async function saved(page: Page, link: RegExp): Promise<{ name: string; bytes: Buffer }> {
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: link }).first().click();
  const download = await coming;
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

test("a customer finds a statement among the documents and takes it along in every format", async ({
  page,
  portal,
  clearing,
  market,
}) => {
  test.setTimeout(240_000);
  const customer = await openedCustomer(portal.baseUrl, { first: "Petra", last: "Lund" });
  await deposit(customer, "1234.56");
  await takeSession(page.context(), portal.baseUrl, customer.cookie);
  const title = await titleOfStatement(market);
  await clearing.toMonthEnd();
  await clearing.papersArePrinted();

  await page.goto(`/documents?account=${customer.accountId}`);
  const statement = rowsOf(page, "Documents").filter({ hasText: title });
  await expect(statement).toHaveCount(1);
  await expect(page.getByText("1 unread").filter({ visible: true })).toBeVisible();
  await holds(page, "/documents with papers");

  expect(await paperText(page, statement)).toContain("1,234.56");
  const csv = await saved(page, /^csv of Statement/i);
  expect(csv.bytes.toString("utf8")).toContain("summary,closing_equity,,,,,,,,1234.56");
  const ofx = await saved(page, /^ofx of Statement/i);
  expect(ofx.name).toMatch(/\.ofx$/);
  const { INVSTMTMSGSRSV1: answer } = parseSync(ofx.bytes.toString("utf8")).OFX;
  expect(answer.INVSTMTTRNRS.INVSTMTRS.INVBAL.AVAILCASH).toBe("1234.56");
  const zip = await saved(page, /^Download all as ZIP/);
  expect(zip.name).toMatch(/^RushTrade-documents-.*\.zip$/);
  expect(zip.bytes.subarray(0, 2).toString("latin1")).toBe("PK");

  // What was opened is not new any more.
  await page.reload();
  await expect(page.getByText("1 unread")).toHaveCount(0);
});
