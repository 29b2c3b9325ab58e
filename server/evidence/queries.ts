import { AppError } from "@/domain/errors";
import type { EvidenceInput } from "@/domain/evidence/inputs";
import { type EvidenceSubject, MAX_PAPERS } from "@/domain/evidence/kinds";
import { anySubject, ownSubject } from "@/server/evidence/subjects";
import { type EvidenceView, fileNameOf, type PaperView, paperView } from "@/server/evidence/views";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import { byteCipher } from "@/server/platform/byte-cipher";
import type { Db, Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

/** What binds sealed bytes to their row. */
export const sealContext = (paperId: string): string => `evidence:${paperId}`;

/** As many people as may send papers about one subject. */
const MOST_SENDERS = 2;

/**
 * The papers of a subject that were not taken back, oldest first; of one of its people when `part` names one, and only
 * what one person sent when `sentBy` names him.
 */
async function papersOf(db: Db | Tx, subject: EvidenceSubject, sentBy?: string): Promise<PaperView[]> {
  const { subjectType, subjectId, part } = subject;
  const rows = await db.evidencePaper.findMany({
    where: {
      subjectType,
      subjectId,
      removedAt: null,
      ...(part === null ? {} : { part }),
      ...(sentBy === undefined ? {} : { sentBy }),
    },
    orderBy: [{ sentAt: "asc" }, { id: "asc" }],
    take: MOST_SENDERS * MAX_PAPERS,
  });
  return rows.map(paperView);
}

/** Which kinds of papers were sent in for an application and not taken back. */
export async function evidenceKindsOf(db: Db | Tx, applicationId: string): Promise<string[]> {
  const rows = await db.evidencePaper.findMany({
    where: { subjectType: "APPLICATION", subjectId: applicationId, removedAt: null },
    select: { kind: true },
    take: MAX_PAPERS,
  });
  return rows.map(({ kind }) => kind);
}

/** What the actor sent about an own application or account; a second owner's are his alone. NOT_FOUND for anybody else's. */
export async function listEvidence(
  deps: Deps,
  actor: Actor,
  subject: EvidenceSubject,
): Promise<EvidenceView> {
  const state = await ownSubject(deps.db, actor, subject);
  const papers = await papersOf(deps.db, subject, actor.userId);
  const { subjectType, subjectId } = subject;
  const taken =
    subject.part === null
      ? papers.length
      : await deps.db.evidencePaper.count({
          where: { subjectType, subjectId, sentBy: actor.userId, removedAt: null },
        });
  return { papers, room: state.canAdd ? Math.max(0, MAX_PAPERS - taken) : 0, canRemove: state.canRemove };
}

/** The same for staff who review: they read and add nothing. */
export async function reviewEvidence(deps: Deps, subject: EvidenceSubject): Promise<EvidenceView> {
  await anySubject(deps.db, subject);
  return { papers: await papersOf(deps.db, subject), room: 0, canRemove: false };
}

export type OpenedPaper = { fileName: string; contentType: string; bytes: Uint8Array };

async function openPaper(deps: Deps, paperId: string): Promise<OpenedPaper> {
  const found = await deps.db.evidencePaper.findUnique({
    where: { id: paperId, removedAt: null },
    include: { content: { select: { sealed: true } } },
  });
  if (!found?.content) throw new AppError("NOT_FOUND");
  const cipher = byteCipher(deps.env.FIELD_ENCRYPTION_KEY);
  return {
    fileName: fileNameOf(found),
    contentType: found.format === "PDF" ? "application/pdf" : "image/jpeg",
    bytes: cipher.open(found.content.sealed, found.keyId, sealContext(found.id)),
  };
}

/** A paper's bytes for whoever sent it, as long as it is about something of his. NOT_FOUND for anybody else. */
export async function openEvidence(deps: Deps, actor: Actor, input: EvidenceInput): Promise<OpenedPaper> {
  const paper = await deps.db.evidencePaper.findUnique({
    where: { id: input.evidenceId, sentBy: actor.userId },
  });
  if (!paper) throw new AppError("NOT_FOUND");
  await ownSubject(deps.db, actor, {
    subjectType: paper.subjectType === "ACCOUNT" ? "ACCOUNT" : "APPLICATION",
    subjectId: paper.subjectId,
    part: paper.part,
  });
  return openPaper(deps, paper.id);
}

/** A paper's bytes for staff who review; that they looked is written down first. */
export async function readEvidence(deps: Deps, actor: Actor, input: EvidenceInput): Promise<OpenedPaper> {
  const paper = await deps.db.evidencePaper.findUnique({ where: { id: input.evidenceId, removedAt: null } });
  if (!paper) throw new AppError("NOT_FOUND");
  await recordAudit(deps.db, {
    actor,
    action: "evidence.read",
    subjectType: paper.subjectType.toLowerCase(),
    subjectId: paper.subjectId,
    detail: { paperId: paper.id, kind: paper.kind },
    at: deps.clock.now(),
  });
  return openPaper(deps, paper.id);
}
