import { type PlaceRuling, screenPlaces } from "@/domain/onboarding/checks";
import type { LocalDate } from "@/domain/time/instant";
import { toDate } from "@/domain/time/instant";
import { restrictAccounts } from "@/server/accounts";
import type { Actor } from "@/server/platform/actor";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

type Holder = { account_id: string; state: string | null; country: string; citizenship: string | null };

/**
 * Whoever of accounts that are not closed lives in one of these states or countries, or belongs there: an owner's address
 * is the last one that counts of his record, everybody else's that of the application.
 */
const holdersOf = (
  tx: Tx,
  deps: Deps,
  states: readonly string[],
  countries: readonly string[],
): Promise<Holder[]> => tx.$queryRaw<Holder[]>`
  select * from (select acc.id as account_id, p.key, p.citizenship,
    case when moved.value is null then p.state else moved.value ->> 'state' end as state,
    coalesce(moved.value ->> 'country', p.country) as country
  from portal.account acc
  join portal.application_person p on p.application_id = acc.application_id
  join portal.application a on a.id = acc.application_id
  left join portal.co_owner o on o.application_id = a.id and p.key = 'co-owner'
  left join lateral (
    select e.value from portal.profile_entry e
    where e.user_id = case p.key when 'applicant' then a.user_id when 'co-owner' then o.user_id end
      and e.kind = 'ADDRESS' and e.status = 'STANDING' and e.effective_at <= ${toDate(deps.clock.now())}
    order by e.effective_at desc, e.recorded_at desc, e.id desc limit 1) moved on true
  where acc.status <> 'CLOSED') as holder
  where state = any(${[...states]}::text[]) or country = any(${[...countries]}::text[])
    or citizenship = any(${[...countries]}::text[])
  order by account_id, key`;

/**
 * Accounts of people who live in, or are citizens of, a place where we do no business today buy nothing more: what they
 * hold can be sold and taken out, and somebody speaks with them. Once for each row of the table: what the staff have
 * lifted stays lifted. Returns how many accounts are new.
 */
export async function restrictRefusedPlaces(
  tx: Tx,
  deps: Deps,
  actor: Actor | "SYSTEM",
  facts: { places: readonly PlaceRuling[]; today: LocalDate },
): Promise<number> {
  const refused = (kind: PlaceRuling["kind"]) =>
    facts.places.filter((place) => place.kind === kind && place.ruling === "REFUSED").map(({ code }) => code);
  const byReason = new Map<string, string[]>();
  const holders = await holdersOf(tx, deps, refused("STATE"), refused("COUNTRY"));
  for (const { account_id, state, country, citizenship } of holders) {
    const { outcome, summary, evidence } = screenPlaces({ state, country, citizenship }, facts);
    if (outcome !== "FAIL") continue;
    const reason = `We do no business where an owner lives or belongs. ${summary} (${[evidence["rows"]].flat().join("; ")}).`;
    byReason.set(reason, [...(byReason.get(reason) ?? []), account_id]);
  }
  let count = 0;
  for (const [reason, accountIds] of byReason) {
    const known = await tx.accountRestriction.findMany({
      where: { accountId: { in: accountIds }, cause: "REFUSED_PLACE", reason },
      select: { accountId: true },
    });
    const done = new Set(known.map(({ accountId }) => accountId));
    const { restricted } = await restrictAccounts(tx, deps, actor, {
      accountIds: accountIds.filter((id) => !done.has(id)),
      kind: "NO_BUYS",
      cause: "REFUSED_PLACE",
      reason,
      exchangeAt: await deps.clock.exchangeNow(),
    });
    count += restricted.length;
  }
  return count;
}
