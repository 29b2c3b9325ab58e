import { expect, type Page } from "@playwright/test";
import { freshCode } from "@/e2e/acts/authenticator";

const originOf = (page: Page): string => new URL(page.url()).origin;

/** Goes through the set-up of an authenticator app, wherever its first form stands; answers with key and recovery codes. */
export async function setUpApp(page: Page, password: string): Promise<{ key: string; codes: string[] }> {
  const first = page.getByRole("form", { name: "Set up an app" });
  await first.getByLabel("Your password").fill(password);
  await first.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("img", { name: /QR code/ })).toBeVisible();
  const key = await page.getByText(/^([A-Z2-7]{4} ?){8}$/).innerText();
  const second = page.getByRole("form", { name: "Confirm the app" });
  await second.getByRole("textbox", { name: "Code" }).fill(await freshCode(originOf(page), key));
  await second.getByRole("button", { name: "Confirm" }).click();
  const codes = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await expect(codes).toHaveCount(10);
  const shown = await codes.allInnerTexts();
  await page.getByRole("button", { name: /I have kept them/ }).click();
  return { key, codes: shown };
}

/** Turns the second factor on in the settings. */
export async function turnOnSecondFactor(page: Page, password: string) {
  await page.goto("/settings/security");
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  return setUpApp(page, password);
}

/** Answers the dialog that asks whether it is really they, with a code of the app or a recovery code. */
export async function confirmIdentity(page: Page, code: string): Promise<void> {
  const form = page.getByRole("form", { name: "Confirm that it is you" });
  await form.getByRole("textbox", { name: "Code" }).fill(code);
  await form.getByRole("button", { name: "Confirm" }).click();
  await expect(form).toBeHidden();
}
