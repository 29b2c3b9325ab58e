import { layoutOf } from "@/domain/clearing/eod-files";
import type { EodFileName } from "@/domain/clearing/messages";
import { Prisma } from "@/server/platform/db";

const TYPES: Record<string, string> = { decimal: "numeric", day: "date", uuid: "uuid" };

/**
 * Selects the rows of a kept file as columns of their types: the text is with the database already, and a large firm's
 * rows need not be sent there again. Only for files that `readEodFile` has found to be right.
 */
export function fileRows(name: EodFileName, businessDate: string): Prisma.Sql {
  const columns = Object.entries(layoutOf(name).columns).map(([column, field], index) => {
    const type = typeof field === "string" ? (TYPES[field] ?? "text") : "text";
    return Prisma.raw(`f[${index + 2}]::${type} as "${column}"`);
  });
  return Prisma.sql`(
    select ${Prisma.join(columns)}
    from portal.eod_file kept, string_to_table(kept.content, chr(10)) as line, string_to_array(line, '|') as f
    where kept.business_date = ${businessDate}::date and kept.name = ${name} and line like 'ROW|%')`;
}
