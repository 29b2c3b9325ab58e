import type pg from "pg";
import { benchId } from "./order-sql";

/**
 * Splits what the n-th account bought on a day into `lots` open lots: the same shares and the same cost in many pieces,
 * so that all books still agree. A power of ten up to 10,000 divides both without a rest.
 */
export async function openLots(
  client: pg.Client,
  n: number,
  { day, lots }: { day: string; lots: number },
): Promise<void> {
  await client.query(
    `with whole as (
       delete from portal.tax_lot where account_id = ${benchId("account", "$1::int")} and acquired_on = $2::date
       returning *)
     insert into portal.tax_lot (id, account_id, symbol, acquired_on, quantity, open_quantity, cost, open_cost, execution_id)
     select md5('lot' || piece)::uuid, account_id, symbol, acquired_on, quantity / $3, open_quantity / $3, cost / $3,
       open_cost / $3, execution_id
     from whole, generate_series(1, $3::int) piece`,
    [n, day, lots],
  );
}
