import { AppError } from "@/domain/errors";
import type { CorrectPaperInput, GainsReportInput } from "@/domain/statements/document-inputs";
import { exchangeCalendar } from "@/domain/time/calendar";
import type { LocalDate } from "@/domain/time/instant";
import { askForCorrections } from "@/server/documents/ask-for-corrections";
import { MAX_ATTEMPTS } from "@/server/documents/paper-mill";
import { ownAccount } from "@/server/documents/queries";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Deps } from "@/server/platform/deps";
import { publish } from "@/server/platform/news";

/**
 * Asks for a report of what an account realised in a year: of the whole year when it is over, else up to the last day
 * whose books are there. Asked for twice it is made once. NOT_FOUND for anybody else's account; CONFLICT when there
 * are no books of the year yet.
 */
export async function requestGains(
  deps: Deps,
  actor: Actor,
  { accountId, year }: GainsReportInput,
): Promise<{ title: string }> {
  const id = await ownAccount(deps, actor, accountId);
  const last = exchangeCalendar.lastTradingDay(`${year}-12`);
  const [books] = await deps.db.$queryRaw<{ to: LocalDate | null }[]>`
    select max(business_date)::text as to from portal.eod_import
    where status = 'IMPORTED' and business_date between ${`${year}-01-01`}::date and ${last}::date`;
  const to = books?.to;
  if (!to) throw new AppError("CONFLICT", `There are no books of ${year} yet.`);
  await deps.db.documentJob.createMany({
    data: { kind: "REALISED_GAINS", accountId: id, subject: to === last ? year : `${year}:${to}` },
    skipDuplicates: true,
  });
  return { title: `Realised gains of ${year}` };
}

/**
 * Has a paper made again from the books as they are now, as a correction that names the one that it replaces; that one
 * stays. NOT_FOUND when there is no such paper; CONFLICT when it has been replaced already, or its correction waits.
 */
export async function correctPaper(
  deps: Deps,
  actor: Actor,
  { documentId, reason }: CorrectPaperInput,
): Promise<{ documentId: string }> {
  const exchangeAt = await deps.clock.exchangeNow();
  await deps.db.$transaction(async (tx) => {
    const [paper] = await tx.$queryRaw<
      { account_id: string; kind: string; subject: string; is_replaced: boolean }[]
    >`
      select d.account_id, d.kind, d.subject,
        exists (select from portal.document c where c.corrects_id = d.id) as is_replaced
      from portal.document d where d.id = ${documentId}::uuid`;
    if (!paper) throw new AppError("NOT_FOUND");
    const { account_id: accountId, kind, subject } = paper;
    const outdated = paper.is_replaced ? [] : [{ id: documentId, accountId, kind, subject }];
    const asked = await askForCorrections(tx, deps, outdated, { actor, reason, at: exchangeAt });
    if (asked === 0) throw new AppError("CONFLICT", "This paper has been corrected already.");
  });
  return { documentId };
}

/** Has papers tried again that could not be made; returns how many. */
export async function retryPapers(deps: Deps, actor: Actor): Promise<{ retried: number }> {
  const exchangeAt = await deps.clock.exchangeNow();
  return deps.db.$transaction(async (tx) => {
    const { count } = await tx.documentJob.updateMany({
      where: { doneAt: null, attempts: { gte: MAX_ATTEMPTS } },
      data: { attempts: 0 },
    });
    await recordAudit(tx, {
      actor,
      action: "document.papers_retried",
      subjectType: "document",
      subjectId: "failed",
      detail: { count },
      at: deps.clock.now(),
      exchangeAt,
    });
    await publish(tx, "staff", "documents");
    return { retried: count };
  });
}
