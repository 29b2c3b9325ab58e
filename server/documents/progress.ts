import { HELD_BACK, MAX_ATTEMPTS } from "@/server/documents/paper-mill";
import type { HeldBackView, PaperProgress } from "@/server/documents/views";
import type { Deps } from "@/server/platform/deps";

/** Accounts that a list of what is held back names. */
const SHOWN = 10;

/** How far the papers are: what waits, what failed, what open breaks hold back, and the latest month end. For staff. */
export async function paperProgress(deps: Deps): Promise<PaperProgress> {
  const [[row], heldBackFirst, [monthEnd]] = await Promise.all([
    deps.db.$queryRaw<{ waiting: number; failed: number; held: number; reason: string | null }[]>`
      select (count(*) filter (where attempts < ${MAX_ATTEMPTS} and not held))::int as waiting,
        (count(*) filter (where attempts >= ${MAX_ATTEMPTS}))::int as failed,
        (count(*) filter (where attempts < ${MAX_ATTEMPTS} and held))::int as held,
        (array_agg(last_error order by id) filter (where attempts >= ${MAX_ATTEMPTS}))[1] as reason
      from (select id, attempts, last_error, ${HELD_BACK} as held from portal.document_job as job
            where done_at is null) as waiting`,
    deps.db.$queryRaw<HeldBackView[]>`
      select job.account_id as "accountId", coalesce(a.number, '') as "accountNumber", left(job.subject, 7) as month,
        (select initcap(b.area) || ': ' || b.item || ', since ' || b.business_date::text
         from portal.reconciliation_break b where b.account_id = job.account_id and b.status = 'OPEN'
         order by b.business_date, b.id limit 1) as reason
      from portal.document_job as job join portal.account a on a.id = job.account_id
      where job.done_at is null and job.attempts < ${MAX_ATTEMPTS} and ${HELD_BACK}
      order by job.id limit ${SHOWN}`,
    deps.db.$queryRaw<{ month: string; done: number; total: number }[]>`
      select subject as month, count(done_at)::int as done, count(*)::int as total from portal.document_job
      where kind = 'STATEMENT' and subject = (
        select max(subject) from portal.document_job where kind = 'STATEMENT' and subject not like '%~%')
      group by subject`,
  ]);
  return {
    waiting: row?.waiting ?? 0,
    failed: row?.failed ?? 0,
    reason: row?.reason ?? null,
    heldBack: row?.held ?? 0,
    heldBackFirst,
    monthEnd: monthEnd ?? null,
  };
}
