import { groupedBy } from "@/domain/grouped";
import { InvariantError } from "@/domain/errors";
import { buildConfirm } from "@/domain/statements/confirm";
import { confirmPaper, confirmTitle } from "@/domain/statements/confirm-paper";
import { type CorrectionOf, subjectOf } from "@/domain/statements/correction";
import { buildGains, gainsPaper, gainsTitle } from "@/domain/statements/gains";
import { buildStatement } from "@/domain/statements/statement";
import { statementPaper, statementTitle } from "@/domain/statements/statement-paper";
import { exchangeCalendar } from "@/domain/time/calendar";
import type { LocalDate } from "@/domain/time/instant";
import { confirmFacts, parseConfirmSubject } from "@/server/documents/confirm-books";
import { paperAccounts } from "@/server/documents/paper-accounts";
import { realisedBooks } from "@/server/documents/realised-books";
import { statementFacts } from "@/server/documents/statement-books";
import type { Draft, Job } from "@/server/documents/store-papers";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

/** Runs one job's part; what it throws is the job's failure, not the batch's. */
export type Attempt = (job: Job, work: () => Promise<void> | void) => Promise<void>;

/** What jobs come to before they are printed: facts are read for all of a kind at once. */
export async function draftPapers(
  tx: Tx,
  deps: Deps,
  jobs: readonly Job[],
  attempt: Attempt,
): Promise<Draft[]> {
  const corrections = await correctedPapers(tx, jobs);
  const drafts: Draft[] = [];
  const draft: Drafting = async (job, make) => {
    await attempt(job, () => {
      drafts.push({ job, ...make(corrections.get(job.id) ?? null) });
    });
  };
  await draftStatements(tx, deps, ofKind(jobs, "STATEMENT"), draft);
  await draftConfirms(tx, deps, ofKind(jobs, "CONFIRM"), draft);
  await draftGains(tx, ofKind(jobs, "REALISED_GAINS"), draft);
  return drafts;
}

type Drafting = (job: Job, make: (corrects: CorrectionOf | null) => Omit<Draft, "job">) => Promise<void>;

const ofKind = (jobs: readonly Job[], kind: Job["kind"]): Job[] => jobs.filter((job) => job.kind === kind);

/** What the papers that are to be replaced say of themselves, by the job that replaces them. */
async function correctedPapers(tx: Tx, jobs: readonly Job[]): Promise<Map<bigint, CorrectionOf>> {
  const ids = jobs.flatMap(({ corrects_id: id }) => (id === null ? [] : [id]));
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: string; title: string; prepared_on: LocalDate; sha256: string }[]>`
    select id, title, (created_at at time zone 'America/New_York')::date::text as prepared_on, sha256
    from portal.document where id = any(${ids}::uuid[])`;
  const papers = new Map(rows.map((row) => [row.id, row]));
  return new Map(
    jobs.flatMap((job): [bigint, CorrectionOf][] => {
      const paper = papers.get(job.corrects_id ?? "");
      if (!paper) return [];
      const { title, prepared_on: preparedOn, sha256 } = paper;
      return [[job.id, { paper: title, preparedOn, sha256, reason: job.reason ?? "" }]];
    }),
  );
}

async function draftStatements(tx: Tx, deps: Deps, jobs: readonly Job[], draft: Drafting): Promise<void> {
  for (const [month, ofMonth] of groupedBy(jobs, ({ subject }) => subjectOf(subject))) {
    const accountIds = [...new Set(ofMonth.map((job) => job.account_id))];
    const facts = await statementFacts(tx, deps.market, month, accountIds);
    for (const job of ofMonth) {
      await draft(job, (corrects) => {
        const found = facts.get(job.account_id);
        if (!found) throw new InvariantError(`there are no books of this account for ${month}`);
        const model = buildStatement({ ...found, corrects });
        return {
          title: statementTitle(month, corrects),
          onDate: model.period.to,
          model,
          paper: statementPaper(model),
        };
      });
    }
  }
}

async function draftConfirms(tx: Tx, deps: Deps, jobs: readonly Job[], draft: Drafting): Promise<void> {
  if (jobs.length === 0) return;
  const subjects = jobs.map((job) =>
    parseConfirmSubject(job.account_id, subjectOf(job.subject), job.corrects_id !== null),
  );
  const facts = await confirmFacts(tx, deps.market, subjects);
  for (const [index, job] of jobs.entries()) {
    await draft(job, (corrects) => {
      const found = facts[index];
      if (!found) throw new InvariantError("the books hold nothing of this order and day");
      const model = buildConfirm({ ...found, corrects });
      return { title: confirmTitle(model), onDate: model.tradeDate, model, paper: confirmPaper(model) };
    });
  }
}

/** A report's subject is its year, "2026", or the year so far, "2026:2026-11-20". */
async function draftGains(tx: Tx, jobs: readonly Job[], draft: Drafting): Promise<void> {
  for (const [subject, ofSubject] of groupedBy(jobs, (job) => subjectOf(job.subject))) {
    const year = subject.slice(0, 4);
    const to = (subject.slice(5) || exchangeCalendar.lastTradingDay(`${year}-12`)) as LocalDate;
    const accountIds = [...new Set(ofSubject.map((job) => job.account_id))];
    const accounts = await paperAccounts(tx, accountIds);
    const rows = await realisedBooks(tx, accountIds, { from: `${year}-01-01` as LocalDate, to });
    const lines = groupedBy(rows, (row) => row.accountId);
    for (const job of ofSubject) {
      await draft(job, (corrects) => {
        const account = accounts.get(job.account_id);
        if (!account) throw new InvariantError("there is no such account");
        const { openedOn: _, ...who } = account;
        const own = (lines.get(job.account_id) ?? []).map(({ accountId: _id, ...line }) => line);
        const model = buildGains({ account: who, year, to, lines: own, corrects });
        return { title: gainsTitle(model), onDate: to, model, paper: gainsPaper(model) };
      });
    }
  }
}
