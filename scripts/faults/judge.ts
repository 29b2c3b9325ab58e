import type pg from "pg";
import { describe, verdictOn } from "@/scripts/verify/verify";

/** What a person was told, and what therefore has to be there. */
export type Promised =
  | { kind: "ORDER"; id: string; clientOrderId: string; isDenied: boolean }
  | { kind: "CANCEL" | "REPLACE"; orderId: string }
  | { kind: "TRANSFER"; id: string; clientTransferId: string };

type Check = { promise: string; sql: string };

/** What holds once the line is whole again and everybody has spoken. Each query's rows are what is wrong. */
const AT_REST: readonly Check[] = [
  {
    promise: "nothing waits to be said",
    sql: `select kind, last_error, attempts from portal.outbox where sent_at is null`,
  },
  {
    promise: "the street has worked off what it was told",
    sql: `select party, kind from street.command where processed_at is null`,
  },
  {
    promise: "each request has arrived once",
    sql: `select x.kind, count(c.id) from portal.outbox x left join street.command c on c.message_id = x.message_id
          where x.kind not in ('ROUTE_ORDER', 'ROUTE_EXITS') group by x.id, x.kind having count(c.id) <> 1`,
  },
  {
    promise: "every event of the street has been applied",
    sql: `select e.party, max(e.seq) as told, max(c.last_seq) as applied from street.event e
          left join portal.inbound_cursor c on c.party = e.party
          group by e.party having max(e.seq) is distinct from max(c.last_seq)`,
  },
  {
    promise: "what was applied is what was told",
    sql: `select e.party, e.seq, e.kind, m.kind as applied from street.event e
          join portal.inbound_message m on m.party = e.party and m.seq = e.seq where m.payload <> e.payload`,
  },
  {
    promise: "no order waits for an answer",
    sql: `select id, status, symbol, type from portal.orders where status in ('PENDING_NEW', 'PENDING_CANCEL', 'PENDING_REPLACE')`,
  },
  {
    promise: "the venues' trades are our executions",
    sql: `select coalesce(x.exec_id, t.exec_id) as exec_id, x.quantity, t.quantity as theirs, x.price, t.price as their_price,
            x.busted_at is not null as busted, t.busted_at is not null as theirs_busted
          from portal.execution x full join street.venue_trade t on t.exec_id = x.exec_id
          where x.id is null or t.exec_id is null or (x.busted_at is null) <> (t.busted_at is null)
            or (x.busted_at is null and (x.quantity <> t.quantity or x.price <> t.price or x.side <> t.side or x.symbol <> t.symbol))`,
  },
  {
    promise: "no venue has more of an order than the customer asked for",
    sql: `select o.id, o.quantity, sum(v.cum_qty) as filled from portal.orders o
          join street.venue_order v on v.order_reference = o.id::text
          group by o.id, o.quantity having sum(v.cum_qty) > o.quantity
            or sum(v.cum_qty) + sum(v.quantity - v.cum_qty) filter (where v.status = 'OPEN' and v.link_id is null) > o.quantity`,
  },
  {
    promise: "an order that is over works at no venue, and one that works is open here",
    sql: `select o.id, o.status, v.id as child, v.status as at_venue from street.venue_order v
          join portal.child_order c on c.id = v.id join portal.orders o on o.id = c.order_id
          where v.status = 'OPEN' and (o.status in ('FILLED', 'CANCELED', 'REJECTED', 'EXPIRED', 'DENIED')or c.status not in ('SENT', 'WORKING'))`,
  },
  {
    promise: "every transfer stands where the clearing firm has it",
    sql: `select t.id, t.direction, t.status, m.status as theirs from portal.transfer t
          left join street.firm_cash_movement m on m.id = t.id
          where (t.status, coalesce(m.status, '')) not in (('INSTRUCTED', 'WITH_BANK'), ('POSTED', 'POSTED'),
            ('AVAILABLE', 'RELEASED'), ('COMPLETED', 'PAID'), ('RETURNED', 'RETURNED'), ('REFUSED', 'REFUSED'),
            ('CANCELED', 'CANCELED'), ('CANCELED', ''), ('DECLINED', ''), ('CALLBACK', ''), ('APPROVAL', ''))`,
  },
  {
    promise: "every day of the clearing firm is imported",
    sql: `select s.business_date::text, i.status, i.detail->>'reason' as reason from street.firm_eod_step s
          left join portal.eod_import i on i.business_date = s.business_date
          where s.step = 'FILES' and i.status is distinct from 'IMPORTED'`,
  },
  {
    promise: "no difference is open between the clearing firm's books and ours",
    sql: `select business_date::text, type, area, item, ours, theirs from portal.reconciliation_break where status = 'OPEN'`,
  },
];

const SHOWN = 4;

async function failures(client: pg.Client, checks: readonly Check[]): Promise<string[]> {
  const found: string[] = [];
  for (const { promise, sql } of checks) {
    const { rows } = await client.query(`select * from (${sql}) violations limit ${SHOWN}`);
    if (rows.length > 0) found.push(`${promise}: ${rows.map((row) => JSON.stringify(row)).join(" ")}`);
  }
  return found;
}

/** I1 to I10 on the database as it stands: in the middle of things, too. Returns a sentence for each that does not hold. */
export async function brokenInvariants(client: pg.Client): Promise<string[]> {
  const verdict = await verdictOn(client);
  return verdict.violations.length === 0 ? [] : [describe(verdict)];
}

/** Everything that must hold when the faults are over; `promised` is what people were told. */
export async function broken(client: pg.Client, promised: readonly Promised[]): Promise<string[]> {
  return [
    ...(await brokenInvariants(client)),
    ...(await failures(client, AT_REST)),
    ...(await brokenPromises(client, promised)),
  ];
}

async function brokenPromises(client: pg.Client, promised: readonly Promised[]): Promise<string[]> {
  const orders = promised.filter((one) => one.kind === "ORDER");
  const transfers = promised.filter((one) => one.kind === "TRANSFER");
  const cancels = promised.filter((one) => one.kind === "CANCEL");
  const replaces = promised.filter((one) => one.kind === "REPLACE");
  const ask = async (what: string, sql: string, told: readonly unknown[]) => {
    const { rows } = await client.query(sql, [JSON.stringify(told)]);
    return rows.map((row) => `${what}: ${JSON.stringify(row)}`);
  };
  return [
    ...(await ask(
      "an order that was acknowledged is not as it was acknowledged",
      `select t.*, o.status from jsonb_to_recordset($1) as t(id uuid, "clientOrderId" text, "isDenied" boolean)
       left join portal.orders o on o.id = t.id
       where o.id is null or o.client_order_id <> t."clientOrderId" or (o.status = 'DENIED') <> t."isDenied"`,
      orders,
    )),
    ...(await ask(
      "a transfer that was acknowledged is not there",
      `select t.*, x.status from jsonb_to_recordset($1) as t(id uuid, "clientTransferId" text)
       left join portal.transfer x on x.id = t.id where x.client_transfer_id is distinct from t."clientTransferId"`,
      transfers,
    )),
    ...(await ask(
      "an order's change that was acknowledged left no trace",
      `select t.* from jsonb_to_recordset($1) as t("orderId" uuid) where not exists (
         select from portal.order_event e where e.order_id = t."orderId" and e.to_status = 'PENDING_REPLACE')`,
      replaces,
    )),
    // A fill that was taken back gives an order its life back, whoever had given it up.
    ...(await ask(
      "an order whose cancel was acknowledged still works",
      `select t.*, o.status, o.type, o.symbol from jsonb_to_recordset($1) as t("orderId" uuid)
       join portal.orders o on o.id = t."orderId"
       where o.status not in ('FILLED', 'CANCELED', 'REJECTED', 'EXPIRED')
         and not exists (select from portal.execution x where x.order_id = o.id and (x.busted_at is not null or x.revision > 0))`,
      cancels,
    )),
  ];
}
