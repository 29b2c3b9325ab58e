import { randomInt, randomUUID } from "node:crypto";
import sharp from "sharp";
import { ACCOUNT_TYPES, type StepId } from "@/domain/onboarding/account-types";
import type { EvidenceKind } from "@/domain/evidence/kinds";
import type { StepAnswers } from "@/domain/onboarding/steps";
import { freshCode } from "@/e2e/acts/authenticator";
import type { Login } from "@/e2e/acts/sign-in";
import { eventually, type PortalClient, portalClient, signInByWire } from "@/e2e/portal-client";
import { type AnswersSeed, applicationAnswers } from "@/prisma/factories/application-answers";
import { DEMO_LOGINS } from "@/prisma/seed/logins";

type StaffRole = "REVIEWER" | "ADMIN";

/** The broker's staff in every portal under test. */
export function staffLogin(role: StaffRole): Login {
  const login = DEMO_LOGINS.find((candidate) => candidate.role === role);
  if (!login) throw new Error(`there is no ${role}`);
  return login;
}

/** Another administrator: what one has proposed, somebody else approves. */
export function secondAdminLogin(): Login {
  const login = DEMO_LOGINS.findLast((candidate) => candidate.role === "ADMIN");
  if (!login) throw new Error("there is no second administrator");
  return login;
}

const staffCookies = new Map<string, Promise<string>>();

/** The Cookie header of a member of staff, who signs in once for all tests of a portal: each code is taken once. */
function cookieOf(baseUrl: string, login: Login): Promise<string> {
  const who = `${baseUrl} ${login.email}`;
  const cookie = staffCookies.get(who) ?? signInByWire(baseUrl, login);
  staffCookies.set(who, cookie);
  return cookie;
}
export const staffCookie = (baseUrl: string, role: StaffRole): Promise<string> =>
  cookieOf(baseUrl, staffLogin(role));

export const staffClient = async (baseUrl: string, role: StaffRole): Promise<PortalClient> =>
  portalClient(baseUrl, await staffCookie(baseUrl, role));
export const secondAdminCookie = (baseUrl: string): Promise<string> => cookieOf(baseUrl, secondAdminLogin());
export const secondAdmin = async (baseUrl: string): Promise<PortalClient> =>
  portalClient(baseUrl, await secondAdminCookie(baseUrl));

export type WiredCustomer = {
  email: string;
  password: string;
  secondFactorKey: string;
  cookie: string;
  client: PortalClient;
  accountId: string;
};

const PASSWORD = "calm harbour lantern";
/** A number that can be a Social Security number, and hardly anybody else's of this run. */
export const nextSsn = (): string =>
  `2${String(randomInt(10, 100))}${String(randomInt(10, 100))}${String(randomInt(1001, 10_000))}`;

/** A number that can be an employer's, and hardly anybody else's of this run. */
export const nextEin = (): string => `84${String(randomInt(10_000_000)).padStart(7, "0")}`;

/** Nobody else's bank account, whichever process made it; the simulated bank keeps endings such as 0001 for special cases. */
export const nextBankNumber = (): string => `88${String(randomInt(100_000_000)).padStart(8, "0")}77`;

/** Signs a person up and confirms the address: somebody who can sign in and has nothing yet. */
export async function newLogin(baseUrl: string, name: { first: string; last: string }): Promise<Login> {
  const nobody = portalClient(baseUrl);
  const email = `${name.first}.${name.last}.${randomUUID().slice(0, 8)}@example.com`.toLowerCase();
  const displayName = `${name.first} ${name.last}`;
  await nobody.auth.signUp.mutate({ email, displayName, password: PASSWORD });
  const [mail] = await nobody.auth.mailbox.query({ address: email });
  const token = new URL(mail?.href ?? "", baseUrl).searchParams.get("token") ?? "";
  await nobody.auth.verifyEmail.mutate({ token });
  return { email, password: PASSWORD };
}

/** The same, signed in: everything that the pages do, without the pages. */
export async function signedUp(
  baseUrl: string,
  name: { first: string; last: string },
): Promise<Omit<WiredCustomer, "accountId" | "secondFactorKey">> {
  const login = await newLogin(baseUrl, name);
  const cookie = await signInByWire(baseUrl, login);
  return { ...login, cookie, client: portalClient(baseUrl, cookie) };
}

/** Saves these steps of somebody's own application, or of the joint one to which somebody was invited. */
export async function saveSteps(
  client: PortalClient,
  applicationId: string,
  steps: readonly StepId[],
  answers: StepAnswers,
): Promise<void> {
  for (const step of steps) {
    const save = { applicationId, step, answers: answers[step] };
    await client.applications.saveStep.mutate(
      save as Parameters<typeof client.applications.saveStep.mutate>[0],
    );
  }
}

const picture = sharp({
  create: {
    width: 640,
    height: 480,
    channels: 3,
    background: "#cfd8dc",
    noise: { type: "gaussian", mean: 128, sigma: 30 },
  },
});

/** Sends a picture in as a paper of an application, at the door that the pages use. */
export async function sendPaper(
  baseUrl: string,
  { cookie }: { cookie: string },
  applicationId: string,
  kind: EvidenceKind,
): Promise<void> {
  const about = new URLSearchParams({ subjectType: "APPLICATION", subjectId: applicationId, kind });
  const answer = await fetch(`${baseUrl}/api/evidence?${about}`, {
    method: "POST",
    headers: { cookie, "x-file-name": "paper.png" },
    body: new Uint8Array(await picture.clone().png().toBuffer()),
  });
  if (answer.status !== 201)
    throw new Error(`the paper was not taken: ${answer.status} ${await answer.text()}`);
}

/** The broker's side: approved, and opened by the clearing firm. Returns the account's id. */
export async function approvedByWire(
  baseUrl: string,
  client: PortalClient,
  applicationId: string,
): Promise<string> {
  const reviewer = await staffClient(baseUrl, "REVIEWER");
  const reason = "All checks clear; identity and address agree.";
  await reviewer.review.decide.mutate({ applicationId, decision: "approve", reason });
  const account = await eventually("the clearing firm opens the account", async () =>
    (await client.accounts.mine.query()).find(({ number }) => number !== null),
  );
  return account.id;
}

/** The same, with an account opened and approved. `told` is what is to be told on the way, of what matters. */
export async function openedCustomer(
  baseUrl: string,
  name: { first: string; last: string },
  told: AnswersSeed = {},
): Promise<WiredCustomer> {
  const customer = await signedUp(baseUrl, name);
  const { client } = customer;
  const secondFactorKey = await setUpApp(baseUrl, client);
  const { id } = await client.applications.start.mutate({ accountType: "INDIVIDUAL_CASH" });
  const seed = { firstName: name.first, lastName: name.last, ssn: nextSsn(), ...told };
  await saveSteps(client, id, ACCOUNT_TYPES.INDIVIDUAL_CASH.steps, applicationAnswers(seed));
  await client.applications.submit.mutate({ applicationId: id });
  return { ...customer, secondFactorKey, accountId: await approvedByWire(baseUrl, client, id) };
}

/** Sets up an authenticator app; for the next ten minutes the session may move money. */
async function setUpApp(baseUrl: string, client: PortalClient): Promise<string> {
  const { key } = await client.auth.beginSecondFactor.mutate({ password: PASSWORD });
  await client.auth.confirmSecondFactor.mutate({ code: await freshCode(baseUrl, key) });
  return key;
}

/** Takes the Level II plan, as a non-professional: books may be read from now on. */
export async function takeLevelTwo({ client, accountId }: WiredCustomer): Promise<void> {
  const { prices } = await client.marketData.declare.mutate({
    version: "2026-01",
    answers: { registered: false, adviser: false, institution: false, business: false, others: false },
  });
  const monthlyPrice = prices.LEVEL_II.NON_PROFESSIONAL;
  await client.marketData.choose.mutate({ accountId, plan: "LEVEL_II", monthlyPrice });
}

/**
 * Gives an account the limits of a program that trades: no pause between orders, and no question about twins. One
 * administrator proposes them, another approves.
 */
export async function liftLimits(
  admin: PortalClient,
  second: PortalClient,
  accountId: string,
): Promise<void> {
  const { approvalId } = await admin.risk.proposeLimits.mutate({
    accountId,
    maxShares: "50000",
    maxValue: "1000000.00",
    maxOpenOrders: 1_000_000,
    ordersPerSecond: 1_000_000,
    limitCollar: "0.10",
    duplicateSeconds: 0,
    haltPolicy: "QUEUE",
    marginRegime: null,
    reason: "A program of this customer sends orders without a pause.",
  });
  await second.approvals.decide.mutate({ approvalId, answer: "approve", reason: "The program is known." });
}

/** Links a bank and asks for a deposit of so many dollars; it becomes available days later. */
export async function deposit({ client, accountId }: WiredCustomer, amount: string): Promise<void> {
  const { id: bankLinkId } = await client.funding.linkBank.mutate({
    accountId,
    bankName: "First National",
    routingNumber: "021000021",
    accountNumber: nextBankNumber(),
    kind: "CHECKING",
  });
  await eventually("the bank confirms the account", async () =>
    (await client.funding.links.query({ accountId })).find(({ status }) => status === "VERIFIED"),
  );
  await client.funding.deposit.mutate({ accountId, bankLinkId, clientTransferId: "first", amount });
}

/** Money that is there at once: a wire from the customer's own bank, which the clearing firm books. */
export async function wireIn(
  admin: PortalClient,
  { client, accountId }: WiredCustomer,
  originatorName: string,
  amount: string,
): Promise<void> {
  const mine = await client.accounts.mine.query();
  const accountNumber = mine.find(({ id }) => id === accountId)?.number ?? "";
  await admin.funding.letWireArrive.mutate({
    accountNumber,
    amount,
    originatorName,
    originatorBank: "Harbor Trust",
  });
  await eventually("the wire has arrived", async () => {
    const { withdrawable } = await client.funding.limits.query({ accountId });
    return Number(withdrawable) >= Number(amount);
  });
}

/** Lets the street end a day and begin the next. */
export async function nextDay(admin: PortalClient): Promise<void> {
  const before = await admin.clearing.desk.query();
  await admin.clearing.runTo.mutate({ target: "NEXT_DAY" });
  await eventually("the next day", async () => {
    const { clock, lastImport } = await admin.clearing.desk.query();
    return (
      clock.runUntil === null &&
      clock.exchangeNow > before.clock.exchangeNow &&
      lastImport !== before.lastImport
    );
  });
}

/** Days pass until everybody can trade with what they deposited. */
export async function untilFunded(admin: PortalClient, customers: readonly WiredCustomer[]): Promise<void> {
  const isFunded = async ({ client, accountId }: WiredCustomer) =>
    (await client.funding.transfers.query({ accountId })).transfers.every(
      ({ status }) => status === "AVAILABLE",
    );
  for (let days = 0; days < 12; days++) {
    if ((await Promise.all(customers.map(isFunded))).every(Boolean)) return;
    await nextDay(admin);
  }
  throw new Error("a deposit is not available after twelve days");
}
