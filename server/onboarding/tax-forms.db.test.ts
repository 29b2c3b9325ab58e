import { beforeAll, describe, expect, it, vi } from "vitest";
import { cashJournal } from "@/domain/ledger/posting-rules";
import { money } from "@/domain/money/money";
import { instantAt, localDate, localDateOf } from "@/domain/time/instant";
import { type AnswersSeed, applicationAnswers } from "@/prisma/factories/application-answers";
import { completeCoOwner, submittedApplication, draftApplication } from "@/prisma/factories/applications";
import { createActor } from "@/prisma/factories/users";
import { asPerson } from "@/server/compose";
import { printSignedPapers } from "@/server/documents";
import { postJournals } from "@/server/ledger";
import { remindOfTaxForms, submitApplication } from "@/server/onboarding";
import { decideApplication } from "@/server/onboarding/decide-application";
import { signTaxForm } from "@/server/onboarding/sign-tax-form";
import { at, steeredWorld, SYMBOL } from "@/server/orders/testing/steered-world";
import type { Actor } from "@/server/platform/actor";
import { newId } from "@/server/platform/ids";

vi.setConfig({ testTimeout: 60_000 });

let world: Awaited<ReturnType<typeof steeredWorld>>;
let reviewer: Actor;
let german: Awaited<ReturnType<typeof opened>>;
let count = 0;

const IN_GERMANY: AnswersSeed = {
  identity: {
    citizenship: "DE",
    identification: { kind: "FOREIGN_PASSPORT", number: "C01X00T47", country: "DE", expiresOn: "2031-05-01" },
  },
  address: {
    country: "DE",
    line1: "Lindenweg 4",
    line2: null,
    city: "Freiburg",
    region: null,
    postalCode: "79100",
    phone: "+4976155501",
  },
};

const person = () =>
  createActor(world.deps.db, { email: `owner-${++count}@example.com` }, world.deps.clock.now());

async function approved(applicationId: string): Promise<string> {
  const decision = { applicationId, decision: "approve", reason: "All is well." } as const;
  const { accountId } = await decideApplication(world.deps, reviewer, decision);
  await world.settle();
  return accountId ?? "";
}

/** Somebody whose account was opened by the clearing firm, through the door that everybody takes. */
async function opened(seed: AnswersSeed) {
  const actor = await person();
  const applicationId = await submittedApplication(world.deps, actor, seed);
  return { actor, applicationId, accountId: await approved(applicationId), api: asPerson(world.deps, actor) };
}
const firmOf = (accountId: string) =>
  world.database.street.firmAccount.findUniqueOrThrow({ where: { reference: accountId } });
const treatyForm = (seed: AnswersSeed) => {
  const form = applicationAnswers(seed)["tax-form"];
  if (form.form !== "W8BEN") throw new Error("this is somebody foreign");
  return form;
};

beforeAll(async () => {
  world = await steeredWorld(at("10:00"));
  const now = world.deps.clock.now();
  reviewer = await createActor(world.deps.db, { email: "desk@example.com", role: "REVIEWER" }, now);
  for (const [exDate, payDate] of [
    ["2026-06-02", "2026-06-03"],
    ["2026-06-04", "2026-06-05"],
  ])
    await world.script({
      kind: "ACTION",
      symbol: SYMBOL,
      exDate,
      type: "CASH_DIVIDEND",
      value: "1",
      payDate,
    } as never);
  german = await opened(IN_GERMANY);
}, 60_000);

describe("a tax form after opening", () => {
  it("is shown as it is on file", async () => {
    const [view] = await german.api.taxForms.mine();
    expect(view).toMatchObject({
      accountId: german.accountId,
      current: { form: "W8BEN", country: "DE", treatyCountry: "DE", stage: "VALID" },
      source: { taxForm: { fitting: "W8BEN", treatyRate: "0.15" } },
    });
    expect(view?.source.numbersOnFile["foreign-tin"]?.last4).toBe("8911");
    expect(JSON.stringify(view)).not.toContain("12345678911");
  });

  it("is another row and paper beside the first, in the firm's account master, and what dividends go by", async () => {
    const { db } = world.deps;
    const { number } = await db.account.findUniqueOrThrow({ where: { id: german.accountId } });
    const exchangeAt = await world.deps.clock.exchangeNow();
    const posting = {
      source: "test:money",
      accountId: german.accountId,
      amount: money("20000"),
      on: localDateOf(exchangeAt),
      exchangeAt,
    };
    await postJournals(db, [cashJournal("DEPOSIT", posting), cashJournal("DEPOSIT_RELEASE", posting)]);
    await world.database.street.firmBalance.create({
      data: { accountNumber: number ?? "", asset: "USD", tradeDateQty: "20000", settledQty: "20000" },
    });
    const order = {
      accountId: german.accountId,
      clientOrderId: newId(),
      symbol: SYMBOL,
      side: "BUY",
    } as const;
    await german.api.orders.place({ ...order, type: "MARKET", timeInForce: "DAY", quantity: "100" });
    await world.settle();
    await world.to(instantAt(localDate("2026-06-03"), "10:00"));

    const form = { ...treatyForm(IN_GERMANY), treatyCountry: null };
    const sign = (answers: object) =>
      german.api.taxForms.sign({ accountId: german.accountId, answers } as never);
    await expect(sign({ ...form, signedName: "Somebody Else" })).rejects.toMatchObject({ message: /valid/ });
    await expect(sign({ ...form, treatyCountry: "FR" })).rejects.toThrow();
    await expect(sign(applicationAnswers()["tax-form"])).rejects.toThrow();
    expect(await db.signedTaxForm.count({ where: { userId: german.actor.userId } })).toBe(1);
    const [view] = await sign({ ...form, foreignTin: { kind: "NUMBER", number: "99887766554" } });
    expect(view?.current).toMatchObject({ treatyCountry: null, stage: "VALID" });
    expect(view?.source.numbersOnFile["foreign-tin"]?.last4).toBe("6554");
    await world.settle();
    expect(await firmOf(german.accountId)).toMatchObject({
      taxForm: "W8BEN",
      taxCountry: "DE",
      taxTreaty: false,
    });

    await world.to(instantAt(localDate("2026-06-08"), "10:00"));
    const paid = await db.entitlement.findMany({
      where: { accountId: german.accountId },
      orderBy: { action: { exDate: "asc" } },
    });
    expect(paid.map(({ gross, withheld }) => [gross.toFixed(2), withheld.toFixed(2)])).toEqual([
      ["100.00", "15.00"],
      ["100.00", "30.00"],
    ]);
    expect(paid.every(({ paidOn }) => paidOn !== null)).toBe(true);

    expect(await db.signedTaxForm.count({ where: { userId: german.actor.userId } })).toBe(2);
    await printSignedPapers(world.deps, { max: 50 });
    const papers = await db.signedPaper.findMany({
      where: { userId: german.actor.userId, kind: "TAX_FORM" },
      include: { content: { select: { sha256: true } } },
      orderBy: { signedAt: "asc" },
    });
    expect(papers).toHaveLength(2);
    expect(papers[1]).toMatchObject({ content: { sha256: expect.any(String) }, ip: expect.any(String) });
    expect(JSON.stringify(papers[1]?.model)).toContain(`Account ${number}`);
    expect(JSON.stringify(papers[1]?.model)).toContain("ending 6554");
    const mail = await db.mailMessage.findFirstOrThrow({
      where: { recipient: german.actor.email },
      orderBy: { createdAt: "desc" },
    });
    expect(mail.subject).toBe("We have your new Form W-8BEN");
    await expect(db.signedTaxForm.deleteMany({})).rejects.toThrow();
  });

  it("is each holder's own; one W-9 among them makes the account a US person's", async () => {
    const [first, second, stranger] = [await person(), await person(), german.api];
    const applicationId = await draftApplication(world.deps, first, {
      accountType: "JOINT_WROS_CASH",
      firstName: "Paula",
      ssn: "523456781",
      coOwner: { email: second.email },
    });
    const ida = { firstName: "Ida", lastName: "Holm", birthDate: "1984-02-03", ssn: "523456782" };
    await completeCoOwner(world.deps, second, { invitedAs: second.email, ...ida });
    await submitApplication(world.deps, first, { applicationId });
    const accountId = await approved(applicationId);
    await expect(
      stranger.taxForms.sign({ accountId, answers: treatyForm(IN_GERMANY) }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await firmOf(accountId)).toMatchObject({ taxForm: "W9", taxBackup: false });

    const answers = { ...applicationAnswers(ida)["tax-form"], isSubjectToBackup: true } as never;
    const [view] = await asPerson(world.deps, second).taxForms.sign({ accountId, answers });
    expect(view).toMatchObject({
      current: { form: "W9", isSubjectToBackup: true },
      source: { part: "CO_OWNER" },
    });
    await world.settle();
    expect(await firmOf(accountId)).toMatchObject({ taxForm: "W9", taxBackup: true });
    const [others] = await asPerson(world.deps, first).taxForms.mine();
    expect(others?.current).toMatchObject({ isSubjectToBackup: false });
    // And his own name does not sign for the other.
    await expect(asPerson(world.deps, first).taxForms.sign({ accountId, answers })).rejects.toThrow();
    await asPerson(world.deps, second).taxForms.sign({
      accountId,
      answers: applicationAnswers(ida)["tax-form"],
    });
    await world.settle();
    expect(await firmOf(accountId)).toMatchObject({ taxForm: "W9", taxBackup: false });
  });
});

it("reminds from ninety days before the last day of the form that counts, and once after it", async () => {
  const { deps } = world;
  const on = (day: string) => ({
    ...deps,
    clock: Object.assign(Object.create(deps.clock), { now: () => instantAt(localDate(day), "12:00") }),
  });
  const subjects = async () =>
    (
      await deps.db.mailMessage.findMany({
        where: { recipient: german.actor.email, link: { contains: "/settings/tax" } },
        orderBy: { createdAt: "asc" },
      })
    ).map(({ subject }) => subject);
  const { validThrough } = await deps.db.signedTaxForm.findFirstOrThrow({
    where: { userId: german.actor.userId },
  });
  const year = validThrough?.getUTCFullYear() ?? 0;
  expect(await remindOfTaxForms(on(`${year}-10-01`))).toBe(0);
  // Two looks at the same moment send one mail, and only of the latest form.
  const sent = await Promise.all([
    remindOfTaxForms(on(`${year}-10-02`)),
    remindOfTaxForms(on(`${year}-10-02`)),
  ]);
  expect(sent.toSorted()).toEqual([0, 1]);
  expect(await remindOfTaxForms(on(`${year}-12-31`))).toBe(0);
  expect(await remindOfTaxForms(on(`${year + 1}-01-01`))).toBe(1);
  expect(await remindOfTaxForms(on(`${year + 1}-02-01`))).toBe(0);
  expect(await subjects()).toEqual([
    `Please renew your Form W-8BEN by 31 Dec ${year}`,
    "Your Form W-8BEN has run out",
  ]);
  const late = asPerson(on(`${year + 1}-01-02`), german.actor);
  expect((await late.taxForms.mine())[0]?.current?.stage).toBe("EXPIRED");
  const answers = treatyForm(IN_GERMANY);
  const origin = { ip: "192.0.2.7", userAgent: "test" };
  await signTaxForm(on(`${year + 1}-01-02`), german.actor, { accountId: german.accountId, answers }, origin);
  expect((await late.taxForms.mine())[0]?.current).toMatchObject({
    stage: "VALID",
    validThrough: `${year + 4}-12-31`,
  });
  await world.settle();
  expect(await firmOf(german.accountId)).toMatchObject({
    taxTreaty: true,
    taxValidThrough: new Date(`${year + 4}-12-31`),
  });
  expect(await remindOfTaxForms(on(`${year + 1}-02-02`))).toBe(0);
});
