import { AppError } from "@/domain/errors";
import type { EvidenceInput } from "@/domain/evidence/inputs";
import { toDate } from "@/domain/time/instant";
import { ownSubject } from "@/server/evidence/subjects";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Deps } from "@/server/platform/deps";

/**
 * Takes back a paper while the application is still the customer's to change: its bytes are deleted, that there was one
 * is kept. NOT_FOUND for anybody else's, APPLICATION_NOT_EDITABLE afterwards (31 CFR 1023.220(a)(3) keeps it then).
 */
export async function removeEvidence(
  deps: Deps,
  actor: Actor,
  input: EvidenceInput,
): Promise<{ evidenceId: string }> {
  await deps.db.$transaction(async (tx) => {
    await tx.$executeRaw`select 1 from portal.evidence_paper where id = ${input.evidenceId}::uuid for update`;
    const paper = await tx.evidencePaper.findUnique({
      where: { id: input.evidenceId, sentBy: actor.userId, removedAt: null },
    });
    if (!paper) throw new AppError("NOT_FOUND");
    const subject = {
      subjectType: paper.subjectType === "ACCOUNT" ? ("ACCOUNT" as const) : ("APPLICATION" as const),
      subjectId: paper.subjectId,
      part: paper.part,
    };
    if (!(await ownSubject(tx, actor, subject)).canRemove) throw new AppError("APPLICATION_NOT_EDITABLE");
    const now = deps.clock.now();
    await tx.evidenceContent.delete({ where: { paperId: paper.id } });
    await tx.evidencePaper.update({ where: { id: paper.id }, data: { removedAt: toDate(now) } });
    await recordAudit(tx, {
      actor,
      action: "evidence.removed",
      subjectType: subject.subjectType.toLowerCase(),
      subjectId: subject.subjectId,
      detail: { paperId: paper.id, kind: paper.kind, sha256: paper.sha256 },
      at: now,
    });
  });
  return { evidenceId: input.evidenceId };
}
