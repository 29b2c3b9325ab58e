import { z } from "zod";
import { countryName } from "@/domain/onboarding/places";
import type { PaperAccount } from "@/domain/statements/statement";
import type { Db, Tx } from "@/server/platform/db";

/** What the holder's address looks like in an application; older or unfinished ones may lack any of it. */
const addressForm = z.object({
  line1: z.string(),
  line2: z.string().nullish(),
  city: z.string(),
  state: z.string().nullish(),
  region: z.string().nullish(),
  postalCode: z.string().nullish(),
  country: z.string(),
});

/** An address as lines of a letter; none when it is not on file in a form that we know. */
function mailingLines(form: unknown): string[] {
  const parsed = addressForm.safeParse(form);
  if (!parsed.success) return [];
  const { line1, line2, city, state, region, postalCode, country } = parsed.data;
  const town = [city, [state ?? region, postalCode].filter(Boolean).join(" ")].filter(Boolean).join(", ");
  const lines = [line1, line2 ?? "", town, country === "US" ? "" : countryName(country)];
  return lines.filter((line) => line !== "");
}

/** Whom papers of these accounts are for, and the day on which each account was opened ("" if it never was). */
export async function paperAccounts(
  db: Tx | Db,
  accountIds: readonly string[],
): Promise<Map<string, PaperAccount & { openedOn: string }>> {
  const rows = await db.$queryRaw<
    { id: string; number: string | null; title: string; opened_on: string | null; address: unknown }[]
  >`
    select a.id, a.number, a.title, a.opened_on::text, p.form -> 'address' as address
    from portal.account a left join portal.application p on p.id = a.application_id
    where a.id = any(${accountIds}::uuid[])`;
  return new Map(
    rows.map((row) => [
      row.id,
      {
        number: row.number ?? "",
        title: row.title,
        mailing: mailingLines(row.address),
        openedOn: row.opened_on ?? "",
      },
    ]),
  );
}
