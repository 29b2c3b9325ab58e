import { screenName } from "@/domain/onboarding/checks";
import { toDate } from "@/domain/time/instant";
import { restrictAccounts } from "@/server/accounts";
import type { Actor } from "@/server/platform/actor";
import { recordAudit, recordAudits } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";
import { publish } from "@/server/platform/news";
import { supersedeChecks } from "@/server/onboarding/supersede-checks";
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
      "NAME_LISTS",
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
  const accounts = await tx.account.findMany({
    where: { applicationId: { in: made.map((hit) => hit.application_id) } },
    select: { id: true },
  });
  await restrictAccounts(tx, deps, "SYSTEM", {
    accountIds: accounts.map(({ id }) => id),
    kind: "NO_WITHDRAWALS",
    cause: "NAME_LIST",
    reason: "A name list has a name like one of this account: somebody looks at it.",
    exchangeAt: await deps.clock.exchangeNow(),
  });
  await recordAudits(
    tx,
    made.map((hit) => ({
      actor: "SYSTEM" as const,
      action: "screening.hit",
      subjectType: "application",
      subjectId: hit.application_id,
      detail: { hitId: hit.id, matchedName: hit.matched_name, score: hit.score },
      at: deps.clock.now(),
    })),
  );
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
