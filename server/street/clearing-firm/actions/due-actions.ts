import { type ActionTerms, isActionType } from "@/domain/corporate-actions/action";
import { invariant } from "@/domain/errors";
import { quantity, toWire } from "@/domain/money/money";
import type { LocalDate } from "@/domain/time/instant";
import type { Step } from "@/server/street/street";

/** An announced action as the firm keeps it. */
export type FirmAction = ActionTerms & { id: string };

type ActionRow = {
  id: string;
  symbol: string;
  type: string;
  ex_date: string;
  pay_date: string;
  value: string;
  per: string;
  new_symbol: string | null;
};

function firmAction(row: ActionRow): FirmAction {
  invariant(isActionType(row.type), `an action of type ${row.type} is known`);
  return {
    id: row.id,
    symbol: row.symbol,
    type: row.type,
    exDate: row.ex_date as LocalDate,
    payDate: row.pay_date as LocalDate,
    value: toWire(quantity(row.value)),
    per: toWire(quantity(row.per)),
    newSymbol: row.new_symbol,
  };
}

/** Actions that go ex by this day and have not been applied, in the order of their ex-dates. */
export async function actionsGoingEx(step: Step): Promise<FirmAction[]> {
  const rows = await step.tx.$queryRaw<ActionRow[]>`
    select id, symbol, type, ex_date::text, pay_date::text, value::text, per::text, new_symbol
    from street.firm_action where applied_on is null and ex_date <= ${step.today}::date order by ex_date, symbol, type, id`;
  return rows.map(firmAction);
}

/** Splits a list into parts of at most so many. */
export function inParts<Item>(items: readonly Item[], size: number): Item[][] {
  const parts: Item[][] = [];
  for (let from = 0; from < items.length; from += size) parts.push(items.slice(from, from + size));
  return parts;
}
