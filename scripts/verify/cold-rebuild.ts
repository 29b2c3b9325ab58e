import pg from "pg";
import { rebuildLots } from "@/scripts/verify/lot-rebuild";

/** What a rebuild of the balances from nothing but the entries found: rows rebuilt, and those that differ. */
export type Rebuild = { rows: number; different: number };

const PORTAL_CASH = `
  select account_id::text as owner, 'USD' as asset,
    coalesce(sum(amount) filter (where ledger_account = 'CASH_SETTLED'), 0) as a,
    coalesce(sum(amount) filter (where ledger_account = 'CASH_UNSETTLED_IN'), 0) as b,
    coalesce(-sum(amount) filter (where ledger_account = 'CASH_UNSETTLED_OUT'), 0) as c,
    coalesce(sum(amount) filter (where ledger_account = 'CASH_UNCOLLECTED'), 0) as d
  from portal.ledger_entry where account_id is not null and asset = 'USD' group by account_id`;
const PORTAL_SHARES = `
  select account_id::text as owner, asset,
    coalesce(sum(amount) filter (where ledger_account = 'SECURITIES_SETTLED'), 0) as a,
    coalesce(sum(amount) filter (where ledger_account = 'SECURITIES_UNSETTLED'), 0) as b, 0::numeric as c, 0::numeric as d
  from portal.ledger_entry where account_id is not null and asset <> 'USD' group by account_id, asset`;
const FIRM = `
  select account_number as owner, asset, sum(amount) as a,
    coalesce(sum(amount) filter (where ledger_account <> 'CUSTOMER_UNSETTLED'), 0) as b,
    coalesce(sum(amount) filter (where ledger_account = 'CUSTOMER_UNCOLLECTED'), 0) as c, 0::numeric as d
  from street.firm_entry where account_number is not null group by account_number, asset`;

const LIVE_CASH = `
  select account_id::text as owner, 'USD' as asset, settled as a, unsettled_in as b, unsettled_out as c, uncollected as d
  from portal.cash_balance`;
const LIVE_SHARES = `
  select account_id::text as owner, symbol as asset, settled as a, unsettled as b, 0::numeric as c, 0::numeric as d
  from portal.position`;
const LIVE_FIRM = `
  select account_number as owner, asset, trade_date_qty as a, settled_qty as b, uncollected as c, 0::numeric as d
  from street.firm_balance`;

const compared = (rebuilt: string, live: string): string => `
  select count(*)::int as rows, (count(*) filter (where coalesce(r.a, 0) <> coalesce(l.a, 0)
    or coalesce(r.b, 0) <> coalesce(l.b, 0) or coalesce(r.c, 0) <> coalesce(l.c, 0)
    or coalesce(r.d, 0) <> coalesce(l.d, 0)))::int as different
  from (${rebuilt}) r full join (${live}) l on l.owner = r.owner and l.asset = r.asset`;

/**
 * Rebuilds every balance of ours and of the clearing firm from the entries alone, and our tax lots from what was
 * traded, as after a loss of all of them, and compares them with the live ones.
 */
export async function coldRebuild(url: string): Promise<Rebuild> {
  const client = new pg.Client({ connectionString: url, options: "-c timezone=UTC -c work_mem=128MB" });
  await client.connect();
  try {
    const found: Rebuild = { rows: 0, different: 0 };
    for (const [rebuilt, live] of [
      [PORTAL_CASH, LIVE_CASH],
      [PORTAL_SHARES, LIVE_SHARES],
      [FIRM, LIVE_FIRM],
    ] as const) {
      const { rows } = await client.query<Rebuild>(compared(rebuilt, live));
      found.rows += rows[0]?.rows ?? 0;
      found.different += rows[0]?.different ?? 0;
    }
    const lots = await rebuildLots(client);
    found.rows += lots.rows;
    found.different += lots.different;
    return found;
  } finally {
    await client.end();
  }
}
