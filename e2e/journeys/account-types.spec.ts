import { ACCOUNT_TYPES, type AccountTypeKey, type StepId } from "@/domain/onboarding/account-types";
import { signAgreements } from "@/e2e/acts/open-account";
import { takeSession } from "@/e2e/acts/sign-in";
import { approvedByWire, nextEin, nextSsn, saveSteps, sendPaper, signedUp } from "@/e2e/customers-by-wire";
import { expect, test } from "@/e2e/test";
import { type AnswersSeed, applicationAnswers } from "@/prisma/factories/application-answers";

/**
 * The kinds of account that the other journeys don't open, on a phone: everything up to the agreements is saved without
 * the pages, then the customer signs and sends it on them, and finds the account open under its title.
 */
type Name = { first: string; last: string };
type Kind = { who: Name; title: string; second?: Name; legalName?: string };

const KINDS: { [Key in AccountTypeKey]?: Kind } = {
  JOINT_WROS_CASH: {
    who: { first: "Arne", last: "Solvik" },
    second: { first: "Liv", last: "Solvik" },
    title: "Arne Solvik & Liv Solvik JTWROS",
  },
  JOINT_WROS_MARGIN: {
    who: { first: "Tilda", last: "Grove" },
    second: { first: "Hugo", last: "Grove" },
    title: "Tilda Grove & Hugo Grove JTWROS",
  },
  JOINT_TIC_MARGIN: {
    who: { first: "Bertil", last: "Aakre" },
    second: { first: "Wilma", last: "Aakre" },
    title: "Bertil Aakre & Wilma Aakre TEN COM",
  },
  LLC_MARGIN: {
    who: { first: "Orla", last: "Penrose" },
    legalName: "Penrose Slate LLC",
    title: "Penrose Slate LLC",
  },
  CORPORATION_CASH: {
    who: { first: "Sven", last: "Tveit" },
    legalName: "Tveit Optics Inc",
    title: "Tveit Optics Inc",
  },
  CORPORATION_MARGIN: {
    who: { first: "Greta", last: "Wiborg" },
    legalName: "Wiborg Freight Corp",
    title: "Wiborg Freight Corp",
  },
  TRUST_CASH: {
    who: { first: "Konrad", last: "Ekelund" },
    legalName: "Ekelund Family Trust",
    title: "Ekelund Family Trust U/A DTD 03/09/2019",
  },
};
const opened = Object.entries(KINDS) as [AccountTypeKey, Kind][];

/** Those that journeys of their own open: opening.spec.ts, new-customer.spec.ts. */
const ELSEWHERE: readonly AccountTypeKey[] = [
  "INDIVIDUAL_CASH",
  "INDIVIDUAL_MARGIN",
  "JOINT_TIC_CASH",
  "LLC_CASH",
  "TRUST_MARGIN",
];

const seedOf = ({ first, last }: Name, more: AnswersSeed): AnswersSeed => ({
  firstName: first,
  lastName: last,
  ssn: nextSsn(),
  ...more,
});

/** The second owner, invited already, comes by the mailed link and does that part. */
async function completeCoOwner(
  accountType: AccountTypeKey,
  second: Name,
  { client, email }: Awaited<ReturnType<typeof signedUp>>,
): Promise<void> {
  const mails = await client.auth.mailbox.query({ address: email });
  const invitation = mails.find(({ href }) => href?.includes("/co-owner?token="));
  const token = new URLSearchParams(invitation?.href?.split("?")[1]).get("token") ?? "";
  const { id } = await client.applications.acceptInvitation.mutate({ token });
  const { disclosures, agreements } = applicationAnswers(seedOf(second, { accountType }));
  const own = applicationAnswers(seedOf(second, { birthDate: "1984-07-01" }));
  const answers = { ...own, disclosures, agreements };
  await saveSteps(client, id, ACCOUNT_TYPES[accountType].coOwnerSteps, answers);
}

/** All that is asked for but the signature; returns the application's id. */
async function fillIn(
  baseUrl: string,
  customer: Awaited<ReturnType<typeof signedUp>>,
  accountType: AccountTypeKey,
  { who, second, legalName }: Kind,
): Promise<string> {
  const { client } = customer;
  const { steps } = ACCOUNT_TYPES[accountType];
  const { id } = await client.applications.start.mutate({ accountType });
  if (steps.includes("documents")) await sendPaper(baseUrl, customer, id, "ENTITY_PAPER");
  const coOwner = second ? await signedUp(baseUrl, second) : null;
  const answers = applicationAnswers(
    seedOf(who, {
      accountType,
      ...(legalName ? { entity: { legalName, taxNumber: { kind: "EIN", number: nextEin() } } } : {}),
      ...(second && coOwner
        ? { coOwner: { firstName: second.first, lastName: second.last, email: coOwner.email } }
        : {}),
    }),
  );
  const isSaved = (step: StepId) => step !== "agreements";
  await saveSteps(client, id, steps.filter(isSaved), answers);
  if (second && coOwner) await completeCoOwner(accountType, second, coOwner);
  return id;
}

test("every kind of account is opened by a journey", () => {
  expect([...opened.map(([key]) => key), ...ELSEWHERE].sort()).toEqual(Object.keys(ACCOUNT_TYPES).sort());
});

for (const [accountType, kind] of opened)
  test(`${ACCOUNT_TYPES[accountType].title}: signed and sent on a phone, and open`, async ({
    page,
    portal,
  }, info) => {
    test.skip(info.project.name !== "phone", "These are walked on a phone.");
    const customer = await signedUp(portal.baseUrl, kind.who);
    const id = await test.step("fills in", () => fillIn(portal.baseUrl, customer, accountType, kind));

    await test.step("signs and sends", async () => {
      await takeSession(page.context(), portal.baseUrl, customer.cookie);
      await page.goto("/open-account/agreements");
      await signAgreements(page, `${kind.who.first} ${kind.who.last}`);
      await expect(page.getByText(ACCOUNT_TYPES[accountType].title, { exact: true })).toBeVisible();
      await page.getByRole("button", { name: "Submit application" }).click();
      await expect(page.getByRole("list", { name: "Progress of your application" })).toBeVisible();
    });

    await test.step("has the account", async () => {
      await approvedByWire(portal.baseUrl, customer.client, id);
      const open = page.getByRole("paragraph").filter({ hasText: /^Your account \S+ is open$/ });
      await expect(open).toBeVisible();
      await page.goto("/settings/accounts");
      await expect(page.getByText(kind.title, { exact: true })).toBeVisible();
    });
  });
