import { Writable } from "node:stream";
import pg from "pg";
import { pino } from "pino";
import { extractText } from "unpdf";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { completeCoOwner, draftApplication } from "@/prisma/factories/applications";
import { type AnswersSeed, applicationAnswers } from "@/prisma/factories/application-answers";
import { type Finding, numbersIn, type Planted, searchFor } from "@/prisma/factories/planted-secrets";
import { createActor } from "@/prisma/factories/users";
import { asPerson, install, type Installation } from "@/server/compose";
import { LOG_OPTIONS } from "@/server/platform/log";
import type { Actor } from "@/server/platform/actor";
import { newId } from "@/server/platform/ids";
import { testDatabase } from "@/server/platform/testing/database";
import { testEnv } from "@/server/platform/testing/deps";

vi.setConfig({ testTimeout: 60_000 });

const database = await testDatabase();
const logged: string[] = [];
const log = pino(
  { ...LOG_OPTIONS, level: "trace" },
  new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged.push(chunk.toString());
      done();
    },
  }),
);

/** Numbers that nobody else has, through every door by which a customer tells one. */
const HOLDERS = {
  alone: { ssn: "287654321", firstName: "Alma", lastName: "Kraft", birthDate: "1974-01-03" },
  company: {
    accountType: "LLC_CASH",
    ssn: "267834519",
    firstName: "Bela",
    lastName: "Lund",
    birthDate: "1970-07-13",
    entity: { taxNumber: { kind: "EIN", number: "84-7261935" } },
  },
  joint: {
    accountType: "JOINT_WROS_CASH",
    ssn: "246813579",
    firstName: "Cora",
    lastName: "Moen",
    birthDate: "1969-11-23",
    coOwner: { firstName: "Dora", lastName: "Moen", email: "dora.moen@example.com" },
  },
  abroad: {
    firstName: "Emil",
    lastName: "Nord",
    birthDate: "1985-05-05",
    identity: {
      citizenship: "DE",
      identification: {
        kind: "FOREIGN_PASSPORT",
        number: "C4P9T2X7K",
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
      foreignTin: { kind: "NUMBER", number: "65929970489" },
      treatyCountry: "DE",
      certified: true,
      signedName: "Emil Nord",
    },
  },
} satisfies Record<string, AnswersSeed>;
const CO_OWNER = { ssn: "258147369", firstName: "Dora", lastName: "Moen", birthDate: "1971-04-04" };
const BANK_NUMBER = "70031415926535";
const WIRE_NUMBER = "70027182818284";

const planted: Planted[] = [
  ...Object.entries(HOLDERS).flatMap(([who, seed]) =>
    numbersIn(partsUsed(seed)).map((secret) => ({ ...secret, what: `${who}: ${secret.what}` })),
  ),
  { what: "co-owner", value: CO_OWNER.ssn },
  { what: "bank account", value: BANK_NUMBER },
  { what: "account that a wire goes to", value: WIRE_NUMBER },
];
/** Those of the steps that this kind of account has: the factory answers all that there are. */
function partsUsed(seed: AnswersSeed) {
  const { entity, ...answers } = applicationAnswers(seed);
  return seed.accountType?.startsWith("LLC") ? { entity, ...answers } : answers;
}
let find = searchFor(planted);

let installation: Installation;
const opened: { actor: Actor; accountId: string; applicationId: string }[] = [];

beforeAll(async () => {
  installation = await install(testEnv(database.url, { EXCHANGE_CLOCK: "virtual" }), "in-process", { log });
  const { deps, pump } = installation;
  await deps.controls.setRate(0);
  const person = (email: string, more = {}) => createActor(deps.db, { email, ...more }, deps.clock.now());
  const desk = asPerson(deps, await person("desk@example.com", { role: "REVIEWER" }));
  for (const [who, seed] of Object.entries(HOLDERS)) {
    const actor = await person(`${who}@example.com`);
    const api = asPerson(deps, actor);
    const applicationId = await draftApplication(deps, actor, seed);
    if (who === "joint") {
      const invitedAs = HOLDERS.joint.coOwner.email;
      await completeCoOwner(deps, await person(invitedAs), { ...CO_OWNER, invitedAs });
    }
    if (who === "company") continue; // It lacks its papers; its numbers are in the draft.
    await api.applications.submit({ applicationId });
    const decided = await desk.review.decide({ applicationId, decision: "approve", reason: "All is well." });
    opened.push({ actor, applicationId, accountId: decided.accountId ?? "" });
  }
  await pump.run(200);
  const [first] = opened;
  if (!first) throw new Error("nothing was opened");
  await asPerson(deps, first.actor).funding.linkBank({
    accountId: first.accountId,
    bankName: "First National",
    routingNumber: "021000021",
    accountNumber: BANK_NUMBER,
    kind: "CHECKING",
  });
  await pump.run(200);
  planted.push({ what: "account linked at the bank", value: await linkAtTheBank(first) });
  find = searchFor(planted);
  await sendWire(first, desk, asPerson(deps, await person("payer@example.com", { role: "ADMIN" })));
}, 120_000);
afterAll(() => installation.close());

type Api = ReturnType<typeof asPerson>;

/** Links an account by signing in at the simulated bank; returns the number that the bank gave for it. */
async function linkAtTheBank({ actor, accountId }: (typeof opened)[number]): Promise<string> {
  const { deps, doors } = installation;
  const { funding } = asPerson(deps, actor);
  const { consentId } = await funding.startInstantLink({ accountId });
  const ask = async (step: string, body: object): Promise<{ code: string }> => {
    const url = `http://bank.test/api/clearing/consent/${step}`;
    const asked = { method: "POST", body: JSON.stringify({ consentId, ...body }) };
    return (await doors.answer(new Request(url, asked))).json() as Promise<{ code: string }>;
  };
  await ask("sign-in", { user: "customer", passcode: "1234" });
  const { code } = await ask("agree", { account: "CHECKING" });
  const { accountNumber } = await deps.ports.bank.redeemConsent(consentId, code);
  await funding.finishInstantLink({ consentId, code });
  return accountNumber;
}

/** Money comes by wire and a part of it leaves by wire: confirmed by phone, approved, instructed to the clearing firm. */
async function sendWire({ actor, accountId }: (typeof opened)[number], desk: Api, admin: Api): Promise<void> {
  const { deps, pump } = installation;
  const api = asPerson(deps, actor);
  const [account] = await api.accounts.mine();
  const name = account?.title ?? "";
  await admin.funding.letWireArrive({
    accountNumber: account?.number ?? "",
    amount: "900.00",
    originatorName: name,
    originatorBank: "Harbor Trust",
  });
  await pump.run(200);
  const { id: transferId } = await api.funding.sendWire({
    accountId,
    clientTransferId: "wire",
    amount: "250.00",
    beneficiaryName: name,
    bankName: "Harbor Trust",
    routingNumber: "026009593",
    accountNumber: WIRE_NUMBER,
    purpose: "A boat",
  });
  const call = { phone: "(503) 555-0142", minutesAgo: 5, said: "She named the amount." };
  await desk.funding.recordCallback({ transferId, outcome: "CONFIRMED", ...call });
  const { waiting } = await admin.funding.desk();
  const approvalId = waiting.find(({ id }) => id === transferId)?.approval?.id ?? "";
  await admin.approvals.decide({ approvalId, answer: "approve", reason: "Confirmed by phone." });
  await pump.run(200);
  // The clearing firm was instructed, with the number, and has paid.
  expect(await api.funding.transfer({ transferId })).toMatchObject({ status: "COMPLETED" });
}

/** The whole database as text: every row of every table of every schema that is ours, binary columns as what they are. */
async function dump(look: (where: string, text: string) => Finding[]): Promise<Finding[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string; binary: string[] }>(`
      select format('%I.%I', t.table_schema, t.table_name) as name,
        coalesce(array_agg(format('%I', c.column_name)) filter (where c.data_type = 'bytea'), '{}') as binary
      from information_schema.tables t join information_schema.columns c using (table_schema, table_name)
      where t.table_type = 'BASE TABLE' and t.table_schema not in ('pg_catalog', 'information_schema')
      group by 1`);
    expect(tables.length).toBeGreaterThan(60);
    const found: Finding[] = [];
    for (const { name, binary } of tables) {
      const { rows } = await client.query<Record<string, unknown>>(
        `select t::text as row_text${binary.map((column) => `, t.${column}`).join("")} from ${name} t`,
      );
      for (const row of rows)
        for (const value of Object.values(row)) found.push(...look(name, await textOf(value)));
    }
    return found;
  } finally {
    await client.end();
  }
}

async function textOf(value: unknown): Promise<string> {
  if (!(value instanceof Uint8Array)) return String(value);
  const raw = Buffer.from(value).toString("latin1");
  if (!raw.startsWith("%PDF-")) return raw;
  // What a paper shows is packed inside it.
  const { text } = await extractText(Uint8Array.from(value), { mergePages: true });
  return `${raw}\n${text}\n${text.replace(/\s+/g, "")}`;
}

describe("planted tax, passport and bank numbers", () => {
  it("came in by every door", () => {
    expect(planted.map(({ what }) => what.replace(/\..*\./, "."))).toEqual(
      expect.arrayContaining([
        "alone: identity.number",
        "company: entity.number",
        "co-owner",
        "bank account",
        "account that a wire goes to",
        "account linked at the bank",
      ]),
    );
    expect(planted.length).toBeGreaterThanOrEqual(8);
    expect(opened).toHaveLength(3);
  });

  it("are nowhere in clear in the whole database", async () => {
    expect(await dump(find)).toEqual([]);
  });

  it("would be found: a row that has one in clear, grouped, encoded, hashed or in bytes", async () => {
    const { deps } = installation;
    const secret = HOLDERS.alone.ssn;
    const controls = [
      `It is ${secret}.`,
      `It is ${secret.slice(0, 3)}-${secret.slice(3, 5)}-${secret.slice(5)}.`,
      Buffer.from(`{"ssn":"${secret}"}`).toString("base64"),
    ];
    for (const body of controls) {
      const id = newId();
      const mail = { id, recipient: "x@example.com", subject: "Control", body, createdAt: new Date(0) };
      await deps.db.mailMessage.create({ data: mail });
      const where = (await dump(find)).map((finding) => finding.where);
      expect(new Set(where), body).toEqual(new Set(["portal.mail_message"]));
      await deps.db.mailMessage.delete({ where: { id } });
    }
    const paper = await deps.db.document.create({
      data: {
        id: newId(),
        accountId: opened[0]?.accountId ?? "",
        kind: "STATEMENT",
        subject: "control",
        title: "Control",
        onDate: new Date(0),
        model: {},
        sha256: "0",
        size: 1,
        createdAt: new Date(0),
        content: { create: { bytes: new TextEncoder().encode(`a ${BANK_NUMBER} b`) } },
      },
    });
    const found = await dump(find);
    expect(found.map(({ where }) => where)).toContain("portal.document_content");
    expect(new Set(found.map(({ what }) => what))).toEqual(new Set(["bank account"]));
    expect(paper.title).toBe("Control");
  });

  it("are in no answer to the customer or the desk", async () => {
    const { deps } = installation;
    const staff = asPerson(
      deps,
      await createActor(deps.db, { email: "admin@example.com", role: "ADMIN" }, deps.clock.now()),
    );
    const found: Finding[] = [];
    const look = async (where: string, answer: Promise<unknown>) =>
      found.push(...find(where, JSON.stringify(await answer)));
    for (const { actor, accountId, applicationId } of opened) {
      const api = asPerson(deps, actor);
      await look("applications.mine", api.applications.mine());
      await look("profile.mine", api.profile.mine());
      await look("funding.links", api.funding.links({ accountId }));
      const { transfers } = await api.funding.transfers({ accountId });
      await look("funding.transfers", Promise.resolve(transfers));
      for (const { id } of transfers) {
        await look("funding.transfer", api.funding.transfer({ transferId: id }));
        await look("funding.deskTransfer", staff.funding.deskTransfer({ transferId: id }));
      }
      await look("activity.list", api.activity.list({ accountId }));
      await look("documents.list", api.documents.list({ accountId }));
      await look("requests.ofAccount", api.requests.ofAccount({ accountId }));
      await look("review.application", staff.review.application({ applicationId }));
      await look("accounts.detail", staff.accounts.detail({ accountId }));
    }
    await look("funding.desk", staff.funding.desk());
    await look("audit.list", staff.audit.list({}));
    await look("requestDesk.queue", staff.requestDesk.queue({ show: "WAITING" }));
    expect(found).toEqual([]);
  });

  it("are in no line of the log, when something fails either", async () => {
    const { deps } = installation;
    const [first] = opened;
    if (!first) throw new Error("nothing was opened");
    const broken = () => {
      throw new Error("the cipher is broken");
    };
    const failing = asPerson(
      { ...deps, cipher: { ...deps.cipher, encrypt: broken, decrypt: broken } },
      first.actor,
    );
    const link = {
      accountId: first.accountId,
      bankName: "First",
      routingNumber: "021000021",
      kind: "CHECKING",
    } as const;
    await expect(failing.funding.linkBank({ ...link, accountNumber: BANK_NUMBER })).rejects.toThrow();
    await expect(
      asPerson(deps, first.actor).funding.linkBank({
        ...link,
        kind: BANK_NUMBER as never,
        accountNumber: BANK_NUMBER,
      }),
    ).rejects.toThrow();
    const text = logged.join("");
    expect(text).toContain("the cipher is broken");
    expect(find("log", text)).toEqual([]);
    log.info({ accountNumber: BANK_NUMBER }, "a number under its own name is removed");
    expect(find("log", logged.join(""))).toEqual([]);
    log.info(`a number in a sentence is not: ${BANK_NUMBER}`);
    expect(find("log", logged.join(""))).not.toEqual([]);
  });
});
