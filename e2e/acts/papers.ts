import { readFileSync } from "node:fs";
import { expect, type Locator, type Page } from "@playwright/test";
import { extractText } from "unpdf";
import type { Market } from "@/e2e/acts/market";

/** "November 2026": the exchange's month, of which the next statement will be. */
export async function titleOfStatement(market: Market): Promise<string> {
  const zone = { timeZone: "America/New_York", month: "long", year: "numeric" } as const;
  return new Intl.DateTimeFormat("en-US", zone).format(await market.now());
}

/** Downloads the paper in a row of the documents, and reads the text that is in it. */
export async function paperText(page: Page, row: Locator): Promise<string> {
  const coming = page.waitForEvent("download");
  await row.getByRole("link", { name: /Download/ }).click();
  const bytes = readFileSync(await (await coming).path());
  expect(bytes.subarray(0, 5).toString("latin1")).toBe("%PDF-");
  const { text } = await extractText(new Uint8Array(bytes), { mergePages: true });
  return text;
}
