import { expect, type Page } from "@playwright/test";
import type { ClearingDesk } from "@/e2e/acts/clearing-desk";

/** Links a bank account and waits until the bank has confirmed it. */
export async function linkBank(page: Page): Promise<void> {
  await page.goto("/transfers");
  const form = page.getByRole("form", { name: "Link a bank account" });
  const number = `88${String(Date.now()).slice(-7)}7`;
  await form.getByRole("textbox", { name: "Name of the bank" }).fill("First National");
  await form.getByRole("textbox", { name: "Routing number" }).fill("021000021");
  await form.getByRole("textbox", { name: "Account number", exact: true }).fill(number);
  await form.getByRole("textbox", { name: "Repeat the account number" }).fill(number);
  await form.getByRole("button", { name: "Link bank account" }).click();
  await expect(page.getByRole("form", { name: "Move money" })).toBeVisible();
}

/** Asks for a deposit of so many dollars ("25,000.00") and sees that it is under way. */
export async function deposit(page: Page, dollars: string): Promise<void> {
  const form = page.getByRole("form", { name: "Move money" });
  await form.getByRole("textbox", { name: "Amount" }).fill(dollars.replace(",", ""));
  await form.getByRole("button", { name: `Deposit $${dollars}` }).click();
  await expect(page.getByRole("article", { name: new RegExp(`Deposit of \\$${dollars}`) })).toBeVisible();
}

const MOST_DAYS = 8;

/** Days pass until the deposit can be used for trading; the page is not reloaded meanwhile. */
export async function untilUsable(page: Page, clearing: ClearingDesk, dollars: string): Promise<void> {
  const usable = page.getByRole("article", { name: `Deposit of $${dollars}, Usable` });
  for (let days = 0; days < MOST_DAYS && !(await usable.isVisible()); days++) await clearing.nextDay();
  await expect(usable).toBeVisible();
}
