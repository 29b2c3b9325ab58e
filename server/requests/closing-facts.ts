import { money } from "@/domain/money/money";
import { type ClosingFacts, closingObstacles } from "@/domain/requests/closing";
import { OPEN_STATUSES } from "@/domain/orders/order-machine";
import type { Db, Tx } from "@/server/platform/db";

/** A movement that is over: it arrived, or it never will. An available deposit may still come back; the firm would claim it. */
const OVER = ["AVAILABLE", "COMPLETED", "RETURNED", "REFUSED", "DECLINED", "CANCELED"];

type Row = {
  positions: number;
  open_orders: number;
  cash: string;
  unsettled: string;
  movements: number;
  calls: number;
  dividends: number;
};

async function closingFacts(db: Db | Tx, accountId: string): Promise<ClosingFacts> {
  const [row] = await db.$queryRaw<Row[]>`
    select (select count(*)::int from portal.position p where p.account_id = a.id
              and (p.settled <> 0 or p.unsettled <> 0)) as positions,
      (select count(*)::int from portal.orders o where o.account_id = a.id and o.status = any(${[...OPEN_STATUSES]}::text[])) as open_orders,
      coalesce(b.settled, 0)::text as cash,
      coalesce(b.unsettled_in + b.unsettled_out + abs(b.uncollected), 0)::text as unsettled,
      (select count(*)::int from portal.transfer t where t.account_id = a.id and t.status <> all(${OVER}::text[])) as movements,
      (select count(*)::int from portal.margin_call m where m.account_id = a.id and m.status <> 'MET') as calls,
      (select count(*)::int from portal.entitlement e join portal.corporate_action c on c.id = e.action_id
         where e.account_id = a.id and c.type = 'CASH_DIVIDEND' and e.paid_on is null) as dividends
    from portal.account a left join portal.cash_balance b on b.account_id = a.id where a.id = ${accountId}::uuid`;
  return {
    positions: row?.positions ?? 0,
    openOrders: row?.open_orders ?? 0,
    cash: money(row?.cash ?? "0"),
    unsettled: money(row?.unsettled ?? "0"),
    movements: row?.movements ?? 0,
    openCalls: row?.calls ?? 0,
    dividends: row?.dividends ?? 0,
  };
}

/** What keeps an account from being closed at this moment, as sentences; none when nothing does. */
export const obstaclesOf = async (db: Db | Tx, accountId: string): Promise<string[]> =>
  closingObstacles(await closingFacts(db, accountId));
