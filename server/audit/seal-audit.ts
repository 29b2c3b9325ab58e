import { sha256 } from "@/server/platform/crypto";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

/** Advisory lock of the one sealer. */
const SEALER = 7_145_001;
/** What comes before the first seal: nothing. */
export const GENESIS = "";
const BATCH = 1_000;

async function sealBatch(tx: Tx): Promise<number> {
  const [lock] = await tx.$queryRaw<
    { mine: boolean }[]
  >`select pg_try_advisory_xact_lock(${SEALER}::bigint) as mine`;
  if (!lock?.mine) return 0;
  const events = await tx.$queryRaw<{ id: string; hash: string }[]>`
    select e.id, e.hash from portal.audit_unsealed u join portal.audit_event e on e.id = u.event_id
    order by e.id limit ${BATCH}`;
  if (events.length === 0) return 0;
  const [last] = await tx.$queryRaw<{ seq: bigint; hash: string }[]>`
    select seq, hash from portal.audit_seal order by seq desc limit 1`;
  let hash = last?.hash ?? GENESIS;
  const hashes = events.map((event) => {
    hash = sha256(hash + event.hash);
    return hash;
  });
  const ids = events.map((event) => event.id);
  await tx.$executeRaw`
    insert into portal.audit_seal (seq, event_id, hash)
    select ${last?.seq ?? 0n}::bigint + n, id, hash
    from unnest(${ids}::uuid[], ${hashes}::text[]) with ordinality as sealed (id, hash, n)`;
  await tx.$executeRaw`delete from portal.audit_unsealed where event_id = any(${ids}::uuid[])`;
  return events.length;
}

/**
 * Chains the audit events that are not chained yet: each seal's hash is that of the seal before and of its event, so
 * that no event can be altered, removed or slipped in later without a break. One sealer at a time over all instances;
 * whoever finds another at work does nothing. Returns how many were sealed.
 */
export async function sealAudit(deps: Deps): Promise<number> {
  let sealed = 0;
  for (;;) {
    const count = await deps.db.$transaction(sealBatch);
    sealed += count;
    if (count < BATCH) return sealed;
  }
}
