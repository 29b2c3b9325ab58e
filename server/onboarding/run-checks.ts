import { type Check, type OtherPerson, runChecks } from "@/domain/onboarding/checks";
import { invariant } from "@/domain/errors";
import { legalName } from "@/domain/onboarding/names";
import {
  type ApplicationParts,
  type ApplicationPerson,
  entityOf,
  personsOf,
} from "@/domain/onboarding/persons";
import type { IdentityAnswer } from "@/domain/screening/identity-port";
import { localDateOf, toDate } from "@/domain/time/instant";
import { partsOf, type StoredApplication, type WholeApplication } from "@/server/onboarding/own-application";
import type { Db, Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";
import { askLists, currentLists, placesOn } from "@/server/screening";

/** Numbers beside the form by the person's key ("applicant", "co-owner", "person:KEY", "entity"). */
type Numbers = ReadonlyMap<string, { last4: string; fingerprint: string }>;
export type ProviderAnswers = ReadonlyMap<string, IdentityAnswer>;

async function numbersBeside(db: Db | Tx, { application, coOwner }: WholeApplication): Promise<Numbers> {
  const beside = await db.numberOnFile.findMany({
    where: { applicationId: application.id },
    select: { subject: true, last4: true, fingerprint: true },
  });
  const numbers = new Map(beside.map(({ subject, ...number }) => [subject, number]));
  for (const [key, part] of [
    ["applicant", application],
    ["co-owner", coOwner],
  ] as const)
    if (part?.taxIdLast4 && part.taxIdFingerprint)
      numbers.set(key, { last4: part.taxIdLast4, fingerprint: part.taxIdFingerprint });
  return numbers;
}

const MOST_OTHERS = 200;

/** What the provider says of everybody, by key. Asked before the transaction: it may take its time, and may fail. */
export async function askProvider(deps: Deps, whole: WholeApplication): Promise<ProviderAnswers> {
  const persons = personsOf(partsOf(whole));
  const numbers = await numbersBeside(deps.db, whole);
  const questions = persons.map((person) => ({
    name: legalName(person.name),
    birthDate: person.birthDate,
    country: person.address.country,
    document: person.identification.kind,
    numberLast4: numbers.get(person.key)?.last4 ?? "",
  }));
  const answers = await deps.identity.verify(questions).catch((error: unknown) => {
    deps.log.warn({ err: error }, "the identity provider did not answer");
    return [];
  });
  return new Map(persons.map((person, at) => [person.key, answers[at] ?? NO_ANSWER]));
}

const NO_ANSWER: IdentityAnswer = {
  provider: "none",
  reference: "",
  identity: "NO_ANSWER",
  address: "NO_ANSWER",
};

type OtherRow = { key: string; number: string; name: string; same_number: boolean; same_birth: boolean };

/** People of other applications who share a number or a birth date with one of these. */
async function otherPeople(
  tx: Tx,
  application: Pick<StoredApplication, "id" | "userId">,
  persons: readonly ApplicationPerson[],
  numbers: Numbers,
): Promise<Map<string, OtherPerson[]>> {
  const rows = await tx.$queryRaw<OtherRow[]>`
    select mine.key, a.number, p.name, coalesce(p.number_fingerprint = mine.fingerprint, false) as same_number,
      coalesce(p.birth_date = mine.birth_date, false) as same_birth
    from unnest(${persons.map(({ key }) => key)}::text[], ${persons.map(({ key }) => numbers.get(key)?.fingerprint ?? null)}::text[],
      ${persons.map(({ birthDate }) => birthDate)}::date[]) as mine (key, fingerprint, birth_date)
    join portal.application_person p on p.number_fingerprint = mine.fingerprint or p.birth_date = mine.birth_date
    join portal.application a on a.id = p.application_id
    where a.id <> ${application.id}::uuid and a.user_id <> ${application.userId}::uuid
      and a.status in ('SUBMITTED', 'INFO_REQUESTED', 'ESCALATED', 'APPROVED')
    order by a.submitted_at limit ${MOST_OTHERS}`;
  const found = new Map<string, OtherPerson[]>();
  for (const { key, number, name, same_number, same_birth } of rows)
    found.set(key, [
      ...(found.get(key) ?? []),
      { number, name, sharesNumber: same_number, sharesBirthDate: same_birth },
    ]);
  return found;
}

/** Everybody of the application as a row, so that others can find them; the entity, too. */
async function keepPersons(
  tx: Tx,
  applicationId: string,
  parts: ApplicationParts,
  numbers: Numbers,
): Promise<void> {
  const entity = entityOf(parts);
  const rows = personsOf(parts).map((person) => ({
    key: person.key,
    name: legalName(person.name),
    roles: [...person.roles] as string[],
    birthDate: new Date(person.birthDate),
    citizenship: person.citizenship as string | null,
    country: person.address.country as string,
    state: "state" in person.address ? person.address.state : null,
  }));
  const all = entity
    ? [
        ...rows,
        {
          key: "entity",
          name: entity.legalName,
          roles: ["ENTITY"],
          birthDate: null,
          citizenship: null,
          country: entity.address.country as string,
          state: "state" in entity.address ? entity.address.state : null,
        },
      ]
    : rows;
  await tx.applicationPerson.createMany({
    data: all.map((row) => ({
      ...row,
      applicationId,
      numberLast4: numbers.get(row.key)?.last4 ?? null,
      numberFingerprint: numbers.get(row.key)?.fingerprint ?? null,
    })),
  });
}

/** Shared by who submits, taken alone by who looks at all open applications. */
const SUBMISSIONS = 7_145_002;

/**
 * Makes who else submits for one of the same people wait until the transaction ends: two of one person at the same
 * moment must see each other. The same person is who has the same number or birth date, as the checks have it; others
 * do not wait. `whole` may be from before the transaction: a draft that has changed since is not sent.
 */
export async function lockSubmission(tx: Tx, whole: WholeApplication): Promise<void> {
  const numbers = await numbersBeside(tx, whole);
  const keys = personsOf(partsOf(whole)).flatMap(({ key, birthDate }) => {
    const number = numbers.get(key)?.fingerprint;
    return [`born:${birthDate}`, ...(number ? [`number:${number}`] : [])];
  });
  await tx.$executeRaw`
    select pg_advisory_xact_lock_shared(${SUBMISSIONS}::bigint), (select count(pg_advisory_xact_lock(k.key)) from (
      select distinct hashtextextended(u.name, 0) as key from unnest(${keys}::text[]) as u(name) order by key) k)`;
}

/** Makes whoever wants to submit wait until the transaction ends. */
export async function lockSubmissions(tx: Tx): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(${SUBMISSIONS}::bigint)`;
}

/**
 * Checks everybody of a complete application, and keeps people and checks with their evidence. In the transaction
 * that submits, behind the lock of `lockSubmission`.
 */
export async function checkApplication(
  tx: Tx,
  deps: Deps,
  whole: WholeApplication,
  answers: ProviderAnswers,
): Promise<Check[]> {
  const { application } = whole;
  const parts = partsOf(whole);
  const persons = personsOf(parts);
  const numbers = await numbersBeside(tx, whole);
  const today = localDateOf(deps.clock.now());
  invariant(persons.length > 0, "a complete application has nobody in it");
  const [lists, places, others] = [
    await currentLists(tx),
    await placesOn(tx, today),
    await otherPeople(tx, application, persons, numbers),
  ];
  const entity = entityOf(parts);
  const checks = runChecks({
    parts,
    people: persons.map((person) => ({
      person,
      numberLast4: numbers.get(person.key)?.last4 ?? "",
      identity: answers.get(person.key) ?? NO_ANSWER,
      lists: askLists(lists, legalName(person.name)),
      others: others.get(person.key) ?? [],
    })),
    entity: entity && {
      name: entity.legalName,
      country: entity.address.country,
      state: "state" in entity.address ? entity.address.state : null,
      lists: askLists(lists, entity.legalName),
    },
    places,
    today,
  });
  await keepPersons(tx, application.id, parts, numbers);
  await tx.applicationCheck.createMany({
    data: checks.map((check) => ({
      ...check,
      id: newId(),
      applicationId: application.id,
      checkedAt: toDate(deps.clock.now()),
    })),
  });
  return checks;
}
