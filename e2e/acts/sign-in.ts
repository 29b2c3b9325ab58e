import { type BrowserContext, expect, type Page } from "@playwright/test";
import { freshCode } from "@/e2e/acts/authenticator";

/** Somebody who can sign in; with the key of an authenticator app, who must show a code of it. */
export type Login = { email: string; password: string; secondFactorKey?: string };

/** Address and password, on the sign-in page. */
export async function typePassword(page: Page, person: Login): Promise<void> {
  await page.goto("/sign-in");
  const form = page.getByRole("form", { name: "Sign in" });
  await form.getByRole("textbox", { name: "E-mail address" }).fill(person.email);
  await form.getByLabel("Password", { exact: true }).fill(person.password);
  await form.getByRole("button", { name: "Sign in" }).click();
}

/** A code, or a recovery code, on the page that comes after the password. */
export async function typeCode(page: Page, code: string): Promise<void> {
  const form = page.getByRole("form", { name: "Second step" });
  await form.getByRole("textbox", { name: "Code" }).fill(code);
  await form.getByRole("button", { name: "Continue" }).click();
}

/** Signs a person in and waits until the portal has led them on. */
export async function signIn(page: Page, person: Login): Promise<void> {
  await typePassword(page, person);
  const key = person.secondFactorKey;
  if (key) await typeCode(page, await freshCode(new URL(page.url()).origin, key));
  await expect(page).not.toHaveURL(/sign-in/);
}

/** Puts a browser into a session that a program has signed in: what is not about signing in begins there. */
export async function takeSession(context: BrowserContext, baseUrl: string, cookie: string): Promise<void> {
  await context.addCookies(
    cookie.split("; ").map((pair) => {
      const at = pair.indexOf("=");
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: baseUrl };
    }),
  );
}
