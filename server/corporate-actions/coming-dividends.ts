import { dividendOn } from "@/domain/corporate-actions/entitlement";
import { AppError } from "@/domain/errors";
import { moneyToWire, quantity, toWire } from "@/domain/money/money";
import type { LocalDate } from "@/domain/time/instant";
import type { ComingDividendView } from "@/server/corporate-actions/views";
import { type Actor, heldBy } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";

const SHOWN = 20;

type Row = {
  id: string;
  symbol: string;
  value: string;
  exDate: string;
  payDate: string;
  shares: string;
  gross: string | null;
  withheld: string | null;
};

/**
 * Dividends that an account will be paid: those it is entitled to, and those announced of what it holds now, which it
 * gets if it still does on the ex-date. The soonest paid first. NOT_FOUND for another's account.
 */
export async function comingDividends(
  deps: Deps,
  actor: Actor,
  { accountId }: { accountId: string },
): Promise<ComingDividendView[]> {
  const account = await deps.db.account.findFirst({
    where: { id: accountId, ...heldBy(actor) },
    select: { id: true },
  });
  if (!account) throw new AppError("NOT_FOUND");
  const today = await deps.clock.exchangeToday();
  const rows = await deps.db.$queryRaw<Row[]>`
    select a.id, a.symbol, a.value::text, a.ex_date::text as "exDate", a.pay_date::text as "payDate",
      coalesce(e.quantity, p.settled + p.unsettled)::text as shares, e.gross::text, e.withheld::text
    from portal.corporate_action a
    left join portal.entitlement e on e.action_id = a.id and e.account_id = ${accountId}::uuid
    left join portal.position p on p.symbol = a.symbol and p.account_id = ${accountId}::uuid
    where a.type = 'CASH_DIVIDEND' and a.paid_at is null and e.paid_on is null
      and (e.id is not null or (a.applied_at is null and a.ex_date >= ${today}::date and p.settled + p.unsettled > 0))
    order by a.pay_date, a.symbol, a.id limit ${SHOWN}`;
  return rows.map((row) => ({
    id: row.id,
    symbol: row.symbol,
    perShare: toWire(quantity(row.value)),
    shares: toWire(quantity(row.shares)),
    exDate: row.exDate as LocalDate,
    payDate: row.payDate as LocalDate,
    isEntitled: row.gross !== null,
    gross: moneyToWire(dividendOn(quantity(row.shares), row)),
    withheld: row.withheld === null ? null : toWire(quantity(row.withheld)),
  }));
}
