import { type Attempt, draftPapers } from "@/server/documents/draft-papers";
import { type Press, sharedPress } from "@/server/documents/press";
import { type Draft, type Job, type Printed, storePapers } from "@/server/documents/store-papers";
import { Prisma, type Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

/** Papers made in one transaction: few enough that it is short, enough that its queries cost little per paper. */
const BATCH = 20;
/** Batches under way at once: while one is printed, the facts of the next are read. */
const AT_ONCE = 2;
/** A job that failed this often waits for a person. */
export const MAX_ATTEMPTS = 5;

/**
 * A statement of books that are known to be wrong is not made: it waits until every break of its account is resolved,
 * and is then made by itself. `job` is the row of portal.document_job.
 */
export const HELD_BACK = Prisma.sql`(job.kind = 'STATEMENT' and exists (
  select from portal.reconciliation_break b where b.account_id = job.account_id and b.status = 'OPEN'))`;

type Failure = { job: Job; reason: string };

/**
 * Makes waiting papers, at most `max`, and returns how many were made. Several mills may run: each takes jobs that no
 * other has. A job that fails is tried again by later runs, up to five times, and keeps the reason.
 */
export async function runPaperMill(deps: Deps, { max }: { max: number }, press?: Press): Promise<number> {
  let [left, made] = [max, 0];
  const work = async (): Promise<void> => {
    while (left > 0) {
      const size = Math.min(left, BATCH);
      left -= size;
      const done = await deps.db.$transaction(async (tx) => millBatch(tx, deps, size, press));
      made += done.made;
      if (done.taken < size) left = 0;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return made;
}

async function millBatch(
  tx: Tx,
  deps: Deps,
  size: number,
  given?: Press,
): Promise<{ taken: number; made: number }> {
  const jobs = await tx.$queryRaw<Job[]>`
    select id, kind, account_id, subject, corrects_id, reason from portal.document_job as job
    where done_at is null and attempts < ${MAX_ATTEMPTS} and not ${HELD_BACK}
    order by id limit ${size} for update skip locked`;
  if (jobs.length === 0) return { taken: 0, made: 0 };
  const press = given ?? sharedPress();
  const failures: Failure[] = [];
  const trying: Attempt = (job, work) => attempt(job, failures, work);
  const drafts = await draftPapers(tx, deps, jobs, trying);
  const printed = await printAll(press, drafts, failures);
  await storePapers(tx, deps, printed);
  await recordFailures(tx, deps, failures);
  return { taken: jobs.length, made: printed.length };
}

/** Prints papers as many at once as the press has threads; in the order of the drafts. */
async function printAll(press: Press, drafts: readonly Draft[], failures: Failure[]): Promise<Printed[]> {
  const printed = drafts.map(async (draft): Promise<Printed[]> => {
    const done: Printed[] = [];
    await attempt(draft.job, failures, async () => {
      done.push({ draft, bytes: await press.print(draft.paper) });
    });
    return done;
  });
  return (await Promise.all(printed)).flat();
}

/** Runs one job's part; what it throws is the job's failure, not the batch's. */
async function attempt(job: Job, failures: Failure[], work: () => Promise<void> | void): Promise<void> {
  try {
    await work();
  } catch (error) {
    failures.push({ job, reason: error instanceof Error ? error.message : String(error) });
  }
}

async function recordFailures(tx: Tx, deps: Deps, failures: readonly Failure[]): Promise<void> {
  for (const { job, reason } of failures) {
    deps.log.error(
      { job: job.id.toString(), kind: job.kind, subject: job.subject, reason },
      "a paper could not be made",
    );
    await tx.documentJob.update({
      where: { id: job.id },
      data: { attempts: { increment: 1 }, lastError: reason.slice(0, 500) },
    });
  }
}
