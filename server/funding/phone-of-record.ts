import type { Db, Tx } from "@/server/platform/db";

/** The phone number that the account's owner gave when it was opened; null where there is none. */
export async function phoneOfRecord(db: Tx | Db, accountId: string): Promise<string | null> {
  const [row] = await db.$queryRaw<{ phone: string | null }[]>`
    select p.form -> 'address' ->> 'phone' as phone
    from portal.account a join portal.application p on p.id = a.application_id where a.id = ${accountId}::uuid`;
  return row?.phone ?? null;
}

/** Whether two ways of writing are one number: its digits, with or without the country's 1. */
export function samePhone(a: string, b: string): boolean {
  const digits = (text: string) => text.replace(/\D/g, "").replace(/^1(?=\d{10}$)/, "");
  return digits(a) !== "" && digits(a) === digits(b);
}
