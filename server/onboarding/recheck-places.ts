import { type PlaceRuling, screenPlaces } from "@/domain/onboarding/checks";
import { type LocalDate, localDateOf } from "@/domain/time/instant";
import type { ApprovalEffect } from "@/server/approvals";
import { restrictRefusedPlaces } from "@/server/onboarding/restrict-refused-places";
import { lockSubmissions } from "@/server/onboarding/run-checks";
import { supersedeChecks } from "@/server/onboarding/supersede-checks";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { publish } from "@/server/platform/news";
import { placesOn, recordPlace } from "@/server/screening";

type Person = {
  application_id: string;
  key: string;
  state: string | null;
  country: string;
  citizenship: string | null;
  rows: unknown;
};

/**
 * Checks the places of everybody by what holds today: accounts that are open are kept from buying where one is refused
 * (restrict-refused-places.ts), open applications are checked anew.
 */
async function recheckPlaces(tx: Tx, deps: Deps, actor: Actor | "SYSTEM"): Promise<number> {
  await lockSubmissions(tx);
  const today = localDateOf(deps.clock.now());
  const facts = { places: await placesOn(tx, today), today };
  const restricted = await restrictRefusedPlaces(tx, deps, actor, facts);
  return restricted + (await recheckApplications(tx, deps, actor, facts));
}

/**
 * Checks the places of everybody in open applications anew by what holds today, and writes a new check, with the row
 * of the table as evidence, where another row holds than was looked at. Submissions wait, so that none slips by with
 * the row before; applications that change are locked, so that who decides on one sees it. Returns how many changed.
 */
async function recheckApplications(
  tx: Tx,
  deps: Deps,
  actor: Actor | "SYSTEM",
  facts: { places: readonly PlaceRuling[]; today: LocalDate },
): Promise<number> {
  const people = await tx.$queryRaw<Person[]>`
    select p.application_id, p.key, p.state, p.country, p.citizenship, c.evidence -> 'rows' as rows
    from portal.application_person p
    join portal.application a on a.id = p.application_id and a.status in ('SUBMITTED', 'INFO_REQUESTED', 'ESCALATED')
    join portal.application_check c
      on c.application_id = p.application_id and c.person = p.key and c.kind = 'JURISDICTION' and c.superseded_at is null
    order by p.application_id, p.key`;
  const checked = people
    .map((person) => ({ ...person, ...screenPlaces(person, facts) }))
    .filter(({ rows, evidence }) => JSON.stringify(rows) !== JSON.stringify(evidence["rows"]));
  if (checked.length === 0) return 0;
  const ids = checked.map((each) => each.application_id);
  await tx.$executeRaw`select 1 from portal.application where id = any(${ids}::uuid[]) order by id for no key update`;
  const changed = await supersedeChecks(tx, deps, "JURISDICTION", checked);
  await recordAudit(tx, {
    actor,
    action: "place.rechecked",
    subjectType: "place",
    subjectId: facts.today,
    detail: { people: people.length, changed },
    at: deps.clock.now(),
  });
  await publish(tx, "staff", "application");
  return changed;
}

/** The same by itself, for rows whose day has come since they were approved. */
export const recheckPlacesToday = (deps: Deps): Promise<number> =>
  deps.db.$transaction((tx) => recheckPlaces(tx, deps, "SYSTEM"));

/** An approved row of the place tables: it is written, and open applications are checked anew where it holds already. */
export const placeEffect: ApprovalEffect = {
  async approved(tx, deps, actor, approval) {
    await recordPlace(tx, deps, approval);
    await recheckPlaces(tx, deps, actor);
  },
};
