import { execFileSync } from "node:child_process";
import { expect, type Locator, type Page } from "@playwright/test";
import type { Market } from "@/e2e/acts/market";

/** "November 2026": the exchange's month, of which the next statement will be. */
export async function titleOfStatement(market: Market): Promise<string> {
  const zone = { timeZone: "America/New_York", month: "long", year: "numeric" } as const;
  return new Intl.DateTimeFormat("en-US", zone).format(await market.now());
}

function hasPdfToText(): boolean {
  try {
    execFileSync("pdftotext", ["-v"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/**
 * Downloads the paper in a row of the documents and reads it: with poppler's pdftotext where there is one, else the
 * strings that stand in the file itself.
 */
export async function paperText(page: Page, row: Locator): Promise<string> {
  const coming = page.waitForEvent("download");
  await row.getByRole("link", { name: /Download/ }).click();
  const file = await (await coming).path();
  const { readFileSync } = await import("node:fs");
  const bytes = readFileSync(file);
  expect(bytes.subarray(0, 5).toString("latin1")).toBe("%PDF-");
  if (hasPdfToText()) return execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
  return bytes.toString("latin1");
}
