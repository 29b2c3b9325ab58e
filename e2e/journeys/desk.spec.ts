import type { Locator, Page } from "@playwright/test";
import { ACCOUNT_TYPES } from "@/domain/onboarding/account-types";
import { holds } from "@/e2e/acts/look";
import { takeSession } from "@/e2e/acts/sign-in";
import {
  nextSsn,
  openedCustomer,
  saveSteps,
  secondAdmin,
  signedUp,
  staffClient,
} from "@/e2e/customers-by-wire";
import { expect, test } from "@/e2e/test";
import { applicationAnswers } from "@/prisma/factories/application-answers";

/** The broker's desk, by keyboard: what the customers do is not the point and goes by wire. */
async function applicant(baseUrl: string, first: string, last: string) {
  const customer = await signedUp(baseUrl, { first, last });
  const { client } = customer;
  const { id } = await client.applications.start.mutate({ accountType: "INDIVIDUAL_CASH" });
  const answers = applicationAnswers({ firstName: first, lastName: last, ssn: nextSsn() });
  await saveSteps(client, id, ACCOUNT_TYPES.INDIVIDUAL_CASH.steps, answers);
  await client.applications.submit.mutate({ applicationId: id });
  return { ...customer, applicationId: id };
}

const decide = async (page: Page, reason: string, button: string) => {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Reason" }).fill(reason);
  await dialog.getByRole("button", { name: button }).click();
  await expect(dialog).toBeHidden();
};
/** A key that is pressed before the page is alive does nothing: it is pressed until its dialog is there. */
const pressFor = (page: Page, key: string, dialog: Locator) =>
  expect(async () => {
    await page.keyboard.press(key);
    await expect(dialog).toBeVisible({ timeout: 1_000 });
  }).toPass();
const waiting = (page: Page, name: string) =>
  page.getByRole("table", { name: "Applications" }).getByRole("link", { name });

test("a name of the list is found and rejected, by keyboard", async ({ admin, portal }) => {
  const customer = await applicant(portal.baseUrl, "Viktor", "Draks");
  await admin.goto("/admin/applications?flag=REVIEW&search=Draks");
  await expect(waiting(admin, "Viktor Draks")).toBeVisible();
  await pressFor(admin, "?", admin.getByRole("dialog", { name: "Keys of the desk" }));
  await admin.keyboard.press("Escape");
  // Letters that are typed into a field are letters.
  await admin.getByRole("searchbox", { name: "Search applications" }).press("j");
  await expect(admin.getByRole("searchbox", { name: "Search applications" })).toBeFocused();
  await admin.getByRole("searchbox", { name: "Search applications" }).blur();
  await admin.keyboard.press("j");
  await expect(waiting(admin, "Viktor Draks")).toBeFocused();
  await admin.keyboard.press("o");
  await expect(admin.getByRole("heading", { name: "Viktor Draks", exact: true })).toBeVisible();
  await expect(admin.getByText(/scores \d+ of 100, from 88 on you decide/)).toBeVisible();
  await holds(admin, "application");
  await admin.keyboard.press("c");
  await expect(admin.getByRole("button", { name: "Put back" })).toBeVisible();
  await admin.keyboard.press("r");
  await decide(
    admin,
    "The name, the year and the country are those of entry 1001.",
    "Reject the application",
  );
  await expect(admin.getByText("Rejected", { exact: true }).first()).toBeVisible();
  expect((await customer.client.applications.mine.query())?.status).toBe("REJECTED");
  // The customer is not told why.
  const told = JSON.stringify(await customer.client.applications.mine.query());
  expect(told).not.toContain("The name, the year");
});

test("one is asked for more, answers in the portal, and is approved", async ({ admin, page, portal }) => {
  const customer = await applicant(portal.baseUrl, "Ingeborg", "Strand");
  await admin.goto(`/admin/applications/${customer.applicationId}`);
  const dialog = admin.getByRole("dialog");
  await pressFor(admin, "m", dialog);
  await dialog
    .getByRole("textbox", { name: "Question to the customer" })
    .fill("Since when do you live there?");
  await decide(admin, "The bill is older than the move.", "Send the question");
  await expect(admin.getByText("Asked", { exact: false }).first()).toBeVisible();
  await takeSession(page.context(), portal.baseUrl, customer.cookie);
  await page.goto("/open-account");
  await expect(page.getByText("Since when do you live there?")).toBeVisible();
  await expect(page.getByText("The bill is older")).toBeHidden();
  await holds(page, "question");
  const form = page.getByRole("form", { name: "Your answer" });
  await form.getByRole("textbox", { name: "Your answer" }).fill("Since May; the new bill is attached.");
  await form.getByRole("button", { name: "Send the answer" }).click();
  await expect(form).toBeHidden();
  await admin.reload();
  await expect(admin.getByText("Since May; the new bill is attached.")).toBeVisible();
  await pressFor(admin, "a", dialog);
  await decide(admin, "The bill and the answer agree.", "Approve and open the account");
  await expect(admin.getByText("The bill and the answer agree.").first()).toBeVisible();
});

test("an account is restricted, and a purchase is refused; another lifts it", async ({
  admin,
  page,
  portal,
}) => {
  const customer = await openedCustomer(portal.baseUrl, { first: "Rolf", last: "Haltern" });
  const [account] = await customer.client.accounts.mine.query();
  await admin.goto(`/admin/accounts?search=${account?.number}`);
  await admin.getByRole("table", { name: "Accounts" }).getByRole("link", { name: "Rolf Haltern" }).click();
  await admin.getByRole("button", { name: "Restrict", exact: true }).click();
  await admin.getByRole("dialog").getByRole("radio", { name: "No buys" }).check();
  await decide(admin, "A complaint is looked into.", "Restrict at once");
  await expect(admin.getByText("in force")).toBeVisible();
  await admin.getByRole("textbox", { name: "A new note" }).fill("Called Mr Haltern at ten.");
  await admin.getByRole("button", { name: "Add the note" }).click();
  await expect(admin.getByRole("list", { name: "Notes" })).toContainText("Called Mr Haltern at ten.");
  await holds(admin, "account");
  await admin.getByRole("button", { name: "Change transfer limits" }).click();
  await expect(admin.getByRole("dialog").getByRole("textbox", { name: "One transfer" })).toHaveValue(
    "50,000.00",
  );
  await holds(admin, "transfer-limits");
  await admin.keyboard.press("Escape");
  await takeSession(page.context(), portal.baseUrl, customer.cookie);
  const refused = await customer.client.orders.place.mutate({
    accountId: customer.accountId,
    clientOrderId: "after",
    symbol: "AAPL",
    side: "BUY",
    type: "MARKET",
    timeInForce: "DAY",
    quantity: "1",
  });
  expect([refused.status, refused.reasons[0]?.code]).toEqual(["DENIED", "ACCOUNT_RESTRICTED"]);
  await page.goto(`/orders/${refused.id}`);
  await expect(page.getByText(/restricted: it can sell, but not buy/).first()).toBeVisible();
  await admin.getByRole("button", { name: "Lift" }).click();
  await decide(admin, "The complaint was a misunderstanding.", "Lift it");
  await expect(admin.getByText("lifted", { exact: true })).toBeVisible();
});

test("limits and a tax id need a second pair of eyes", async ({ admin, portal }) => {
  const customer = await applicant(portal.baseUrl, "Petra", "Ohlsen");
  const reviewer = await staffClient(portal.baseUrl, "REVIEWER");
  await reviewer.review.proposeUnmask.mutate({
    applicationId: customer.applicationId,
    reason: "The number does not match the card.",
  });
  await admin.goto("/admin/approvals");
  const proposal = admin
    .getByRole("list", { name: "Proposals" })
    .getByRole("listitem")
    .filter({ hasText: "does not match the card" });
  await proposal.getByRole("button", { name: "Approve" }).click();
  await decide(admin, "The card was seen, and differs.", "Approve it");
  await expect(proposal).toBeHidden();
  await admin.getByRole("button", { name: "Reset a second factor" }).click();
  await expect(admin.getByRole("dialog", { name: "Reset a second factor" })).toBeVisible();
  await holds(admin, "reset a second factor");
  await admin.keyboard.press("Escape");
  const [look] = (await reviewer.review.application.query({ applicationId: customer.applicationId }))
    .lookRequests;
  const shown = await reviewer.review.showTaxId.mutate({ approvalId: look?.id ?? "" });
  expect(shown.number).toHaveLength(9);
  await admin.goto(`/admin/applications/${customer.applicationId}`);
  expect(await admin.content()).not.toContain(shown.number);
  const second = await secondAdmin(portal.baseUrl);
  const { approvalId } = await second.screening.proposePlace.mutate({
    kind: "COUNTRY",
    code: "BR",
    ruling: "ALLOWED",
    effectiveOn: "2199-01-01",
    reason: "Counsel's opinion of November.",
  });
  await expect(
    second.approvals.decide.mutate({ approvalId, answer: "approve", reason: "I say so myself." }),
  ).rejects.toThrow(/Somebody else/);
});
