import type { Browser, Page } from "@playwright/test";
import { ACCOUNT_TYPES, type AccountTypeKey, type StepId } from "@/domain/onboarding/account-types";
import { holds } from "@/e2e/acts/look";
import { readNotices, save, signAgreements, signTaxForm, step } from "@/e2e/acts/open-account";
import { takeSession } from "@/e2e/acts/sign-in";
import { approvedByWire, nextSsn, saveSteps, signedUp, staffClient } from "@/e2e/customers-by-wire";
import { expect, test } from "@/e2e/test";
import { type AnswersSeed, applicationAnswers } from "@/prisma/factories/application-answers";

/**
 * Each kind of account is opened. What is the same for all kinds is saved without the pages; what is of that kind is
 * done on them. The foreign customer comes on a phone.
 */
type Customer = Awaited<ReturnType<typeof signedUp>>;
type Name = { first: string; last: string };

/** A browser in which this customer is signed in. */
const enter = (page: Page, baseUrl: string, { cookie }: Customer) =>
  takeSession(page.context(), baseUrl, cookie);

/** Chooses the kind of account on its page; returns the application's id. */
async function begin(page: Page, customer: Customer, accountType: AccountTypeKey): Promise<string> {
  const { title, lending } = ACCOUNT_TYPES[accountType];
  await page.goto("/open-account");
  const form = step(page, "Kind of account");
  await form.getByRole("radio", { name: title.replace(/, (cash|margin)$/, "") }).check();
  await form.getByRole("radio", { name: lending === "CASH" ? "Cash account" : "Margin account" }).check();
  await form.getByRole("button", { name: "Begin" }).click();
  await expect(page).toHaveURL(/open-account\/\w+/);
  return (await customer.client.applications.mine.query())?.id ?? "";
}

async function submit(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Submit application" }).click();
  await expect(page.getByRole("list", { name: "Progress of your application" })).toBeVisible();
}

async function isOpen(page: Page): Promise<void> {
  const open = page.getByRole("paragraph").filter({ hasText: /^Your account \S+ is open$/ });
  await expect(open).toBeVisible();
  await expect(page.getByRole("list", { name: "Signed papers" }).getByRole("listitem").first()).toBeVisible();
}

const named = ({ first, last }: Name, more: AnswersSeed = {}): AnswersSeed => ({
  firstName: first,
  lastName: last,
  ssn: nextSsn(),
  ...more,
});

const onlyAt = (project: "desktop" | "phone", name: string) =>
  test.skip(name !== project, `This one is walked at the ${project}.`);

test("an individual margin account, with its disclosure", async ({ page, portal }, info) => {
  onlyAt("desktop", info.project.name);
  const who = { first: "Marta", last: "Ellery" };
  const customer = await signedUp(portal.baseUrl, who);
  await enter(page, portal.baseUrl, customer);
  await page.goto("/open-account");
  await holds(page, "kinds");
  const id = await begin(page, customer, "INDIVIDUAL_MARGIN");
  const answers = applicationAnswers(named(who, { accountType: "INDIVIDUAL_MARGIN" }));
  await saveSteps(customer.client, id, ["identity", "address", "employment", "profile"], answers);
  await page.goto("/open-account/tax-form");
  await holds(page, "tax-form");
  await signTaxForm(page, "Marta Ellery");
  await expect(page.getByRole("region", { name: "Margin disclosure statement" })).toBeVisible();
  await holds(page, "notices");
  await readNotices(page);
  // Nothing can be ticked before its end was in sight.
  const agreement = page.getByRole("region", { name: "Customer agreement (margin account)" });
  await expect(agreement.getByRole("checkbox")).toBeDisabled();
  await holds(page, "agreements");
  await signAgreements(page, "Marta Ellery");
  await holds(page, "review");
  await submit(page);
  await approvedByWire(portal.baseUrl, customer.client, id);
  await isOpen(page);
  await holds(page, "opened");
});

/** The second owner, in a browser of her own. */
async function secondOwner(browser: Browser, baseUrl: string, who: Name): Promise<[Page, Customer]> {
  const customer = await signedUp(baseUrl, who);
  const context = await browser.newContext({ baseURL: baseUrl, viewport: { width: 1440, height: 900 } });
  return [await context.newPage(), customer];
}

test("a joint account, whose second owner signs in a browser of her own", async ({
  page,
  browser,
  portal,
}, info) => {
  onlyAt("desktop", info.project.name);
  const [first, second] = [
    { first: "Anders", last: "Lunde" },
    { first: "Sigrid", last: "Lunde" },
  ];
  const customer = await signedUp(portal.baseUrl, first);
  await enter(page, portal.baseUrl, customer);
  const id = await begin(page, customer, "JOINT_TIC_CASH");
  const seed = named(first, { accountType: "JOINT_TIC_CASH" });
  const own: StepId[] = ["identity", "address", "employment", "profile", "tax-form", "disclosures"];
  await saveSteps(customer.client, id, own, applicationAnswers(seed));
  const [herPage, her] = await secondOwner(browser, portal.baseUrl, second);

  await test.step("the first owner invites", async () => {
    await page.goto("/open-account/co-owner");
    const form = step(page, "Second owner");
    await form.getByRole("textbox", { name: "First name" }).fill("Sigrid");
    await form.getByRole("textbox", { name: "Last name" }).fill("Lunde");
    await form.getByRole("textbox", { name: "E-mail address" }).fill(her.email);
    await form.getByRole("textbox", { name: "Your share" }).fill("60");
    await form.getByRole("textbox", { name: "Their share" }).fill("40");
    await form.getByRole("button", { name: "Send the invitation" }).click();
    await expect(form).toBeHidden();
    await saveSteps(customer.client, id, ["agreements"], applicationAnswers(seed));
    await page.goto("/open-account/review");
    await expect(page.getByText("has not opened the invitation")).toBeVisible();
    await expect(page.getByRole("button", { name: "Submit application" })).toBeDisabled();
    await page.goto("/open-account/co-owner");
    await holds(page, "co-owner");
  });

  await test.step("the second owner comes by the link and does her part", async () => {
    const [mail] = await her.client.auth.mailbox.query({ address: her.email });
    await herPage.goto(mail?.href ?? "");
    await expect(herPage.getByText("Anders Lunde")).toBeVisible();
    await holds(herPage, "invitation");
    await enter(herPage, portal.baseUrl, her);
    await herPage.reload();
    await herPage.getByRole("button", { name: "Accept and fill in my part" }).click();
    await expect(step(herPage, "Identity")).toBeVisible();
    const part = named(second, { birthDate: "1984-07-01" });
    const steps: StepId[] = ["identity", "address", "employment", "tax-form"];
    await saveSteps(her.client, id, steps, applicationAnswers(part));
    await herPage.goto("/open-account/joint/disclosures");
    await readNotices(herPage);
    await signAgreements(herPage, "Sigrid Lunde");
    await expect(herPage.getByText("Your part is done")).toBeVisible();
    await holds(herPage, "co-owner-done");
  });

  await test.step("the first one sends it, and both have the account", async () => {
    await page.goto("/open-account/review");
    await submit(page);
    const accountId = await approvedByWire(portal.baseUrl, customer.client, id);
    await isOpen(page);
    const hers = await her.client.accounts.mine.query();
    expect(hers).toMatchObject([{ id: accountId, title: "Anders Lunde & Sigrid Lunde TEN COM" }]);
  });
  await herPage.context().close();
});

async function fillEntity(page: Page, answers: Record<string, string>, capacity?: string): Promise<void> {
  const form = step(page, "Company or trust");
  for (const [name, value] of Object.entries(answers)) await form.getByRole("textbox", { name }).fill(value);
  await form.getByRole("combobox", { name: /State of formation/ }).selectOption({ label: "Delaware" });
  await form.getByRole("combobox", { name: "State", exact: true }).selectOption({ label: "Oregon" });
  if (capacity) await form.getByRole("combobox", { name: "You sign as" }).selectOption({ label: capacity });
}

const OFFICE = {
  Month: "03",
  Day: "09",
  Year: "2019",
  "Street and number": "500 Harbour Street",
  City: "Portland",
  "ZIP code": "97205",
  Telephone: "503 555 0142",
};

/** Sends a picture in as the paper of the company or trust, and says that it is all. */
async function sendPapers(page: Page, isLooked = false): Promise<void> {
  await page.goto("/open-account/documents");
  const picture = { name: "articles.png", mimeType: "image/png", buffer: await page.screenshot() };
  await page.getByLabel("Choose files").setInputFiles(picture);
  await expect(page.getByRole("button", { name: /Remove|Take back/ }).first()).toBeVisible();
  if (isLooked) await holds(page, "papers");
  await step(page, "Papers").getByRole("checkbox").check();
  await save(page, "Papers");
}

test("an LLC with a 25% owner and a person in control", async ({ page, portal }, info) => {
  onlyAt("desktop", info.project.name);
  const who = { first: "Nora", last: "Quist" };
  const customer = await signedUp(portal.baseUrl, who);
  await enter(page, portal.baseUrl, customer);
  const id = await begin(page, customer, "LLC_CASH");
  const seed = named(who, { accountType: "LLC_CASH" });

  await test.step("tells of the company", async () => {
    const company = {
      "Legal name of the company": "Quist Harbour LLC",
      EIN: "843216789",
      "Nature of the business": "Ship brokerage",
    };
    await fillEntity(page, { ...company, ...OFFICE }, "Managing member");
    await holds(page, "entity");
    await save(page, "Company or trust");
    await saveSteps(customer.client, id, ["identity", "address", "employment"], applicationAnswers(seed));
  });

  await test.step("names the owners and certifies them", async () => {
    await page.goto("/open-account/owners");
    const form = step(page, "Owners");
    await form.getByRole("button", { name: "Add an owner" }).click();
    const owner = form.getByRole("region", { name: "Owner 1" });
    await owner.getByRole("radio", { name: "Somebody else" }).check();
    const told = {
      "Owns, in per cent": "25",
      "First name": "Emil",
      "Last name": "Dahl",
      Month: "01",
      Day: "02",
      Year: "1970",
      "Social Security number": nextSsn(),
      "Street and number": "1 Larch Avenue",
      City: "Salem",
      "ZIP code": "97301",
    };
    for (const [name, value] of Object.entries(told)) await owner.getByRole("textbox", { name }).fill(value);
    await owner.getByRole("combobox", { name: "State" }).selectOption({ label: "Oregon" });
    await form.getByRole("checkbox", { name: /^I certify/ }).check();
    await form.getByRole("textbox", { name: "Sign with your full name" }).fill("Nora Quist");
    await holds(page, "owners");
    await save(page, "Owners", "Certify and continue");
  });

  await sendPapers(page, true);
  const rest: StepId[] = ["profile", "tax-form", "disclosures", "agreements"];
  await saveSteps(customer.client, id, rest, applicationAnswers(seed));
  await page.goto("/open-account/review");
  await expect(page.getByText("Emil Dahl")).toBeVisible();
  await holds(page, "entity-review");
  await submit(page);
  await approvedByWire(portal.baseUrl, customer.client, id);
  await isOpen(page);
  expect(await customer.client.accounts.mine.query()).toMatchObject([{ title: "Quist Harbour LLC" }]);
});

test("a trust", async ({ page, portal }, info) => {
  onlyAt("desktop", info.project.name);
  const who = { first: "Ruth", last: "Feld" };
  const customer = await signedUp(portal.baseUrl, who);
  await enter(page, portal.baseUrl, customer);
  const id = await begin(page, customer, "TRUST_MARGIN");
  const trust = {
    "Name of the trust": "Feld Family Trust",
    EIN: "843216780",
    "What the trust is for": "Family",
  };
  await fillEntity(page, { ...trust, ...OFFICE });
  await save(page, "Company or trust");
  const seed = named(who, { accountType: "TRUST_MARGIN" });
  await sendPapers(page);
  const done: readonly StepId[] = ["account-type", "entity", "documents"];
  const rest = ACCOUNT_TYPES.TRUST_MARGIN.steps.filter((one) => !done.includes(one));
  await saveSteps(customer.client, id, rest, applicationAnswers(seed));
  await page.goto("/open-account/review");
  await submit(page);
  await approvedByWire(portal.baseUrl, customer.client, id);
  await isOpen(page);
  expect(await customer.client.accounts.mine.query()).toMatchObject([
    { title: "Feld Family Trust U/A DTD 03/09/2019" },
  ]);
});

test("a customer from abroad, with a W-8BEN, on a phone", async ({ page, portal }, info) => {
  onlyAt("phone", info.project.name);
  const who = { first: "Jonas", last: "Brandt" };
  const customer = await signedUp(portal.baseUrl, who);
  await enter(page, portal.baseUrl, customer);
  const id = await begin(page, customer, "INDIVIDUAL_CASH");

  await test.step("identifies himself with a passport", async () => {
    const form = step(page, "Identity");
    await form.getByRole("textbox", { name: "First name" }).fill(who.first);
    await form.getByRole("textbox", { name: "Last name" }).fill(who.last);
    const born = form.getByRole("group", { name: "Date of birth" });
    await born.getByRole("textbox", { name: "Month" }).fill("03");
    await born.getByRole("textbox", { name: "Day" }).fill("09");
    await born.getByRole("textbox", { name: "Year" }).fill("1981");
    await form.getByRole("combobox", { name: "Citizenship" }).selectOption({ label: "Germany" });
    await form.getByRole("radio", { name: "Foreign passport" }).check();
    const number = `C0${nextSsn().slice(0, 7)}`;
    await form.getByRole("textbox", { name: "Passport number" }).fill(number);
    await form.getByRole("combobox", { name: "Issued by" }).selectOption({ label: "Germany" });
    const until = form.getByRole("group", { name: "Expires on" });
    await until.getByRole("textbox", { name: "Month" }).fill("05");
    await until.getByRole("textbox", { name: "Day" }).fill("01");
    await until.getByRole("textbox", { name: "Year" }).fill("2031");
    await page.getByText("All steps").click();
    await expect(page.getByRole("listitem").filter({ hasText: "Tax form" })).toBeVisible();
    await holds(page, "phone-identity");
    await save(page, "Identity");
  });

  await test.step("lives abroad", async () => {
    const form = step(page, "Address");
    await form.getByRole("combobox", { name: "Country" }).selectOption({ label: "Germany" });
    await form.getByRole("textbox", { name: "Street and number" }).fill("Am Wall 18");
    await form.getByRole("textbox", { name: "City" }).fill("Bremen");
    await form.getByRole("textbox", { name: "Postal code" }).fill("28195");
    await form.getByRole("textbox", { name: "Telephone" }).fill("+49 421 555 0142");
    await holds(page, "phone-address");
    await save(page, "Address");
  });

  await saveSteps(customer.client, id, ["employment", "profile"], applicationAnswers(named(who)));
  await page.goto("/open-account/tax-form");
  const form = step(page, "Tax form");
  await expect(form.getByText("Form W-8BEN", { exact: true })).toBeVisible();
  await expect(form.getByText(/pay 15% on dividends/)).toBeVisible();
  await form.getByRole("textbox", { name: "Foreign tax number" }).fill("12345678911");
  await holds(page, "phone-tax-form");
  await signTaxForm(page, "Jonas Brandt");
  await readNotices(page);
  await signAgreements(page, "Jonas Brandt");
  await holds(page, "phone-review");
  await submit(page);

  await test.step("is asked for more, and answers", async () => {
    const reviewer = await staffClient(portal.baseUrl, "REVIEWER");
    const question = "Please tell us where you pay taxes.";
    await reviewer.review.ask.mutate({ applicationId: id, question, reason: "The residence is not clear." });
    await expect(page.getByText(question)).toBeVisible();
    await holds(page, "phone-question");
    const form = step(page, "Your answer");
    await form.getByRole("textbox", { name: "Your answer" }).fill("In Germany, in Bremen.");
    await form.getByRole("button", { name: "Send the answer" }).click();
    await expect(form).toBeHidden();
    await expect(page.getByText("In Germany, in Bremen.")).toBeVisible();
  });

  await approvedByWire(portal.baseUrl, customer.client, id);
  await isOpen(page);
});
