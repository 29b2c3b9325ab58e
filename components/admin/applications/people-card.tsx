import type { Outputs } from "@/components/shell/trpc-client";
import { Card } from "@/components/ui/card";
import { countryName, usState } from "@/domain/onboarding/places";
import { formatDate } from "@/domain/time/format";

type Person = Outputs["review"]["application"]["persons"][number];

const ROLES: Readonly<Record<string, string>> = {
  OWNER: "Owner",
  CO_OWNER: "Co-owner",
  SIGNER: "Signs",
  BENEFICIAL_OWNER: "Owns 25% or more",
  CONTROL_PERSON: "Controls",
  ENTITY: "Company or trust",
};

/** Everybody of an application, in which part, and where from. */
export function PeopleCard({ persons }: { persons: readonly Person[] }) {
  if (persons.length < 2) return null;
  return (
    <Card title="Who is in it" aside={`${persons.length}`}>
      <ul aria-label="Who is in it" className="grid gap-3 sm:grid-cols-2">
        {persons.map((person) => (
          <li key={person.key} className="grid gap-0.5">
            <p className="font-medium wrap-anywhere">{person.name}</p>
            <p className="text-small text-muted">
              {person.roles.map((role) => ROLES[role] ?? role).join(", ")}
            </p>
            <p className="tabular text-label text-muted">
              {[
                person.birthDate && `born ${formatDate(person.birthDate)}`,
                person.citizenship && countryName(person.citizenship),
                usState(person.place)?.name ?? countryName(person.place),
                person.numberLast4 && `•••••${person.numberLast4}`,
              ]
                .filter(Boolean)
                .join(" · ")}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
