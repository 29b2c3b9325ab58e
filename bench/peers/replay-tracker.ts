import Decimal from "decimal.js";
import type pg from "pg";

/**
 * The peer of the portfolio bench: measures an account as portfolio trackers do, by replaying for each day everything
 * that had happened by then, and valuing what is held. Exact decimals, like theirs and ours; one query for all
 * activities and one for all closes. Frozen: what it does is what the figures of before were measured against.
 */
type Activity = { day: string; kind: string; symbol: string | null; quantity: Decimal; net: Decimal };

export type Tracked = { days: number; equity: string; timeWeighted: number };

const FLOWS = new Set(["DEPOSIT", "WIRE_IN", "WITHDRAWAL", "WIRE_OUT"]);

async function activitiesOf(client: pg.Client, accountId: string): Promise<Activity[]> {
  const { rows } = await client.query<Record<string, string>>(
    `select business_date::text as day, kind, symbol, coalesce(quantity, 0)::text as quantity, net::text
     from portal.eod_movement where account_id = $1 order by business_date, reference`,
    [accountId],
  );
  return rows.map((row) => ({
    day: row.day ?? "",
    kind: row.kind ?? "",
    symbol: row.symbol ?? null,
    quantity: new Decimal(row.quantity ?? 0),
    net: new Decimal(row.net ?? 0),
  }));
}

async function closesOf(client: pg.Client, accountId: string): Promise<Map<string, Map<string, Decimal>>> {
  const { rows } = await client.query<Record<string, string>>(
    `select business_date::text as day, symbol, close_price::text as close from portal.eod_position where account_id = $1
     order by business_date`,
    [accountId],
  );
  const closes = new Map<string, Map<string, Decimal>>();
  for (const row of rows) {
    const day = closes.get(row.day ?? "") ?? new Map<string, Decimal>();
    day.set(row.symbol ?? "", new Decimal(row.close ?? 0));
    closes.set(row.day ?? "", day);
  }
  return closes;
}

/** Everything up to a day, from nothing: cash, holdings and what had flowed in on that day. */
function replayed(activities: readonly Activity[], day: string) {
  const holdings = new Map<string, Decimal>();
  let cash = new Decimal(0);
  let [inflow, outflow] = [new Decimal(0), new Decimal(0)];
  for (const activity of activities) {
    if (activity.day > day) break;
    cash = cash.plus(activity.net);
    if (activity.symbol && (activity.kind === "BUY" || activity.kind === "SELL")) {
      const before = holdings.get(activity.symbol) ?? new Decimal(0);
      holdings.set(
        activity.symbol,
        activity.kind === "BUY" ? before.plus(activity.quantity) : before.minus(activity.quantity),
      );
    }
    if (activity.day === day && FLOWS.has(activity.kind)) {
      if (activity.net.gt(0)) inflow = inflow.plus(activity.net);
      else outflow = outflow.minus(activity.net);
    }
  }
  return { cash, holdings, inflow, outflow };
}

/** The equity of each day, and the time-weighted return of all of them. */
export async function track(client: pg.Client, accountId: string): Promise<Tracked> {
  const [activities, closes] = [await activitiesOf(client, accountId), await closesOf(client, accountId)];
  let before = new Decimal(0);
  let growth = new Decimal(1);
  for (const [day, prices] of closes) {
    const { cash, holdings, inflow, outflow } = replayed(activities, day);
    let equity = cash;
    for (const [symbol, shares] of holdings)
      equity = equity.plus(shares.times(prices.get(symbol) ?? 0).toDecimalPlaces(2));
    const base = before.plus(inflow);
    if (base.gt(0)) growth = growth.times(equity.plus(outflow).div(base));
    before = equity;
  }
  return { days: closes.size, equity: before.toFixed(2), timeWeighted: growth.minus(1).toNumber() };
}
