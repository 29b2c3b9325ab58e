import { randomUUID } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { READING_SAMPLE } from "@/domain/onboarding/reading-sample";
import type { Mailbox } from "@/e2e/acts/mailbox";
import { signIn } from "@/e2e/acts/sign-in";

export type Newcomer = { first: string; last: string; email: string; password: string; ssn: string };

/** A person whom nobody has met; the number can be a Social Security number, and nobody else has it. */
export function newcomer(first: string, last: string): Newcomer {
  const unique = randomUUID().replace(/\D/g, "").padEnd(8, "4");
  return {
    first,
    last,
    email: `${first}.${last}.${randomUUID().slice(0, 8)}@example.com`.toLowerCase(),
    password: "calm harbour lantern",
    ssn: `2${unique.slice(0, 2)}45${`${(Number(unique.slice(2, 6)) % 9000) + 1000}`}`,
  };
}

/** Signs up, confirms the address from the mailbox, and signs in. */
export async function signUp(page: Page, mailbox: Mailbox, person: Newcomer): Promise<void> {
  await page.goto("/sign-up");
  const form = page.getByRole("form", { name: "Sign up" });
  await form.getByRole("textbox", { name: "Your name" }).fill(`${person.first} ${person.last}`);
  await form.getByRole("textbox", { name: "E-mail address" }).fill(person.email);
  await form.getByLabel("Password", { exact: true }).fill(person.password);
  await form.getByRole("button", { name: "Sign up" }).click();
  await expect(page.getByText("Check your mail")).toBeVisible();
  await mailbox.open(person.email, /confirm/i);
  await page.getByRole("button", { name: "Confirm my address" }).click();
  await expect(page.getByText("Your address is confirmed")).toBeVisible();
  await signIn(page, person);
  await expect(page).toHaveURL(/open-account/);
}

export const step = (page: Page, name: string) => page.getByRole("form", { name });

export async function save(page: Page, name: string, button = "Save and continue"): Promise<void> {
  await step(page, name).getByRole("button", { name: button }).click();
  await expect(step(page, name)).toBeHidden();
}

async function fillIdentity(page: Page, { first, last, ssn }: Newcomer): Promise<void> {
  const form = step(page, "Identity");
  await form.getByRole("textbox", { name: "First name" }).fill(first);
  await form.getByRole("textbox", { name: "Last name" }).fill(last);
  await form.getByRole("textbox", { name: "Month" }).fill("03");
  await form.getByRole("textbox", { name: "Day" }).fill("09");
  await form.getByRole("textbox", { name: "Year" }).fill("1981");
  await form.getByRole("textbox", { name: "Social Security number" }).fill(ssn);
  await save(page, "Identity");
}

async function fillAddress(page: Page): Promise<void> {
  const form = step(page, "Address");
  await form.getByRole("textbox", { name: "Street and number" }).fill("18 Harbour Street");
  await form.getByRole("textbox", { name: "City" }).fill("Portland");
  await form.getByRole("combobox", { name: "State" }).selectOption({ label: "Oregon" });
  await form.getByRole("textbox", { name: "ZIP code" }).fill("97205");
  await form.getByRole("textbox", { name: "Telephone" }).fill("503 555 0142");
  await save(page, "Address");
}

async function fillWork(page: Page): Promise<void> {
  const form = step(page, "Work");
  await form.getByRole("combobox", { name: "What describes you now" }).selectOption({ label: "Employed" });
  await form.getByRole("textbox", { name: "Occupation" }).fill("Marine engineer");
  await form.getByRole("textbox", { name: "Employer" }).fill("Columbia River Pilots");
  await form
    .getByRole("group", { name: /broker-dealer or an exchange/ })
    .getByRole("radio", { name: "No" })
    .check();
  await form
    .getByRole("group", { name: /listed company/ })
    .getByRole("radio", { name: "No" })
    .check();
  await save(page, "Work");
}

async function fillFinances(page: Page): Promise<void> {
  const form = step(page, "Finances");
  const choose = (name: string, label: string) =>
    form.getByRole("combobox", { name }).selectOption({ label });
  await choose("Yearly income", "$100,000 to $200,000");
  await choose("What you could turn into cash", "$250,000 to $1 million");
  await choose("Where the money comes from", "Savings");
  await choose("Experience with stocks", "3 to 5 years");
  await save(page, "Finances");
}

/** Reads each text to its end, which is what makes its box tickable, and ticks it; that opens the next one. */
async function acceptTexts(page: Page, name: string, statement: string): Promise<void> {
  const form = step(page, name);
  const open = form.getByRole("region").filter({ has: page.getByRole("group", { name: /^Text: / }) });
  await expect(form.getByText(/^\d+ of \d+ accepted$/)).toBeVisible();
  while ((await open.count()) > 0) {
    const title = (await open.first().getAttribute("aria-label")) ?? "";
    const text = form.getByRole("region", { name: title, exact: true });
    await text.getByRole("group").evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await text.getByRole("checkbox", { name: statement }).check();
  }
}

/** Certifies the tax form that fits and signs it. */
export async function signTaxForm(page: Page, name: string): Promise<void> {
  const form = step(page, "Tax form");
  await form.getByRole("checkbox", { name: "I certify this under penalties of perjury." }).check();
  await form.getByRole("textbox", { name: "Sign with your full name" }).fill(name);
  await save(page, "Tax form", "Sign and continue");
}

/** Reads the notices to their ends. */
export async function readNotices(page: Page): Promise<void> {
  await acceptTexts(page, "Notices", "I have read this notice.");
  await save(page, "Notices");
}

/** Reads and ticks the agreements, shows that documents can be read, and signs. */
export async function signAgreements(page: Page, name: string): Promise<void> {
  await acceptTexts(page, "Agreements", "I have read this and agree.");
  const form = step(page, "Agreements");
  const sample = await page.request.get("/api/documents/sample");
  expect(sample.headers()["content-type"]).toBe("application/pdf");
  await form.getByRole("textbox", { name: "The word in the document" }).fill(READING_SAMPLE.word);
  await form.getByRole("textbox", { name: "Sign with your full name" }).fill(name);
  await save(page, "Agreements", "Sign and continue");
}

/** Fills in the whole application, leaves in the middle and comes back, and submits it. */
export async function applyForAccount(page: Page, person: Newcomer): Promise<void> {
  await page.goto("/open-account");
  await page.getByRole("form", { name: "Kind of account" }).getByRole("button", { name: "Begin" }).click();
  await fillIdentity(page, person);
  await fillAddress(page);

  // Leaves, and goes on where it stopped; what was typed is there, and of the number only its end.
  await page.goto("/disclosures");
  await page.goto("/open-account");
  await expect(step(page, "Work")).toBeVisible();
  await page.goto("/open-account/identity");
  await expect(step(page, "Identity").getByRole("textbox", { name: "First name" })).toHaveValue(person.first);
  const number = step(page, "Identity").getByRole("textbox", { name: "Social Security number" });
  await expect(number).toHaveAttribute("placeholder", `•••-••-${person.ssn.slice(-4)} on file`);
  await expect(number).toHaveValue("");
  await page.goto("/open-account");

  await fillWork(page);
  await fillFinances(page);
  await signTaxForm(page, `${person.first} ${person.last}`);
  await readNotices(page);
  await signAgreements(page, `${person.first} ${person.last}`);
  await page.getByRole("button", { name: "Submit application" }).click();
  await expect(page.getByRole("list", { name: "Progress of your application" })).toBeVisible();
}

/** The staff's side: finds the application in the queue, reads it, and approves it with a reason. */
export async function approve(admin: Page, person: Newcomer): Promise<void> {
  await admin.goto("/admin/applications");
  const name = `${person.first} ${person.last}`;
  await admin.getByRole("table", { name: "Applications" }).getByRole("link", { name }).click();
  await expect(admin.getByRole("heading", { name, exact: true })).toBeVisible();
  // Nobody on the desk sees the number itself.
  await expect(admin.getByText(person.ssn)).toBeHidden();
  await admin.getByRole("button", { name: "Approve" }).click();
  const dialog = admin.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Reason" }).fill("All checks clear; identity and address agree.");
  await dialog.getByRole("button", { name: "Approve and open the account" }).click();
  await expect(admin.getByText("All checks clear; identity and address agree.").first()).toBeVisible();
}
