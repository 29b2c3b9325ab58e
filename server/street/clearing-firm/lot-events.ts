import type { ActionTerms } from "@/domain/corporate-actions/action";
import { groupedBy } from "@/domain/grouped";
import { money, quantity } from "@/domain/money/money";
import type { LotEvent } from "@/domain/tax/lot-history";
import { closedBy, keptLotsFrom, orderLotsFrom } from "@/domain/tax/order-lots";
import type { LocalDate } from "@/domain/time/instant";
import { Prisma } from "@/server/platform/db";
import type { Step } from "@/server/street/street";

/** An account's stock, by one of its names. */
export type Holding = { accountNumber: string; symbol: string };

type Head = { source: string; account_number: string; symbol: string; on: LocalDate; shares: string };
type EventRow = Head &
  (
    | {
        kind: "TRADE";
        side: "BUY" | "SELL";
        net: string;
        order_reference: string;
        method: string | null;
        lots: unknown;
        kept_lots: unknown;
      }
    | {
        kind: "ACTION";
        type: ActionTerms["type"];
        value: string;
        per: string;
        new_symbol: string | null;
        kept: string;
        cash: string;
      }
  );

/** Joined as `named(account_number, symbol)`: stocks with the names that they had before, and have got since. */
export const namesOf = (holdings: readonly Holding[]): Prisma.Sql => Prisma.sql`
  named(account_number, symbol) as (
    select * from unnest(${holdings.map(({ accountNumber }) => accountNumber)}::text[], ${holdings.map(({ symbol }) => symbol)}::text[])
    union
    select n.account_number, case when a.symbol = n.symbol then a.new_symbol else a.symbol end
    from named n join street.firm_action a on n.symbol in (a.symbol, a.new_symbol)
    where a.new_symbol is not null and a.applied_on is not null)`;

/** All that made and changed lots of these stocks, booked by a day, by account, in the order in which lots go by it. */
export async function lotEventsOf(
  step: Step,
  holdings: readonly Holding[],
  through: LocalDate,
): Promise<Map<string, LotEvent[]>> {
  if (holdings.length === 0) return new Map();
  const rows = await step.tx.$queryRaw<EventRow[]>`
    with recursive ${namesOf(holdings)}
    select t.exec_id as source, t.account_number, t.symbol, t.trade_date::text as "on", t.quantity::text as shares,
      'TRADE' as kind, t.side, abs(t.net)::text as net, t.order_reference, c.method, c.lots, t.kept_lots, null as type, null as value,
      null as per, null as new_symbol, null as kept, null as cash, t.booked_on as turn_day, 1 as turn, t.seq
    from street.firm_trade t join named using (account_number, symbol)
    left join street.firm_lot_choice c on c.order_reference = t.order_reference
    where t.booked_on <= ${through}::date
    union all
    select e.id::text, e.account_number, a.symbol, a.ex_date::text, e.quantity::text, 'ACTION', null, null, null, null,
      null, null, a.type, a.value::text, a.per::text, a.new_symbol, e.quantity_after::text, e.gross::text, a.ex_date, 0, null
    from street.firm_entitlement e join street.firm_action a on a.id = e.action_id
    join named n on n.account_number = e.account_number and n.symbol = a.symbol
    where e.quantity_after is not null
    order by account_number, turn_day, turn, seq, type, source`;
  const byAccount = groupedBy(rows, ({ account_number }) => account_number);
  return new Map([...byAccount].map(([accountNumber, own]) => [accountNumber, own.map(eventOf)]));
}

function eventOf(row: EventRow): LotEvent {
  const { source, symbol } = row;
  const shares = quantity(row.shares);
  if (row.kind === "ACTION")
    return {
      kind: "ACTION",
      source,
      symbol,
      newSymbol: row.new_symbol,
      terms: { type: row.type, value: row.value, per: row.per, exDate: row.on },
      held: shares,
      kept: quantity(row.kept),
      cash: money(row.cash),
    };
  const kept = keptLotsFrom(row.kept_lots);
  return {
    kind: "TRADE",
    source,
    // The firm knows a lot by the execution that opened it.
    lotId: source,
    symbol,
    orderId: row.order_reference,
    choice: closedBy(kept, orderLotsFrom(row.method, row.lots)),
    ...(kept ? { keptAt: kept.filledBefore } : {}),
    change: { side: row.side, shares, net: money(row.net), tradeDate: row.on },
  };
}
