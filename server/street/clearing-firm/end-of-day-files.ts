import { eodFileHead, layoutOf } from "@/domain/clearing/eod-files";
import { type EodFileName, eodFileName } from "@/domain/clearing/messages";
import { InvariantError } from "@/domain/errors";
import type { Price } from "@/domain/money/money";
import type { LocalDate } from "@/domain/time/instant";
import { Prisma } from "@/server/platform/db";
import { closingPrice } from "@/server/street/clearing-firm/closing-price";
import { FILE_ROWS, type FileDay } from "@/server/street/clearing-firm/file-rows";
import type { Step } from "@/server/street/street";

export type EndOfDayFile = { name: EodFileName; sha256: string; records: number };

async function closesOf(step: Step, day: LocalDate): Promise<Map<string, Price>> {
  const held = await step.tx.$queryRaw<{ asset: string }[]>`
    select distinct asset from street.firm_balance where asset <> 'USD' and (trade_date_qty <> 0 or settled_qty <> 0)`;
  const closes = new Map<string, Price>();
  for (const { asset } of held) closes.set(asset, await closingPrice(step, asset, day));
  return closes;
}

const identifier = (name: string): Prisma.Sql => Prisma.raw(`"${name}"`);

/**
 * Selects a file's name, sha256, records and content, as `writeEodFile` would write the same rows: the database makes
 * the text, because a file of a large firm has millions of fields that nobody else needs to see.
 */
function fileOf(name: EodFileName, of: FileDay): Prisma.Sql {
  const { key, columns } = layoutOf(name);
  const names = Object.keys(columns);
  const decimals = names.filter((column) => columns[column] === "decimal");
  const field = (column: string): Prisma.Sql =>
    columns[column] === "decimal"
      ? Prisma.sql`trim_scale(${identifier(column)})::text`
      : Prisma.sql`${identifier(column)}::text`;
  // A field that is missing makes its whole line null, and such lines are counted.
  const line = Prisma.join(names.map(field), " || '|' || ");
  const order = Prisma.join(key.map((column) => Prisma.sql`${identifier(column)}::text collate "C"`));
  const totals = Prisma.join(
    [
      Prisma.sql`count(*)::text`,
      ...decimals.map((column) => Prisma.sql`trim_scale(coalesce(sum(${identifier(column)}), 0))::text`),
    ],
    " || '|' || ",
  );
  return Prisma.sql`
    select ${name} as name, encode(sha256(convert_to(t.content, 'UTF8')), 'hex') as sha256, t.records, t.content
    from (
      select b.records, b.body || encode(sha256(convert_to(b.body, 'UTF8')), 'hex') || chr(10) as content
      from (
        select count(*)::int as records, ${eodFileHead(name, of.day)} ||
          coalesce(string_agg('ROW|' || line || chr(10), '' order by ${order}), '') ||
          'TRAILER|' || ${totals} || '|' || case when count(*) = count(line) then '' end as body
        from (select r.*, ${line} as line from (${FILE_ROWS[name](of)}) as r) as rows) as b) as t`;
}

/** The content of one file of a day, made from the firm's books as they stand. */
export async function endOfDayFile(step: Step, day: LocalDate, name: EodFileName): Promise<string> {
  const closes = await closesOf(step, day);
  const [file] = await step.tx.$queryRaw<{ content: string }[]>(fileOf(name, { day, closes }));
  return file?.content ?? "";
}

/** Writes the files of a day, once: what has been published is never written again. */
export async function publishFiles(step: Step, day: LocalDate): Promise<EndOfDayFile[]> {
  const closes = await closesOf(step, day);
  const files: EndOfDayFile[] = [];
  for (const name of eodFileName.options) {
    const [file] = await step.tx.$queryRaw<EndOfDayFile[]>`
      insert into street.firm_file (business_date, name, sha256, records, content)
      select ${day}::date, f.* from (${fileOf(name, { day, closes })}) as f returning name, sha256, records`;
    if (!file) throw new InvariantError(`the ${name} file of ${day} was not written`);
    files.push(file);
  }
  return files;
}
