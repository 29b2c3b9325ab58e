import { actionWords, isActionType } from "@/domain/corporate-actions/action";
import type { LocalDate } from "@/domain/time/instant";
import type { ActionListView, ActionView } from "@/server/corporate-actions/views";
import type { Deps } from "@/server/platform/deps";

/** Rows of each list. */
const SHOWN = 20;

type Row = Omit<ActionView, "words" | "status"> & {
  type: string;
  value: string;
  per: string;
  applied: boolean;
  paid: boolean;
};

/**
 * Actions that are coming and those that were applied last, as far as customers have a part in them: they hold the
 * stock, or what is announced changes its shares.
 */
export async function listActions(deps: Deps): Promise<ActionListView> {
  const today = await deps.clock.exchangeToday();
  const [coming, applied] = await Promise.all([
    deps.db.$queryRaw<Row[]>`
      select a.id, a.symbol, a.type, a.value::text, a.per::text, a.new_symbol as "newSymbol", a.ex_date::text as "exDate",
        a.pay_date::text as "payDate", false as applied, false as paid, coalesce(h.accounts, 0)::int as accounts,
        null::text as gross, null::text as withheld
      from portal.corporate_action a
      left join (select symbol, count(*) as accounts from portal.position where settled + unsettled <> 0 group by symbol) h
        using (symbol)
      where a.applied_at is null and a.ex_date >= ${today}::date and (h.accounts > 0 or a.type <> 'CASH_DIVIDEND')
      order by a.ex_date, a.symbol, a.id limit ${SHOWN}`,
    deps.db.$queryRaw<Row[]>`
      select a.id, a.symbol, a.type, a.value::text, a.per::text, a.new_symbol as "newSymbol", a.ex_date::text as "exDate",
        a.pay_date::text as "payDate", true as applied, a.paid_at is not null as paid, count(e.id)::int as accounts,
        coalesce(sum(e.gross), 0)::numeric(28, 2)::text as gross,
        coalesce(sum(e.withheld), 0)::numeric(28, 2)::text as withheld
      from portal.corporate_action a left join portal.entitlement e on e.action_id = a.id
      where a.applied_at is not null group by a.id order by a.ex_date desc, a.symbol, a.id limit ${SHOWN}`,
  ]);
  return { today, coming: coming.map(actionView), applied: applied.map(actionView) };
}

function actionView({ type, value, per, applied, paid, ...row }: Row): ActionView {
  return {
    ...row,
    exDate: row.exDate as LocalDate,
    payDate: type === "CASH_DIVIDEND" ? (row.payDate as LocalDate) : null,
    words: isActionType(type) ? actionWords({ type, value, per, newSymbol: row.newSymbol }) : type,
    status: paid ? "PAID" : applied ? "APPLIED" : "ANNOUNCED",
  };
}
