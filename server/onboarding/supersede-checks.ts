import type { CheckKind, CheckOutcome, Evidence } from "@/domain/onboarding/checks";
import { toDate } from "@/domain/time/instant";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";

type Rechecked = {
  application_id: string;
  /** The person's, or "entity". */
  key: string;
  outcome: CheckOutcome;
  summary: string;
  evidence: Evidence;
};

/**
 * New rows for checks of one kind of open applications that come out differently; the old ones stay, superseded. Which
 * day it was ("on" in the evidence) makes no difference by itself. One statement; returns how many there are.
 */
export async function supersedeChecks(
  tx: Tx,
  deps: Deps,
  kind: CheckKind,
  checked: readonly Rechecked[],
): Promise<number> {
  if (checked.length === 0) return 0;
  const now = toDate(deps.clock.now());
  const text = (of: (each: Rechecked) => string) => checked.map(of);
  return tx.$executeRaw`
    with said as (
      select * from unnest(${text((each) => each.application_id)}::uuid[], ${text((each) => each.key)}::text[],
        ${text((each) => each.outcome)}::text[], ${text((each) => each.summary)}::text[],
        ${text((each) => JSON.stringify(each.evidence))}::jsonb[], ${text(() => newId())}::uuid[])
        as s (application_id, person, outcome, summary, evidence, id)
    ), replaced as (
      update portal.application_check c set superseded_at = ${now}
      from said s, portal.application a
      where c.application_id = s.application_id and c.person = s.person and c.kind = ${kind} and c.superseded_at is null
        and c.evidence - 'on' is distinct from s.evidence - 'on'
        and a.id = c.application_id and a.status in ('SUBMITTED', 'INFO_REQUESTED', 'ESCALATED')
      returning c.application_id, c.person)
    insert into portal.application_check (id, application_id, person, kind, outcome, summary, evidence, checked_at)
    select s.id, s.application_id, s.person, ${kind}, s.outcome, s.summary, s.evidence, ${now}
    from said s join replaced r using (application_id, person)`;
}
