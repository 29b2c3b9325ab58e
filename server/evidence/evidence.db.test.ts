import { describe, expect, it } from "vitest";
import { type EvidenceSubject, MAX_PAPERS } from "@/domain/evidence/kinds";
import { toDate } from "@/domain/time/instant";
import { completeCoOwner, draftApplication } from "@/prisma/factories/applications";
import { createActor } from "@/prisma/factories/users";
import { openEvidence, readEvidence, reviewEvidence } from "@/server/evidence/queries";
import { storeEvidence } from "@/server/evidence/store-evidence";
import { removeEvidence } from "@/server/evidence/remove-evidence";
import { listEvidence } from "@/server/evidence/queries";
import * as files from "@/server/evidence/testing/files";
import { submitApplication } from "@/server/onboarding";
import { byteCipher } from "@/server/platform/byte-cipher";
import { customerWith, testDeps } from "@/server/platform/testing/deps";
import { testDatabase } from "@/server/platform/testing/database";

const database = await testDatabase();
const deps = testDeps(database);
const picture = await files.jpeg();

async function applicant() {
  const actor = await createActor(deps.db, { email: `${Math.random()}@example.com` }, deps.clock.now());
  const subjectId = await draftApplication(deps, actor);
  const subject: EvidenceSubject = { subjectType: "APPLICATION", subjectId, part: null };
  return { actor, subject };
}
const send = { kind: "PASSPORT" as const, fileName: "My passport.png" };
const rows = async () => ({
  papers: await deps.db.evidencePaper.count(),
  contents: await deps.db.evidenceContent.count(),
});

describe("a paper", () => {
  it("is stored sealed, listed by a clean name, and opened by its owner and by staff", async () => {
    const { actor, subject } = await applicant();
    const paper = await storeEvidence(deps, actor, { ...subject, ...send }, picture);
    expect(paper).toMatchObject({ kind: "PASSPORT", fileName: "My passport.jpg", pages: 1 });
    expect(await listEvidence(deps, actor, subject)).toMatchObject({
      papers: [paper],
      room: MAX_PAPERS - 1,
      canRemove: true,
    });
    const opened = await openEvidence(deps, actor, { evidenceId: paper.id });
    expect(opened).toMatchObject({ contentType: "image/jpeg", fileName: "My passport.jpg" });
    expect(opened.bytes.length).toBe(paper.size);

    const stored = await deps.db.evidenceContent.findUniqueOrThrow({ where: { paperId: paper.id } });
    expect(Buffer.from(stored.sealed).includes(Buffer.from(opened.bytes).subarray(0, 16))).toBe(false);
    const row = await deps.db.evidencePaper.findUniqueOrThrow({ where: { id: paper.id } });
    const cipher = byteCipher(deps.env.FIELD_ENCRYPTION_KEY);
    expect(row.keyId).toBe(cipher.keyId);
    expect(() => cipher.open(stored.sealed, row.keyId, "evidence:another")).toThrow();

    const staff = await createActor(
      deps.db,
      { email: "reviewer@example.com", role: "REVIEWER" },
      deps.clock.now(),
    );
    expect((await readEvidence(deps, staff, { evidenceId: paper.id })).bytes).toEqual(opened.bytes);
    expect(
      await deps.db.auditEvent.count({ where: { action: "evidence.read", actorId: staff.userId } }),
    ).toBe(1);
  });

  it("is nobody else's", async () => {
    const [mine, theirs] = [await applicant(), await applicant()];
    const paper = await storeEvidence(deps, theirs.actor, { ...theirs.subject, ...send }, picture);
    const before = await rows();
    for (const attempt of [
      () => storeEvidence(deps, mine.actor, { ...theirs.subject, ...send }, picture),
      () => listEvidence(deps, mine.actor, theirs.subject),
      () => openEvidence(deps, mine.actor, { evidenceId: paper.id }),
      () => removeEvidence(deps, mine.actor, { evidenceId: paper.id }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await rows()).toEqual(before);
  });

  it("of a joint application is its sender's alone, and staff see both owners'", async () => {
    const [first, second] = [
      await createActor(deps.db, { email: "first@example.com" }, deps.clock.now()),
      await createActor(deps.db, { email: "second@example.com" }, deps.clock.now()),
    ];
    const subjectId = await draftApplication(deps, first, {
      accountType: "JOINT_WROS_CASH",
      coOwner: { email: "second@example.com" },
    });
    const subject: EvidenceSubject = { subjectType: "APPLICATION", subjectId, part: null };
    // Invited is not joined.
    await expect(storeEvidence(deps, second, { ...subject, ...send }, picture)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await completeCoOwner(deps, second, {
      invitedAs: "second@example.com",
      firstName: "Ida",
      lastName: "Holm",
      ssn: "219096780",
    });
    const papers = [
      await storeEvidence(deps, first, { ...subject, ...send }, picture),
      await storeEvidence(deps, second, { ...subject, ...send }, picture),
    ] as const;
    expect(papers[0].id).not.toBe(papers[1].id);
    for (const [actor, own, other] of [
      [first, papers[0], papers[1]],
      [second, papers[1], papers[0]],
    ] as const) {
      const { papers: seen, room } = await listEvidence(deps, actor, subject);
      expect([seen, room]).toEqual([[own], MAX_PAPERS - 1]);
      expect((await openEvidence(deps, actor, { evidenceId: own.id })).bytes.length).toBe(own.size);
      for (const attempt of [openEvidence, removeEvidence])
        await expect(attempt(deps, actor, { evidenceId: other.id })).rejects.toMatchObject({
          code: "NOT_FOUND",
        });
    }
    expect((await reviewEvidence(deps, subject)).papers).toEqual(papers);
    const staff = await createActor(
      deps.db,
      { email: "joint-reviewer@example.com", role: "REVIEWER" },
      deps.clock.now(),
    );
    for (const { id } of papers) await readEvidence(deps, staff, { evidenceId: id });
    // The first owner wants an account of his own after all: the second one's part is over, and so is his way in.
    await deps.db.application.update({ where: { id: subjectId }, data: { accountType: "INDIVIDUAL_CASH" } });
    await expect(listEvidence(deps, second, subject)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await removeEvidence(deps, first, { evidenceId: papers[0].id });
  });

  it("leaves nothing behind when it is refused", async () => {
    const { actor, subject } = await applicant();
    const before = await rows();
    for (const [fileName, bytes] of [
      ["passport.png", files.svg()],
      ["passport.png", files.html()],
      ["../../passport.png", picture],
      ["passport.png", files.eicar()],
      ["passport.png", files.hugePng(50_000, 50_000)],
      ["passport.png", picture.subarray(0, 2_000)],
      ["passport.png", new Uint8Array()],
    ] as const)
      await expect(
        storeEvidence(deps, actor, { ...subject, ...send, fileName }, bytes),
      ).rejects.toMatchObject({
        code: "FILE_REFUSED",
        message: expect.stringMatching(/\.$|\)\.$/),
      });
    expect(await rows()).toEqual(before);
  });

  it("can be taken back until the application is sent, and its bytes go", async () => {
    const { actor, subject } = await applicant();
    const first = await storeEvidence(deps, actor, { ...subject, ...send }, picture);
    const second = await storeEvidence(deps, actor, { ...subject, ...send }, picture);
    await removeEvidence(deps, actor, { evidenceId: first.id });
    expect((await listEvidence(deps, actor, subject)).papers).toEqual([second]);
    expect(await deps.db.evidenceContent.count({ where: { paperId: first.id } })).toBe(0);
    await expect(openEvidence(deps, actor, { evidenceId: first.id })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await submitApplication(deps, actor, { applicationId: subject.subjectId });
    await expect(removeEvidence(deps, actor, { evidenceId: second.id })).rejects.toMatchObject({
      code: "APPLICATION_NOT_EDITABLE",
    });
  });

  it("may be one of a dozen, also when several come at the same moment", async () => {
    const { actor, subject } = await applicant();
    const data = Array.from({ length: MAX_PAPERS - 2 }, () => ({
      id: crypto.randomUUID(),
      subjectType: subject.subjectType,
      subjectId: subject.subjectId,
      kind: "OTHER",
      name: "Paper",
      format: "JPEG",
      size: 1,
      pages: 1,
      sha256: "0".repeat(64),
      keyId: "none",
      sentBy: actor.userId,
      sentAt: toDate(deps.clock.now()),
    }));
    await deps.db.evidencePaper.createMany({ data });
    const answers = await Promise.allSettled(
      Array.from({ length: 4 }, () => storeEvidence(deps, actor, { ...subject, ...send }, picture)),
    );
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    expect(await listEvidence(deps, actor, subject)).toMatchObject({ room: 0 });
  });

  it("about an account comes from its holder", async () => {
    const { actor, accountId } = await customerWith(deps, "0");
    const subject: EvidenceSubject = { subjectType: "ACCOUNT", subjectId: accountId, part: null };
    await storeEvidence(deps, actor, { ...subject, ...send, kind: "UTILITY_BILL" }, await files.pdf());
    expect(await listEvidence(deps, actor, subject)).toMatchObject({
      papers: [{ fileName: "My passport.pdf" }],
      canRemove: false,
    });
  });

  it("is one of so many an hour", async () => {
    const { actor, subject } = await applicant();
    const tries = Array.from({ length: 61 }, () =>
      storeEvidence(deps, actor, { ...subject, ...send }, new Uint8Array()).catch((error) => error.code),
    );
    const codes = await Promise.all(tries);
    expect(codes.filter((code) => code === "RATE_LIMITED")).toHaveLength(1);
  });
});
