import type { PlaceRuling } from "@/domain/onboarding/checks";
import { country, usState } from "@/domain/onboarding/places";
import type { LocalDate } from "@/domain/time/instant";
import type { Db, Tx } from "@/server/platform/db";

/** The rows of both tables that hold on a day. */
export const placesOn = (db: Db | Tx, day: LocalDate): Promise<PlaceRuling[]> =>
  db.$queryRaw<PlaceRuling[]>`
    select distinct on (kind, code) kind, code, ruling, id::text as row, effective_on::text as "effectiveOn"
    from portal.place_ruling where effective_on <= ${day}::date
    order by kind, code, effective_on desc, id desc`;

/** A place with what holds now and, where one waits, the next change. Days are "YYYY-MM-DD". */
export type PlaceView = PlaceRuling & {
  name: string;
  reason: string;
  next: { ruling: PlaceRuling["ruling"]; effectiveOn: string } | null;
};

type Row = PlaceRuling & {
  reason: string;
  next: { ruling: PlaceRuling["ruling"]; effectiveOn: string } | null;
};

/** Both tables for the desk: states first, then countries, by name. */
export async function placeTable(db: Db, day: LocalDate): Promise<PlaceView[]> {
  const rows = await db.$queryRaw<Row[]>`
    select distinct on (p.kind, p.code) p.kind, p.code, p.ruling, p.id::text as row, p.effective_on::text as "effectiveOn", p.reason,
      (select jsonb_build_object('ruling', n.ruling, 'effectiveOn', n.effective_on) from portal.place_ruling n
       where n.kind = p.kind and n.code = p.code and n.effective_on > ${day}::date
       order by n.effective_on, n.id desc limit 1) as next
    from portal.place_ruling p where p.effective_on <= ${day}::date
    order by p.kind, p.code, p.effective_on desc, p.id desc`;
  const nameOf = ({ kind, code }: Row) =>
    (kind === "STATE" ? usState(code)?.name : country(code)?.name) ?? code;
  return rows
    .map((row) => ({ ...row, name: nameOf(row) }))
    .sort((a, b) => b.kind.localeCompare(a.kind) || a.name.localeCompare(b.name, "en"));
}
