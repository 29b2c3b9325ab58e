import { type CheckOutcome, screenName } from "@/domain/onboarding/checks";
import { toDate } from "@/domain/time/instant";
import type { Actor } from "@/server/platform/actor";
import { recordAudit, recordAudits } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";
import { publish } from "@/server/platform/news";
import { askLists, currentLists, type ListFiles, type LoadedList, loadWatchList } from "@/server/screening";

export type Rescreened = { screened: number; changed: number; hits: number };

type Person = { application_id: string; key: string; name: string; born_in: number | null; is_open: boolean };
type Screened = Person & ReturnType<typeof screenName> & { lists: ReturnType<typeof askLists> };

/** So many are compared between two turns of the event loop, which serves orders meanwhile. */
const TURN = 200;

/**
 * Compares everybody anew with the lists in force: people of open applications, whose check is superseded where it
 * comes out differently, and people of customers' accounts, for whom somebody looks at each new hit and whose money
 * stays until then (OFAC: hold). One statement reads everybody, one a kind writes what has changed.
 */
export async function rescreenAll(deps: Deps, actor: Actor | "SYSTEM"): Promise<Rescreened> {
  const lists = await currentLists(deps.db);
  const people = await deps.db.$queryRaw<Person[]>`
    select p.application_id, p.key, p.name, extract(year from p.birth_date)::int as born_in, a.status <> 'APPROVED' as is_open
    from portal.application_person p join portal.application a on a.id = p.application_id
    where a.status in ('SUBMITTED', 'INFO_REQUESTED', 'ESCALATED', 'APPROVED')
    order by p.application_id, p.key`;
  const screened: Screened[] = [];
  for (const [at, person] of people.entries()) {
    const said = askLists(lists, person.name);
    screened.push({ ...person, ...screenName(person.name, person.born_in, said), lists: said });
    if (at % TURN === TURN - 1) await new Promise((go) => setImmediate(go));
  }
  const counts = await deps.db.$transaction(async (tx) => {
    const changed = await supersedeChecks(
      tx,
      deps,
      screened.filter(({ is_open }) => is_open),
    );
    const hits = await writeHits(
      tx,
      deps,
      lists.map(({ id, source }) => ({ id, source })),
      screened.filter(({ is_open, outcome }) => !is_open && outcome !== "CLEAR"),
    );
    await recordAudit(tx, {
      actor,
      action: "watch_list.rescreened",
      subjectType: "watch_list",
      subjectId: lists.map(({ id }) => id).join(" "),
      detail: { screened: people.length, changed, hits },
      at: deps.clock.now(),
    });
    await publish(tx, "staff", "application");
    return { changed, hits };
  });
  return { screened: people.length, ...counts };
}

/** New rows for checks of open applications that come out differently; the old ones stay, superseded. */
async function supersedeChecks(tx: Tx, deps: Deps, screened: readonly Screened[]): Promise<number> {
  if (screened.length === 0) return 0;
  const now = toDate(deps.clock.now());
  const text = (of: (each: Screened) => string) => screened.map(of);
  const outcomes: CheckOutcome[] = screened.map(({ outcome }) => outcome);
  return tx.$executeRaw`
    with said as (
      select * from unnest(${text((each) => each.application_id)}::uuid[], ${text((each) => each.key)}::text[], ${outcomes}::text[],
        ${text((each) => each.summary)}::text[], ${text((each) => JSON.stringify(each.evidence))}::jsonb[],
        ${text(() => newId())}::uuid[]) as s (application_id, person, outcome, summary, evidence, id)
    ), replaced as (
      update portal.application_check c set superseded_at = ${now}
      from said s, portal.application a
      where c.application_id = s.application_id and c.person = s.person and c.kind = 'NAME_LISTS' and c.superseded_at is null
        and c.evidence is distinct from s.evidence
        and a.id = c.application_id and a.status in ('SUBMITTED', 'INFO_REQUESTED', 'ESCALATED')
      returning c.application_id, c.person)
    insert into portal.application_check (id, application_id, person, kind, outcome, summary, evidence, checked_at)
    select s.id, s.application_id, s.person, 'NAME_LISTS', s.outcome, s.summary, s.evidence, ${now}
    from said s join replaced r using (application_id, person)`;
}

/** Customers whose names a list came to have: a hit each, once, and their money stays until somebody has looked. */
async function writeHits(
  tx: Tx,
  deps: Deps,
  lists: readonly { id: string; source: string }[],
  found: readonly Screened[],
): Promise<number> {
  const now = toDate(deps.clock.now());
  const listOf = new Map(lists.map(({ id, source }) => [source, id]));
  const hits = found.flatMap(({ application_id, key, name, evidence, lists: said }) => {
    const worst = [...said].sort((a, b) => (b.nearest?.score ?? 0) - (a.nearest?.score ?? 0))[0];
    const listId = worst && listOf.get(worst.source);
    return worst?.nearest && listId
      ? [{ application_id, key, name, evidence, listId, source: worst.source, nearest: worst.nearest }]
      : [];
  });
  if (hits.length === 0) return 0;
  const made = await tx.$queryRaw<
    { id: string; application_id: string; matched_name: string; score: number }[]
  >`
    insert into portal.screening_hit (id, application_id, person, list_id, source, ent_num, name, matched_name, score, evidence, found_at)
    select h.*, ${now}::timestamptz from unnest(${hits.map(() => newId())}::uuid[], ${hits.map((hit) => hit.application_id)}::uuid[],
      ${hits.map((hit) => hit.key)}::text[], ${hits.map((hit) => hit.listId)}::uuid[], ${hits.map((hit) => hit.source)}::text[],
      ${hits.map((hit) => hit.nearest.entry)}::text[], ${hits.map((hit) => hit.name)}::text[], ${hits.map((hit) => hit.nearest.name)}::text[],
      ${hits.map((hit) => hit.nearest.score)}::int[], ${hits.map((hit) => JSON.stringify(hit.evidence))}::jsonb[]) as h
    on conflict (application_id, person, source, ent_num, matched_name) do nothing
    returning id, application_id, matched_name, score`;
  if (made.length === 0) return 0;
  const held = await tx.$queryRaw<{ account_id: string }[]>`
    insert into portal.account_restriction (id, account_id, kind, reason, placed_at)
    select gen_random_uuid(), a.id, 'NO_WITHDRAWALS', 'A name list has a name like one of this account: somebody looks at it.', ${now}
    from portal.account a where a.application_id = any(${made.map((hit) => hit.application_id)}::uuid[]) and a.status <> 'CLOSED'
    on conflict (account_id, kind) where lifted_at is null do nothing returning account_id`;
  await recordAudits(tx, [
    ...made.map((hit) => ({
      actor: "SYSTEM" as const,
      action: "screening.hit",
      subjectType: "application",
      subjectId: hit.application_id,
      detail: { hitId: hit.id, matchedName: hit.matched_name, score: hit.score },
      at: deps.clock.now(),
    })),
    ...held.map(({ account_id }) => ({
      actor: "SYSTEM" as const,
      action: "account.restricted",
      subjectType: "account",
      subjectId: account_id,
      detail: { kind: "NO_WITHDRAWALS", reason: "A name list has a name like one of this account." },
      at: deps.clock.now(),
    })),
  ]);
  return made.length;
}

/** Puts a list in force, and compares everybody with it. Throws FILE_REFUSED, and then nothing has changed. */
export async function replaceWatchList(
  deps: Deps,
  actor: Actor | "SYSTEM",
  files: ListFiles,
): Promise<LoadedList & Rescreened> {
  const loaded = await loadWatchList(deps, actor, files);
  return { ...loaded, ...(await rescreenAll(deps, actor)) };
}
