import { type ActionTerms, termsOf } from "@/domain/corporate-actions/action";
import { AppError } from "@/domain/errors";
import type { ScriptRowInput } from "@/domain/market/script-row";
import { exchangeCalendar } from "@/domain/time/calendar";
import { quantity, toWire } from "@/domain/money/money";
import { addDays, toIso } from "@/domain/time/instant";
import { idFrom } from "@/server/platform/ids";
import type { Step } from "@/server/street/street";

/** Companies tell of their actions about so many days before the ex-date. */
const ANNOUNCED_DAYS = 45;

/** The same action has the same id, whoever announces it and however often. */
const actionId = ({ symbol, type, exDate, value, per }: ActionTerms): string =>
  idFrom("corporate-action", symbol, type, exDate, toWire(quantity(value)), toWire(quantity(per)));

type Source = "MARKET" | "DESK";

/** Notes announcements and tells the portal of those that are new; returns the ids of these. */
async function note(step: Step, source: Source, actions: readonly ActionTerms[]): Promise<Set<string>> {
  const rows = actions.map((terms) => ({
    id: actionId(terms),
    symbol: terms.symbol,
    type: terms.type,
    ex_date: terms.exDate,
    pay_date: terms.payDate,
    value: terms.value,
    per: terms.per,
    new_symbol: terms.newSymbol,
  }));
  const added = await step.tx.$queryRaw<{ id: string }[]>`
    insert into street.firm_action (id, symbol, type, ex_date, pay_date, value, per, new_symbol, source, announced_on)
    select distinct on (r.id) r.*, ${source}, ${step.today}::date
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, symbol text, type text, ex_date date,
      pay_date date, value numeric, per numeric, new_symbol text)
    on conflict (id) do nothing returning id`;
  const fresh = new Set(added.map(({ id }) => id));
  const told = new Set<string>();
  for (const terms of actions) {
    const id = actionId(terms);
    if (!fresh.has(id) || told.has(id)) continue;
    told.add(id);
    step.events.add("CLEARING", { kind: "ACTION_ANNOUNCED", actionId: id, ...terms, at: toIso(step.now) });
  }
  return fresh;
}

/**
 * Takes over what the market has announced: at the beginning of a day what goes ex on it or soon after. What went ex
 * before the street's first day is none of its concern.
 */
export async function announceFromMarket(step: Step): Promise<void> {
  const from = addDays(step.begunDay ?? step.today, 1);
  const actions = step.street.market.actions(from, addDays(step.today, ANNOUNCED_DAYS));
  if (actions.length > 0) await note(step, "MARKET", actions.map(termsOf));
}

/** Why the desk cannot announce this, in one sentence; null if it can. */
function refusal(step: Step, terms: ActionTerms): string | null {
  const { market } = step.street;
  if (!market.instrument(terms.symbol)) return `${terms.symbol} is not listed here.`;
  if (!exchangeCalendar.isTradingDay(terms.exDate))
    return `The exchange is closed on ${terms.exDate}: an ex-date is a trading day.`;
  if (terms.exDate <= step.today)
    return "An action is announced before its ex-date, and that day has begun already.";
  if (terms.payDate < terms.exDate) return "The pay date cannot lie before the ex-date.";
  if (terms.newSymbol === null) return null;
  if (terms.newSymbol === terms.symbol) return "The new symbol is the one that the stock has already.";
  if (!market.instrument(terms.newSymbol))
    return `The market has no prices of ${terms.newSymbol}: nobody could value it.`;
  return null;
}

/**
 * Announces an action from the firm's own desk; the market hears of it too, so that prices follow a split. Throws CONFLICT with one sentence when it comes too late, cannot be,
 * or was announced before.
 */
export async function announceFromDesk(step: Step, terms: ActionTerms): Promise<string> {
  const reason = refusal(step, terms);
  if (reason !== null) throw new AppError("CONFLICT", reason);
  const [id] = await note(step, "DESK", [terms]);
  if (id === undefined) throw new AppError("CONFLICT", "This action has been announced already.");
  const row: ScriptRowInput = { kind: "ACTION", ...terms, follows: true };
  await step.tx.$executeRaw`
    insert into street.market_script (symbol, row) values (${terms.symbol}, ${JSON.stringify(row)}::jsonb)`;
  return id;
}
