import { InvariantError } from "@/domain/errors";
import { buildConfirm } from "@/domain/statements/confirm";
import { confirmPaper, confirmTitle } from "@/domain/statements/confirm-paper";
import { buildStatement } from "@/domain/statements/statement";
import { statementPaper, statementTitle } from "@/domain/statements/statement-paper";
import { confirmFacts, parseConfirmSubject } from "@/server/documents/confirm-books";
import { type Press, sharedPress } from "@/server/documents/press";
import { statementFacts } from "@/server/documents/statement-books";
import { type Draft, type Job, type Printed, storePapers } from "@/server/documents/store-papers";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

/** Papers made in one transaction: few enough that it is short, enough that its queries cost little per paper. */
const BATCH = 20;
/** A job that failed this often waits for a person. */
export const MAX_ATTEMPTS = 5;

type Failure = { job: Job; reason: string };

/**
 * Makes waiting papers, at most `max`, and returns how many were made. Several mills may run: each takes jobs that no
 * other has. A job that fails is tried again by later runs, up to five times, and keeps the reason.
 */
export async function runPaperMill(deps: Deps, { max }: { max: number }, press?: Press): Promise<number> {
  let made = 0;
  for (let left = max; left > 0; ) {
    const size = Math.min(left, BATCH);
    const done = await deps.db.$transaction(async (tx) => millBatch(tx, deps, size, press));
    made += done.made;
    left -= size;
    if (done.taken < size) break;
  }
  return made;
}

async function millBatch(
  tx: Tx,
  deps: Deps,
  size: number,
  given?: Press,
): Promise<{ taken: number; made: number }> {
  const jobs = await tx.$queryRaw<Job[]>`
    select id, kind, account_id, subject from portal.document_job
    where done_at is null and attempts < ${MAX_ATTEMPTS}
    order by id limit ${size} for update skip locked`;
  if (jobs.length === 0) return { taken: 0, made: 0 };
  const press = given ?? sharedPress();
  const failures: Failure[] = [];
  const drafts = [
    ...(await draftStatements(tx, deps, jobs, failures)),
    ...(await draftConfirms(tx, deps, jobs, failures)),
  ];
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

async function draftStatements(
  tx: Tx,
  deps: Deps,
  jobs: readonly Job[],
  failures: Failure[],
): Promise<Draft[]> {
  const drafts: Draft[] = [];
  const wanted = jobs.filter((job) => job.kind === "STATEMENT");
  for (const month of new Set(wanted.map((job) => job.subject))) {
    const ofMonth = wanted.filter((job) => job.subject === month);
    const facts = await statementFacts(
      tx,
      deps.market,
      month,
      ofMonth.map((job) => job.account_id),
    );
    for (const job of ofMonth) {
      await attempt(job, failures, () => {
        const found = facts.get(job.account_id);
        if (!found) throw new InvariantError(`there are no books of this account for ${month}`);
        const model = buildStatement(found);
        drafts.push({
          job,
          title: statementTitle(month),
          onDate: model.period.to,
          model,
          paper: statementPaper(model),
        });
      });
    }
  }
  return drafts;
}

async function draftConfirms(
  tx: Tx,
  deps: Deps,
  jobs: readonly Job[],
  failures: Failure[],
): Promise<Draft[]> {
  const wanted = jobs.filter((job) => job.kind === "CONFIRM");
  if (wanted.length === 0) return [];
  const subjects = wanted.map((job) => parseConfirmSubject(job.account_id, job.subject));
  const facts = await confirmFacts(tx, deps.market, subjects);
  const drafts: Draft[] = [];
  for (const [index, job] of wanted.entries()) {
    await attempt(job, failures, () => {
      const found = facts[index];
      if (!found) throw new InvariantError("the books hold nothing of this order and day");
      const model = buildConfirm(found);
      drafts.push({
        job,
        title: confirmTitle(model),
        onDate: model.tradeDate,
        model,
        paper: confirmPaper(model),
      });
    });
  }
  return drafts;
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
