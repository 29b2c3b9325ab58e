import { GENESIS } from "@/server/audit/seal-audit";
import type { Db } from "@/server/platform/db";

export type AuditVerdict = {
  ok: boolean;
  sealed: number;
  /** Events not chained yet: younger than a second or two while the sealer runs. */
  unsealed: number;
  firstBad?: { seq: string | null; eventId: string; problem: string };
};

type Bad = { seq: bigint | null; event_id: string; problem: string };

/**
 * Whether the audit stands as it was written (invariant I10): numbers without gaps, each seal the hash of the one
 * before and of its event, each event the hash of its own words, and no event that is neither sealed nor waiting.
 * Plain SQL over the whole trail; works on any portal connection.
 */
export async function verifyAudit(db: Db): Promise<AuditVerdict> {
  const [counts] = await db.$queryRaw<{ sealed: bigint; unsealed: bigint }[]>`
    select (select count(*) from portal.audit_seal) as sealed, (select count(*) from portal.audit_unsealed) as unsealed`;
  const [bad] = await db.$queryRaw<Bad[]>`
    with chain as (
      select s.seq, s.event_id, s.hash, lag(s.seq) over w as seq_before, lag(s.hash) over w as hash_before
      from portal.audit_seal s window w as (order by s.seq)
    ), judged as (
      select c.seq, c.event_id,
        case
          when e.id is null then 'the event is missing'
          when c.seq <> coalesce(c.seq_before, 0) + 1 then 'a number is missing before it'
          when e.hash <> portal.audit_hash(e) then 'the event was altered'
          when c.hash <> encode(sha256(convert_to(coalesce(c.hash_before, ${GENESIS}) || e.hash, 'UTF8')), 'hex')
            then 'the chain does not lead to it'
        end as problem
      from chain c left join portal.audit_event e on e.id = c.event_id
    ), astray as (
      select null::bigint as seq, e.id as event_id,
        case when u.event_id is null then 'the event is neither sealed nor waiting' else 'the event was altered' end as problem
      from portal.audit_event e
      left join portal.audit_seal s on s.event_id = e.id
      left join portal.audit_unsealed u on u.event_id = e.id
      where s.event_id is null and (u.event_id is null or e.hash <> portal.audit_hash(e))
    )
    select seq, event_id, problem from (select * from judged where problem is not null union all select * from astray) found
    order by seq nulls last, event_id limit 1`;
  const verdict = { sealed: Number(counts?.sealed ?? 0), unsealed: Number(counts?.unsealed ?? 0) };
  if (!bad) return { ok: true, ...verdict };
  const firstBad = { seq: bad.seq?.toString() ?? null, eventId: bad.event_id, problem: bad.problem };
  return { ok: false, ...verdict, firstBad };
}
