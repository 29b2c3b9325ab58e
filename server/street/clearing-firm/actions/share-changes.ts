import { HOLDERS_AN_EVENT } from "@/domain/clearing/action-messages";
import { adjustedClose, shareRatio } from "@/domain/corporate-actions/action";
import {
  cashInLieu,
  type KeptDecimals,
  keptDecimals,
  type SharesAfter,
  sharesAfter,
} from "@/domain/corporate-actions/entitlement";
import { add, type Money, negate, type Quantity, quantity, subtract, toWire } from "@/domain/money/money";
import { exchangeCalendar } from "@/domain/time/calendar";
import { type Instant, toIso } from "@/domain/time/instant";
import { changeLots } from "@/server/street/clearing-firm/actions/change-lots";
import { splitNamedLots } from "@/server/street/clearing-firm/actions/split-named-lots";
import { cashLine, entitlementId } from "@/server/street/clearing-firm/actions/dividends";
import { type FirmAction, inParts } from "@/server/street/clearing-firm/actions/due-actions";
import { closingPrice } from "@/server/street/clearing-firm/closing-price";
import { bookJournals, type FirmJournal, type FirmLine } from "@/server/street/clearing-firm/firm-journals";
import { lastNumber } from "@/server/street/event-log";
import type { Step } from "@/server/street/street";

/** A holding at the close before the ex-date, and what becomes of it. */
type Changed = {
  id: string;
  accountNumber: string;
  settled: Quantity;
  unsettled: Quantity;
  /** What its trades that wait for settlement will bring, in new shares. */
  pending: Quantity;
  after: SharesAfter;
  cash: Money;
};

/** What waits for settlement settles in new shares and under the new name; returns what that comes to by account. */
async function changePending(step: Step, action: FirmAction): Promise<Map<string, Quantity>> {
  const { to, from } = shareRatio(action);
  const rows = await step.tx.$queryRaw<{ account_number: string; pending: string }[]>`
    with changed as (
      update street.firm_trade
      set settles_as = trunc(coalesce(settles_as, quantity) * ${toWire(to)}::numeric / ${toWire(from)}::numeric, 8),
        settles_symbol = coalesce(${action.newSymbol}, settles_symbol)
      where settled_on is null and coalesce(settles_symbol, symbol) = ${action.symbol}
      returning account_number, case when side = 'BUY' then settles_as else -settles_as end as shares)
    select account_number, sum(shares)::text as pending from changed group by account_number`;
  return new Map(rows.map((row) => [row.account_number, quantity(row.pending)]));
}

async function changedHoldings(
  step: Step,
  action: FirmAction,
  decimals: KeptDecimals,
): Promise<{ holdings: Changed[]; reference: string }> {
  const pending = await changePending(step, action);
  const rows = await step.tx.$queryRaw<{ account_number: string; held: string; settled: string }[]>`
    select account_number, trade_date_qty::text as held, settled_qty::text as settled
    from street.firm_balance where asset = ${action.symbol} and (trade_date_qty <> 0 or settled_qty <> 0)
    order by account_number`;
  const before = exchangeCalendar.previousTradingDay(action.exDate);
  const close = adjustedClose(await closingPrice(step, action.symbol, before), action);
  const holdings = rows.map((row) => {
    const held = quantity(row.held);
    const settled = quantity(row.settled);
    const after = sharesAfter(held, action, decimals);
    return {
      id: entitlementId(action.id, row.account_number),
      accountNumber: row.account_number,
      settled,
      unsettled: subtract(held, settled),
      pending: pending.get(row.account_number) ?? quantity(0),
      after,
      cash: cashInLieu(after.fraction, close),
    };
  });
  return { holdings, reference: close.toFixed(8) };
}

/** Out with the old, in with the new; what waits for settlement stays what its trades will settle as. */
function journalsOf(step: Step, action: FirmAction, changed: Changed): FirmJournal[] {
  const { id: source, accountNumber, after } = changed;
  const asset = action.newSymbol ?? action.symbol;
  const lines: FirmLine[] = [];
  const move = (ledger: "SETTLED" | "UNSETTLED", of: string, amount: Quantity): void => {
    lines.push(
      { ledger: `CUSTOMER_${ledger}`, accountNumber, asset: of, amount },
      {
        ledger: ledger === "UNSETTLED" ? "CNS_UNSETTLED" : "DEPOSITORY",
        accountNumber: null,
        asset: of,
        amount: negate(amount),
      },
    );
  };
  const settled = subtract(after.exact, changed.pending);
  if (asset === action.symbol) {
    move("SETTLED", asset, subtract(settled, changed.settled));
    move("UNSETTLED", asset, subtract(changed.pending, changed.unsettled));
  } else {
    move("SETTLED", action.symbol, negate(changed.settled));
    move("UNSETTLED", action.symbol, negate(changed.unsettled));
    move("SETTLED", asset, settled);
    move("UNSETTLED", asset, changed.pending);
  }
  const head = { accountNumber, source, tradeDate: step.today, settlementDate: step.today };
  const journals: FirmJournal[] = [{ kind: "SHARES_CHANGED", ...head, lines }];
  if (after.fraction.isZero()) return journals;
  const paid = cashLine(step, "CASH_IN_LIEU", { source, accountNumber }, changed.cash, "DEPOSITORY");
  const given: FirmLine[] = [
    { ledger: "CUSTOMER_SETTLED", accountNumber, asset, amount: negate(after.fraction) },
    { ledger: "DEPOSITORY", accountNumber: null, asset, amount: after.fraction },
  ];
  return [...journals, { ...paid, lines: [...given, ...paid.lines] }];
}

/**
 * Ex-date of a split, a stock dividend, a reverse split or a new symbol: every holding and every trade that waits for
 * settlement becomes what the action says, and fractions that are not kept are paid for at the last close. The portal
 * is told after all that the venues have said by then.
 */
export async function changeShares(step: Step, action: FirmAction, at: Instant): Promise<void> {
  const decimals = keptDecimals(
    action.type,
    step.street.market.instrument(action.symbol)?.fractionable ?? false,
  );
  const { holdings, reference } = await changedHoldings(step, action, decimals);
  await bookJournals(
    step,
    holdings.flatMap((changed) => journalsOf(step, action, changed)),
  );
  await changeLots(step, action, holdings);
  await splitNamedLots(step, action);
  const rows = holdings.map(({ id, accountNumber, settled, unsettled, after, cash }) => ({
    entitlementId: id,
    accountNumber,
    held: toWire(add(settled, unsettled)),
    after: toWire(after.kept),
    cashInLieu: toWire(cash),
  }));
  await step.tx.$executeRaw`
    insert into street.firm_entitlement (id, action_id, account_number, quantity, quantity_after, gross, paid_on)
    select "entitlementId", ${action.id}::uuid, "accountNumber", held, after, "cashInLieu", ${step.today}::date
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as h("entitlementId" uuid, "accountNumber" text,
      held numeric, after numeric, "cashInLieu" numeric)`;
  await step.tx.$executeRaw`
    update street.firm_action set reference_price = ${reference}::numeric where id = ${action.id}::uuid`;
  const venueSeq = (await lastNumber(step.tx, "VENUES")) + step.events.added("VENUES");
  for (const part of inParts(rows, HOLDERS_AN_EVENT))
    step.events.add("CLEARING", {
      kind: "SHARES_CHANGED",
      actionId: action.id,
      venueSeq,
      decimals,
      holders: part,
      at: toIso(at),
    });
}
