import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { submittedApplication } from "@/prisma/factories/applications";
import { createActor } from "@/prisma/factories/users";
import { localDate, localDateOf } from "@/domain/time/instant";
import { liftAccountRestriction } from "@/server/accounts/lift-restriction";
import { decide } from "@/server/approvals";
import { APPROVAL_EFFECTS } from "@/server/approvals/effects";
import { decideApplication } from "@/server/onboarding/decide-application";
import { recheckPlacesToday } from "@/server/onboarding/recheck-places";
import { rescreenAll } from "@/server/onboarding/rescreen";
import { decideHit, listHits } from "@/server/onboarding/screening-hits";
import type { Actor } from "@/server/platform/actor";
import { testDatabase } from "@/server/platform/testing/database";
import { type TestDeps, testDeps } from "@/server/platform/testing/deps";
import { loadWatchList } from "@/server/screening/load-watch-list";
import { placesOn, placeTable } from "@/server/screening/places";
import { proposePlace } from "@/server/screening/propose-place";

const database = await testDatabase();
const DAY_MS = 86_400_000;
let deps: TestDeps;
let counter = 0;
let admin: Actor;
const person = (role: Actor["role"] = "INVESTOR") =>
  createActor(deps.db, { email: `list${++counter}@example.com`, role }, deps.clock.now());

async function applicant(firstName: string, lastName: string): Promise<string> {
  const seed = { firstName, lastName, ssn: `2190${String(40_000 + ++counter)}` };
  return submittedApplication(deps, await person(), {
    ...seed,
    birthDate: `1975-05-${String(10 + (counter % 18))}`,
  });
}
const namesCheck = (applicationId: string) =>
  deps.db.applicationCheck.findFirstOrThrow({
    where: { applicationId, kind: "NAME_LISTS", supersededAt: null },
  });
const row = (entNum: number, name: string) =>
  `${entNum},"${name}","individual","SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 1954."`;
const load = (version: string, names: readonly string[]) =>
  loadWatchList(deps, admin, {
    source: "SDN",
    version,
    sdn: names.map((name, at) => row(at + 1, name)).join("\n"),
    alt: "",
  });

beforeEach(async () => {
  deps = testDeps(database);
  admin = await person("ADMIN");
});

describe("a list that changes", () => {
  it("re-screens open applications, keeps the old evidence, and holds customers' money for a person to look", async () => {
    const open = await applicant("Gudrun", "Aldermoor");
    const approved = await applicant("Ottilie", "Brackwater");
    const reviewer = await person("REVIEWER");
    const decision = { decision: "approve", reason: "Papers agree." } as const;
    const { accountId } = await decideApplication(deps, reviewer, { applicationId: approved, ...decision });
    expect((await namesCheck(open)).outcome).toBe("CLEAR");
    const loaded = await load("2026-11-27", ["ALDERMOOR, Gudrun", "BRACKWATER, Otilie", "NOBODY, Else"]);
    expect(loaded).toMatchObject({ entries: 3, names: 3, isNew: true });
    const done = await rescreenAll(deps, admin);
    expect(done).toMatchObject({ hits: 1 });
    const check = await namesCheck(open);
    expect(check).toMatchObject({ outcome: "REVIEW" });
    expect(check.evidence).toMatchObject({ score: 100, nearest: "ALDERMOOR, Gudrun" });
    expect(await deps.db.applicationCheck.count({ where: { applicationId: open, kind: "NAME_LISTS" } })).toBe(
      2,
    );
    const held = await deps.db.cashBalance.findUniqueOrThrow({ where: { accountId: accountId ?? "" } });
    expect(held.withdrawalsBlocked).toBe(true);
    const [hit] = await listHits(deps, { status: "OPEN" });
    expect(hit).toMatchObject({ name: "Ottilie Brackwater", matchedName: "BRACKWATER, Otilie", accountId });
    // Again changes nothing, and so do the same files.
    expect(await rescreenAll(deps, admin)).toMatchObject({ changed: 0, hits: 0 });
    expect(await load("again", ["ALDERMOOR, Gudrun", "BRACKWATER, Otilie", "NOBODY, Else"])).toMatchObject({
      isNew: false,
    });
    await decideHit(deps, reviewer, {
      hitId: hit?.id ?? "",
      outcome: "CLEARED",
      reason: "Born in another year.",
    });
    await expect(
      decideHit(deps, reviewer, {
        hitId: hit?.id ?? "",
        outcome: "CONFIRMED",
        reason: "Looked at it again.",
      }),
    ).rejects.toMatchObject({ code: "CONFLICT" });
    const after = await deps.db.cashBalance.findUniqueOrThrow({ where: { accountId: accountId ?? "" } });
    expect(after.withdrawalsBlocked).toBe(false);
    // A later version that still has the cleared pair does not ask twice.
    await load("2026-11-28", ["ALDERMOOR, Gudrun", "BRACKWATER, Otilie"]);
    expect(await rescreenAll(deps, admin)).toMatchObject({ hits: 0 });
  });

  it("stays as it was when the files are refused", async () => {
    const before = await deps.db.watchList.findMany({ where: { isCurrent: true } });
    await expect(
      loadWatchList(deps, admin, { source: "SDN", version: "broken", sdn: "<html>", alt: "" }),
    ).rejects.toMatchObject({ code: "FILE_REFUSED" });
    expect(await deps.db.watchList.findMany({ where: { isCurrent: true } })).toEqual(before);
  });
});

describe("state and country tables", () => {
  it("begin with every place, and change from a day on when somebody else approves", async () => {
    const today = localDateOf(deps.clock.now());
    const table = await placeTable(deps.db, today);
    expect(table).toHaveLength(59 + 238);
    const input = {
      kind: "COUNTRY",
      code: "BR",
      ruling: "ALLOWED",
      effectiveOn: "2199-01-01",
      reason: "Counsel's opinion of November.",
    } as const;
    const { approvalId } = await proposePlace(deps, admin, input);
    await expect(proposePlace(deps, admin, input)).rejects.toMatchObject({ code: "CONFLICT" });
    const answer = { approvalId, answer: "approve", reason: "The opinion is on file." } as const;
    await expect(decide(deps, admin, answer, APPROVAL_EFFECTS)).rejects.toMatchObject({ code: "FOUR_EYES" });
    await decide(deps, await person("ADMIN"), answer, APPROVAL_EFFECTS);
    const rulingOn = async (day: string) =>
      (await placesOn(deps.db, localDate(day))).find(({ kind, code }) => kind === "COUNTRY" && code === "BR")
        ?.ruling;
    expect([await rulingOn(today), await rulingOn("2199-01-01")]).toEqual(["NEEDS_REVIEW", "ALLOWED"]);
    const next = (await placeTable(deps.db, today)).find(
      ({ kind, code }) => kind === "COUNTRY" && code === "BR",
    );
    expect(next?.next).toEqual({ ruling: "ALLOWED", effectiveOn: "2199-01-01" });
    await expect(proposePlace(deps, admin, { ...input, effectiveOn: "2020-01-01" })).rejects.toMatchObject({
      code: "VALIDATION",
    });
    await expect(deps.db.placeRuling.deleteMany({ where: { code: "BR" } })).rejects.toThrow();
  });

  it("check open applications anew once a row holds, with that row as evidence, and never twice", async () => {
    const open = await applicant("Runa", "Steenfjord");
    const drafted = await applicant("Solveig", "Tidewater");
    const reviewer = await person("REVIEWER");
    const decision = { decision: "approve", reason: "Papers agree." } as const;
    await decideApplication(deps, reviewer, { applicationId: drafted, ...decision });
    const checksOf = (applicationId: string) =>
      deps.db.applicationCheck.findMany({
        where: { applicationId, kind: "JURISDICTION" },
        orderBy: [{ checkedAt: "asc" }, { supersededAt: "asc" }],
      });
    const rule = async (ruling: "REFUSED" | "ALLOWED", effectiveOn: string) => {
      const reason = "The registration lapsed.";
      const { approvalId } = await proposePlace(deps, admin, {
        kind: "STATE",
        code: "OR",
        ruling,
        effectiveOn,
        reason,
      });
      const answer = { approvalId, answer: "approve", reason: "The letter is on file." } as const;
      await decide(deps, await person("ADMIN"), answer, APPROVAL_EFFECTS);
      return deps.db.placeRuling.findFirstOrThrow({ where: { approvalId } });
    };
    const today = localDateOf(deps.clock.now());
    const tomorrow = localDateOf((deps.clock.now() + DAY_MS) as never);
    deps.clock.advance(1000);
    const refused = await rule("REFUSED", today);
    const [before, after, ...none] = await checksOf(open);
    expect(none).toEqual([]);
    expect([before?.outcome, before?.supersededAt !== null]).toEqual(["CLEAR", true]);
    expect(after).toMatchObject({ outcome: "FAIL", supersededAt: null });
    expect(after?.evidence).toMatchObject({
      rows: expect.arrayContaining([`row ${refused.id}, from ${today}`]),
    });
    expect(await checksOf(drafted)).toMatchObject([{ outcome: "CLEAR", supersededAt: null }]);
    await expect(decideApplication(deps, reviewer, { applicationId: open, ...decision })).rejects.toThrow();
    expect(await recheckPlacesToday(deps)).toBe(0);

    // A row for a later day changes nothing until that day.
    const allowed = await rule("ALLOWED", tomorrow);
    expect(await checksOf(open)).toHaveLength(2);
    deps.clock.advance(DAY_MS);
    const [changed, again] = [await recheckPlacesToday(deps), await recheckPlacesToday(deps)];
    expect([changed > 0, again]).toEqual([true, 0]);
    const last = (await checksOf(open)).filter(({ supersededAt }) => supersededAt === null);
    expect(last).toMatchObject([{ outcome: "CLEAR" }]);
    expect(JSON.stringify(last[0]?.evidence)).toContain(`row ${allowed.id}, from ${tomorrow}`);
    await decideApplication(deps, reviewer, { applicationId: open, ...decision });
  });

  it("keep open accounts of a place that is refused from buying, once, and what was lifted stays lifted", async () => {
    // What other tests have written of this state is over.
    deps.clock.advance(2 * DAY_MS);
    const reviewer = await person("REVIEWER");
    const decision = { decision: "approve", reason: "Papers agree." } as const;
    const opened = async (firstName: string) => {
      const applicationId = await applicant(firstName, "Quillfeather");
      const { accountId } = await decideApplication(deps, reviewer, { applicationId, ...decision });
      return accountId ?? "";
    };
    const [stays, moved] = [await opened("Hedvig"), await opened("Torvald")];
    const { applicationId } = await deps.db.account.findUniqueOrThrow({ where: { id: moved } });
    const { userId, form } = await deps.db.application.findUniqueOrThrow({
      where: { id: applicationId ?? "" },
    });
    const { address } = form as { address: object };
    await deps.db.profileEntry.create({
      data: {
        id: randomUUID(),
        userId,
        kind: "ADDRESS",
        value: { ...address, state: "WA" },
        recordedAt: new Date(deps.clock.now()),
        effectiveAt: new Date(deps.clock.now()),
      },
    });
    const restrictionsOf = (accountId: string) =>
      deps.db.accountRestriction.findMany({ where: { accountId, cause: "REFUSED_PLACE" } });
    deps.clock.advance(1000);
    const today = localDateOf(deps.clock.now());
    const reason = "The registration lapsed.";
    const input = { kind: "STATE", code: "OR", ruling: "REFUSED", effectiveOn: today, reason } as const;
    const { approvalId } = await proposePlace(deps, admin, input);
    const answer = { approvalId, answer: "approve", reason: "The letter is on file." } as const;
    await decide(deps, await person("ADMIN"), answer, APPROVAL_EFFECTS);
    const [placed, ...more] = await restrictionsOf(stays);
    expect(placed).toMatchObject({ kind: "NO_BUYS", liftedAt: null });
    expect(placed?.reason).toContain("Oregon: refused");
    expect([more.length, (await restrictionsOf(moved)).length]).toEqual([0, 0]);
    const cash = await deps.db.cashBalance.findUniqueOrThrow({ where: { accountId: stays } });
    expect([cash.tradingBlock, cash.withdrawalsBlocked]).toEqual(["BUYS", false]);
    await liftAccountRestriction(deps, admin, {
      restrictionId: placed?.id ?? "",
      reason: "It moves next week.",
    });
    await recheckPlacesToday(deps);
    expect(await restrictionsOf(stays)).toHaveLength(1);
  });
});
