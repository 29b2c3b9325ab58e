import { randomInt, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { extractText } from "unpdf";
import { z } from "zod";
import { ACCOUNT_TYPES, type AccountTypeKey } from "@/domain/onboarding/account-types";
import { ROUTES } from "@/e2e/access/route-table";
import {
  nextBankNumber,
  nextEin,
  nextSsn,
  openedCustomer,
  saveSteps,
  sendPaper,
  signedUp,
  staffClient,
  staffCookie,
  type WiredCustomer,
  wireIn,
} from "@/e2e/customers-by-wire";
import { eventually, type PortalClient } from "@/e2e/portal-client";
import { askStreet, type PortalState } from "@/e2e/portal-under-test";
import { expect, test } from "@/e2e/test";
import { type AnswersSeed, applicationAnswers } from "@/prisma/factories/application-answers";
import { type Finding, type Planted, searchFor } from "@/prisma/factories/planted-secrets";

/**
 * Tax, passport and bank numbers go in by every door by which customers tell them; then everything that the portal
 * shows is read as each kind of person: pages as HTML and as the flight payload, signed papers, and the server's log.
 * None of them may be there, in no form. (The database has the same test: server/profile/planted-secrets.db.test.ts.)
 *
 * Words that are harmless go in by the same doors, and are found: so the search reaches what was told there.
 */
const SECRET = {
  ssn: nextSsn(),
  passport: `C${String(randomInt(10_000_000, 100_000_000))}`,
  foreignTin: String(randomInt(10_000_000_000, 100_000_000_000)),
  ein: nextEin(),
  signerSsn: nextSsn(),
  ownerSsn: nextSsn(),
  bankNumber: nextBankNumber(),
  wireNumber: nextBankNumber(),
};
const HARMLESS = {
  owner: "Quillfeather",
  foreigner: "Ostermoor",
  bank: "Sedgewick Savings",
  wireBank: "Fernhollow Trust",
  company: "Thornapple Ferries LLC",
  partOwner: "Marigoldsen",
};

const named = (of: object): Planted[] => Object.entries(of).map(([what, value]) => ({ what, value }));

type Somebody = { cookie: string; client: PortalClient };
type Text = { where: string; text: string };
type World = {
  owner: WiredCustomer;
  foreigner: Somebody;
  company: Somebody;
  wireId: string;
  applicationIds: string[];
  /** What the simulated bank itself says of the account that was linked by a visit to it. */
  instantNumber: string;
};

const FROM_ABROAD = {
  firstName: "Emil",
  lastName: HARMLESS.foreigner,
  identity: {
    citizenship: "DE",
    identification: {
      kind: "FOREIGN_PASSPORT",
      number: SECRET.passport,
      country: "DE",
      expiresOn: "2031-05-01",
    },
  },
  address: {
    country: "DE",
    line1: "Am Wall 3",
    line2: null,
    city: "Bremen",
    region: null,
    postalCode: "28195",
    phone: "+4942112345",
  },
  taxForm: {
    form: "W8BEN",
    foreignTin: { kind: "NUMBER", number: SECRET.foreignTin },
    treatyCountry: "DE",
    certified: true,
    signedName: `Emil ${HARMLESS.foreigner}`,
  },
} satisfies AnswersSeed;

function companySeed(): AnswersSeed {
  const { identity, address } = applicationAnswers();
  const { phone: _phone, ...home } = address;
  const partOwner = {
    ...identity,
    firstName: "Hedda",
    lastName: HARMLESS.partOwner,
    birthDate: "1966-02-20",
    identification: { kind: "SSN", number: SECRET.ownerSsn },
    who: "OTHER",
    key: "p1a2b3c4",
    share: "40",
    address: home,
  } as const;
  return {
    accountType: "LLC_CASH",
    firstName: "Bela",
    lastName: "Lundqvist",
    ssn: SECRET.signerSsn,
    entity: { legalName: HARMLESS.company, taxNumber: { kind: "EIN", number: SECRET.ein } },
    // The residence of the factory is one in the United States, with the fields of such a one.
    owners: { beneficialOwners: [partOwner as never] },
  };
}

/** An application with every step saved, by somebody new. */
async function drafted(baseUrl: string, name: { first: string; last: string }, seed: AnswersSeed) {
  const customer = await signedUp(baseUrl, name);
  const accountType: AccountTypeKey = seed.accountType ?? "INDIVIDUAL_CASH";
  const { id } = await customer.client.applications.start.mutate({ accountType });
  const { steps } = ACCOUNT_TYPES[accountType];
  if (steps.includes("documents")) await sendPaper(baseUrl, customer, id, "ENTITY_PAPER");
  await saveSteps(customer.client, id, steps, applicationAnswers(seed));
  return { ...customer, id };
}

/** Links an account by signing in at the simulated bank, as its page does; returns the number that the bank gave. */
async function linkAtTheBank(
  portal: PortalState,
  { client, accountId }: WiredCustomer,
  look: (text: Text) => void,
) {
  const { consentId, path } = await client.funding.startInstantLink.mutate({ accountId });
  const ask = async (step: string, body: object) => {
    const answer = await fetch(`${portal.baseUrl}/api/clearing/consent/${step}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ consentId, ...body }),
    });
    const text = await answer.text();
    look({ where: `the bank's answer to ${step}`, text });
    return JSON.parse(text) as unknown;
  };
  const page = await fetch(`${portal.baseUrl}${path}`);
  look({ where: path, text: await page.text() });
  await ask("sign-in", { user: "customer", passcode: "1234" });
  const { code } = z.object({ code: z.string() }).parse(await ask("agree", { account: "CHECKING" }));
  const told = await askStreet(portal, "bank/redeem", { consentId, code });
  look({
    where: "the answer to an instant link",
    text: JSON.stringify(await client.funding.finishInstantLink.mutate({ consentId, code })),
  });
  return z.object({ accountNumber: z.string() }).parse(told).accountNumber;
}

/** Asks for a wire, which the desk confirms by phone: it waits for an administrator. */
async function askForWire(portal: PortalState, owner: WiredCustomer): Promise<string> {
  const name = `Ada ${HARMLESS.owner}`;
  await wireIn(await staffClient(portal.baseUrl, "ADMIN"), owner, name, "900.00");
  const { id } = await owner.client.funding.sendWire.mutate({
    accountId: owner.accountId,
    clientTransferId: randomUUID(),
    amount: "250.00",
    beneficiaryName: name,
    bankName: HARMLESS.wireBank,
    routingNumber: "026009593",
    accountNumber: SECRET.wireNumber,
    purpose: "A boat",
  });
  const reviewer = await staffClient(portal.baseUrl, "REVIEWER");
  await reviewer.funding.recordCallback.mutate({
    transferId: id,
    phone: "(503) 555-0142",
    minutesAgo: 5,
    outcome: "CONFIRMED",
    said: "She named the amount and the bank.",
  });
  return id;
}

/** Both ways in which a page comes to a browser. */
const FORMS = [
  { form: "HTML", headers: {}, type: "text/html" },
  { form: "flight", headers: { rsc: "1" }, type: "text/x-component" },
] as const;
const AT_ONCE = 4;

/** Reads these pages as somebody, in both forms. */
async function read(baseUrl: string, who: string, cookie: string, paths: readonly string[]): Promise<Text[]> {
  const wanted = [...new Set(paths)].flatMap((path) => FORMS.map((form) => ({ path, ...form })));
  const texts: Text[] = [];
  while (wanted.length > 0) {
    const some = wanted.splice(0, AT_ONCE).map(async ({ path, form, headers, type }) => {
      const answer = await fetch(`${baseUrl}${path}`, { headers: { cookie, ...headers } });
      expect(answer.headers.get("content-type"), `${form} of ${path}`).toContain(type);
      return { where: `${who}: ${form} of ${path}`, text: await answer.text() };
    });
    texts.push(...(await Promise.all(some)));
  }
  return texts;
}

/** The addresses of all pages, and of those for customers: pages about one thing, of ours. */
function pages({ owner, wireId, applicationIds }: World): { all: string[]; customers: string[] } {
  const ours: Record<string, string[]> = {
    "/transfers/[id]": [`/transfers/${wireId}`],
    "/admin/accounts/[id]": [`/admin/accounts/${owner.accountId}`],
    "/admin/applications/[id]": applicationIds.map((id) => `/admin/applications/${id}`),
  };
  const shown = Object.entries(ROUTES).filter(([path]) => !path.startsWith("/api/"));
  const addresses = (routes: typeof shown) => routes.flatMap(([path, { at }]) => ours[path] ?? [at]);
  return { all: addresses(shown), customers: addresses(shown.filter(([, { who }]) => who === "signed-in")) };
}

/** Every paper that somebody signed, as its owner and as the desk get it, with what is packed inside. */
async function papers(baseUrl: string, { cookie, client }: Somebody, desk: string): Promise<Text[]> {
  const signed = await client.documents.signed.query();
  expect(signed.length).toBeGreaterThan(0);
  const texts: Text[] = [];
  for (const { id, title } of signed)
    for (const [query, header] of [
      ["", cookie],
      ["?review", desk],
    ] as const) {
      const answer = await fetch(`${baseUrl}/api/documents/signed/${id}${query}`, {
        headers: { cookie: header },
      });
      expect(answer.status, title).toBe(200);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      const raw = Buffer.from(bytes).toString("latin1");
      const { text } = await extractText(bytes, { mergePages: true });
      texts.push({ where: `${title}${query}`, text: [raw, text, text.replace(/\s+/g, "")].join("\n") });
    }
  return texts;
}

/** Requests that are refused, with numbers where they don't belong: what is answered, and logged, tells none. */
async function refused(baseUrl: string, { cookie, accountId }: WiredCustomer): Promise<Text[]> {
  const wrong = [
    ["funding.linkBank", { accountId, routingNumber: SECRET.bankNumber, kind: SECRET.bankNumber }],
    ["funding.sendWire", { accountId: SECRET.wireNumber, accountNumber: [SECRET.wireNumber] }],
    ["applications.saveStep", { step: SECRET.ssn, answers: { number: SECRET.ssn } }],
  ] as const;
  const texts: Text[] = [];
  for (const [path, json] of wrong) {
    const answer = await fetch(`${baseUrl}/api/trpc/${path}`, {
      method: "POST",
      headers: { cookie, "content-type": "application/json" },
      body: JSON.stringify({ json }),
    });
    expect(answer.status, path).toBe(400);
    texts.push({ where: `the refusal of ${path}`, text: await answer.text() });
  }
  return texts;
}

/** An administrator lets the wire go; the clearing firm has it. */
async function release(baseUrl: string, { client }: WiredCustomer, transferId: string): Promise<void> {
  const admin = await staffClient(baseUrl, "ADMIN");
  const { waiting } = await admin.funding.desk.query();
  const approvalId = waiting.find(({ id }) => id === transferId)?.approval?.id ?? "";
  await admin.approvals.decide.mutate({ approvalId, answer: "approve", reason: "Confirmed by phone." });
  await eventually("the wire is on its way", async () => {
    const { status } = await client.funding.transfer.query({ transferId });
    return status !== "CALLBACK" && status !== "APPROVAL";
  });
}

/** Where which harmless word stands, by the same search. */
function harmlessIn(texts: readonly Text[]): Record<string, string[]> {
  const find = searchFor(named(HARMLESS));
  const findings = texts.flatMap(({ where, text }) => find(where, text));
  return Object.fromEntries(
    Object.keys(HARMLESS).map((word) => [
      word,
      findings.filter(({ what }) => what === word).map(({ where }) => where),
    ]),
  );
}

test("planted tax, passport and bank numbers are on no page, in no paper and in no line of the log", async ({
  portal,
}) => {
  test.setTimeout(180_000);
  const { baseUrl } = portal;
  const texts: Text[] = [];
  const look = (text: Text) => texts.push(text);

  const world = await test.step("the numbers go in by every door", async (): Promise<World> => {
    const owner = await openedCustomer(
      baseUrl,
      { first: "Ada", last: HARMLESS.owner },
      { ssn: SECRET.ssn, birthDate: "1974-01-03" },
    );
    const { accountId, client } = owner;
    const kind = "CHECKING" as const;
    const link = { accountId, bankName: HARMLESS.bank, routingNumber: "021000021", kind };
    await client.funding.linkBank.mutate({ ...link, accountNumber: SECRET.bankNumber });
    const instantNumber = await linkAtTheBank(portal, owner, look);
    const abroad = await drafted(baseUrl, { first: "Emil", last: HARMLESS.foreigner }, FROM_ABROAD);
    await abroad.client.applications.submit.mutate({ applicationId: abroad.id });
    const company = await drafted(baseUrl, { first: "Bela", last: "Lundqvist" }, companySeed());
    const steps = [...ACCOUNT_TYPES.LLC_CASH.steps.slice(1), "review"];
    const draft = steps.map((step) => `/open-account/${step}`);
    texts.push(...(await read(baseUrl, "the draft", company.cookie, draft)));
    await company.client.applications.submit.mutate({ applicationId: company.id });
    const own = (await client.applications.mine.query())?.id ?? "";
    const applicationIds = [own, abroad.id, company.id];
    const wireId = await askForWire(portal, owner);
    return { owner, foreigner: abroad, company, wireId, applicationIds, instantNumber };
  });

  await test.step("everybody reads every page and paper", async () => {
    const { all, customers } = pages(world);
    const [reviewer, admin] = [await staffCookie(baseUrl, "REVIEWER"), await staffCookie(baseUrl, "ADMIN")];
    const { owner, foreigner, company } = world;
    for (const [who, cookie] of Object.entries({ owner: owner.cookie, reviewer, admin }))
      texts.push(...(await read(baseUrl, who, cookie, all)));
    for (const [who, { cookie }] of Object.entries({ foreigner, company }))
      texts.push(...(await read(baseUrl, who, cookie, customers)));
    for (const somebody of [owner, foreigner, company])
      texts.push(...(await papers(baseUrl, somebody, reviewer)));
    texts.push(...(await refused(baseUrl, owner)));
    await release(baseUrl, owner, world.wireId);
  });

  await test.step("the harmless words are found where they belong", () => {
    const both = (who: string, path: string) => FORMS.map(({ form }) => `${who}: ${form} of ${path}`);
    const desk = (path: string) => [...both("reviewer", path), ...both("admin", path)];
    const [own, abroad, company] = world.applicationIds.map((id) => desk(`/admin/applications/${id}`));
    const foundAt = harmlessIn(texts);
    const has = (what: keyof typeof HARMLESS, where: string[] = []) =>
      expect(foundAt[what], what).toEqual(expect.arrayContaining(where));
    has("owner", [...both("owner", "/settings"), ...(own ?? [])]);
    has("owner", desk(`/admin/accounts/${world.owner.accountId}`));
    has("bank", both("owner", "/transfers"));
    has("wireBank", [...both("owner", `/transfers/${world.wireId}`), ...desk("/admin/money")]);
    has("foreigner", [...both("foreigner", "/open-account"), ...(abroad ?? [])]);
    has("company", [...both("the draft", "/open-account/entity"), ...(company ?? [])]);
    has("partOwner", [...both("the draft", "/open-account/owners"), ...(company ?? [])]);
    expect(foundAt.foreigner).toContainEqual(expect.stringContaining("W-8BEN"));
  });

  const find = searchFor(named({ ...SECRET, instantNumber: world.instantNumber }));
  await test.step("the numbers are not", async () => {
    const log = await readFile(portal.logFile, "utf8");
    expect(log).toContain('"ready":true');
    const found: Finding[] = texts.flatMap(({ where, text }) => find(where, text));
    expect([...found, ...find("the log", log)]).toEqual([]);
  });

  await test.step("a number that somebody takes for a name is found", async () => {
    const { client, cookie } = world.owner;
    await client.auth.rename.mutate({ displayName: `${SECRET.ein.slice(0, 2)}-${SECRET.ein.slice(2)}` });
    for (const { where, text } of await read(baseUrl, "owner", cookie, ["/settings"]))
      expect(find(where, text)).toContainEqual(expect.objectContaining({ what: "ein", where }));
  });
});
