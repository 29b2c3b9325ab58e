import { type ScriptRow, type ScriptRowInput, scriptRowSchema } from "@/domain/market/script-row";
import type { Db } from "@/server/platform/db";

/**
 * The rows that tests and drills lay over the market. Kept in street.market_script and held in memory, because the
 * market asks at every question; `refresh` reads what other processes have added.
 */
export interface MarketScript {
  /** The same array for as long as the script is the same. */
  rows(): readonly ScriptRow[];
  refresh(): Promise<void>;
  /** Adds rows, in one statement. */
  lay(rows: readonly ScriptRowInput[]): Promise<void>;
}

export function marketScript(db: Db): MarketScript {
  let known: readonly ScriptRow[] = [];
  let newest = 0n;

  async function refresh(): Promise<void> {
    const added = await db.$queryRaw<{ id: bigint; row: unknown }[]>`
      select id, row from street.market_script where id > ${newest} order by id`;
    const last = added.at(-1);
    if (!last || last.id <= newest) return;
    newest = last.id;
    known = [...known, ...added.map(({ row }) => scriptRowSchema.parse(row))];
  }

  return {
    rows: () => known,
    refresh,
    async lay(rows) {
      const records = rows.map((row, place) => ({ place, symbol: row.symbol, row }));
      await db.$executeRaw`
        insert into street.market_script (symbol, row)
        select symbol, row from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as r(place int, symbol text, row jsonb)
        order by place`;
      await refresh();
    },
  };
}
