import type { SendEvidenceInput } from "@/domain/evidence/inputs";
import { MAX_PAPERS } from "@/domain/evidence/kinds";
import { paperName } from "@/domain/evidence/paper-name";
import { toDate } from "@/domain/time/instant";
import { countAttempt } from "@/server/auth";
import { inspectPaper } from "@/server/evidence/inspect-paper";
import { sealContext } from "@/server/evidence/queries";
import { refused } from "@/server/evidence/refused";
import { ownSubject } from "@/server/evidence/subjects";
import { type PaperView, paperView } from "@/server/evidence/views";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import { byteCipher } from "@/server/platform/byte-cipher";
import { sha256 } from "@/server/platform/crypto";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";

/** Papers that one person may ever have sent about a subject: taking back makes room, but not without end. */
const MAX_EVER = 4 * MAX_PAPERS;
const FULL = `There are ${MAX_PAPERS} papers already, which is the most. Take one back first, if you can.`;
const CLOSED = "No papers are taken here any more.";

/**
 * Takes one file for the actor's own application or account: judged by its content, written anew, sealed, and stored
 * whole or not at all. Throws NOT_FOUND, FILE_REFUSED (one sentence), RATE_LIMITED.
 */
export async function storeEvidence(
  deps: Deps,
  actor: Actor,
  input: SendEvidenceInput,
  bytes: Uint8Array,
): Promise<PaperView> {
  const { subjectType, subjectId, part, kind } = input;
  if (!(await ownSubject(deps.db, actor, input)).canAdd) throw refused(CLOSED);
  await countAttempt(deps, [["EVIDENCE_PERSON", actor.userId]]);
  const name = paperName(input.fileName);
  if (!name.ok) throw refused(name.sentence);
  const clean = await inspectPaper(bytes);
  const cipher = byteCipher(deps.env.FIELD_ENCRYPTION_KEY);
  const id = newId();
  const sealed = cipher.seal(clean.bytes, sealContext(id));
  const now = deps.clock.now();
  const data = {
    id,
    subjectType,
    subjectId,
    part,
    kind,
    name: name.base,
    format: clean.format,
    size: clean.bytes.length,
    pages: clean.pages,
    sha256: sha256(clean.bytes),
    keyId: cipher.keyId,
    sentBy: actor.userId,
    sentAt: toDate(now),
  };
  await deps.db.$transaction(async (tx) => {
    // Files of one subject go one at a time, so that two together cannot be one too many.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`evidence:${subjectId}`}, 0))`;
    if (!(await ownSubject(tx, actor, input)).canAdd) throw refused(CLOSED);
    const where = { subjectType, subjectId, sentBy: actor.userId };
    const live = await tx.evidencePaper.count({ where: { ...where, removedAt: null } });
    const ever = await tx.evidencePaper.count({ where });
    if (live >= MAX_PAPERS || ever >= MAX_EVER) throw refused(FULL);
    await tx.evidencePaper.create({ data: { ...data, content: { create: { sealed } } } });
    await recordAudit(tx, {
      actor,
      action: "evidence.received",
      subjectType: subjectType.toLowerCase(),
      subjectId,
      detail: { paperId: id, kind, part, format: clean.format, size: data.size, sha256: data.sha256 },
      at: now,
    });
  });
  return paperView(data);
}
