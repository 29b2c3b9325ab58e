import { nextCorrection } from "@/domain/statements/correction";
import type { Instant } from "@/domain/time/instant";
import type { Actor } from "@/server/platform/actor";
import { recordAudits } from "@/server/platform/audit";
import { Prisma, type Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { publish } from "@/server/platform/news";

/** The reasons on papers are as long as those that the desk may give. */
const REASON_LENGTH = 200;

/** A paper that says something else than the books do now. */
export type Outdated = { id: string; accountId: string; kind: string; subject: string };

/** Who has it corrected, why, and when in exchange time. */
export type Correcting = { actor: Actor | "SYSTEM"; reason: string; at: Instant };

/**
 * Asks for a correction of each of these papers, once, with an audit event for each that was asked for; the one way in
 * which papers come to be corrected. Returns how many were asked for: none of a paper whose correction waits already.
 */
export async function askForCorrections(
  tx: Tx,
  deps: Pick<Deps, "clock">,
  papers: readonly Outdated[],
  { actor, reason: said, at }: Correcting,
): Promise<number> {
  if (papers.length === 0) return 0;
  const reason = said.slice(0, REASON_LENGTH);
  const asked = await tx.documentJob.createManyAndReturn({
    data: papers.map(({ id, accountId, kind, subject }) => ({
      kind,
      accountId,
      subject: nextCorrection(subject),
      correctsId: id,
      reason,
    })),
    skipDuplicates: true,
    select: { correctsId: true },
  });
  if (asked.length === 0) return 0;
  const ids = new Set(asked.map(({ correctsId }) => correctsId));
  await recordAudits(
    tx,
    papers
      .filter(({ id }) => ids.has(id))
      .map(({ id, kind, subject }) => ({
        actor,
        action: "document.correction_asked",
        subjectType: "document",
        subjectId: id,
        detail: { reason, kind, subject },
        at: deps.clock.now(),
        exchangeAt: at,
      })),
  );
  await publish(tx, "staff", "documents");
  return asked.length;
}

/**
 * Waits for papers of an account that are being made: they are then there to be looked at. `which` narrows the jobs (j).
 */
export async function waitForPapers(tx: Tx, accountId: string, which: Prisma.Sql): Promise<void> {
  await tx.$queryRaw`
    select j.id from portal.document_job j
    where j.account_id = ${accountId}::uuid and j.done_at is null and ${which} order by j.id for update`;
}
