import { type EodRow, writeEodFile } from "@/domain/clearing/eod-files";
import type { EodFileName } from "@/domain/clearing/messages";
import {
  add,
  type Money,
  money,
  notional,
  type Price,
  price,
  quantity,
  toWire,
  ZERO,
} from "@/domain/money/money";
import { instantFromDate, type LocalDate, localDateOf } from "@/domain/time/instant";
import { sha256 } from "@/server/platform/crypto";
import { actionMoney, actionShares } from "@/server/street/clearing-firm/actions/action-money";
import { closingPrice } from "@/server/street/clearing-firm/closing-price";
import type { Step } from "@/server/street/street";

export type EndOfDayFile = { name: EodFileName; sha256: string; records: number; content: string };

function file<Name extends EodFileName>(
  name: Name,
  day: LocalDate,
  rows: readonly EodRow<Name>[],
): EndOfDayFile {
  const content = writeEodFile(name, day, rows, sha256);
  return { name, sha256: sha256(content), records: rows.length, content };
}

/** The trades of a day, in the columns of their file. */
function tradesOf(step: Step, day: LocalDate): Promise<EodRow<"trades">[]> {
  return step.tx.$queryRaw<EodRow<"trades">[]>`
    select exec_id as "execId", account_number as "accountNumber", order_reference as "orderReference", symbol, side,
      quantity::text as quantity, price::text as price, gross::text as gross, commission::text as commission,
      sec_fee::text as "secFee", taf_fee::text as "tafFee", net::text as net, trade_date::text as "tradeDate",
      settlement_date::text as "settlementDate"
    from street.firm_trade where booked_on = ${day}::date`;
}

/** Money that moved on a day. */
function moneyOf(step: Step, day: LocalDate): Promise<EodRow<"money">[]> {
  return step.tx.$queryRaw<EodRow<"money">[]>`
    select m.id::text as reference, m.account_number as "accountNumber",
      case j.kind when 'INTEREST' then m.direction else j.kind end as kind, m.amount::text as amount,
      '' as symbol, j.trade_date::text as "postedOn"
    from street.firm_journal j join street.firm_cash_movement m on m.id::text = j.source
    where j.trade_date = ${day}::date and j.kind in ('DEPOSIT', 'WITHDRAWAL', 'DEPOSIT_RETURN', 'FEE', 'INTEREST')
    union all ${actionMoney(day)}`;
}

/** Lots that are open. */
function lotsOf(step: Step): Promise<EodRow<"lots">[]> {
  return step.tx.$queryRaw<EodRow<"lots">[]>`
    select account_number as "accountNumber", symbol, acquired_on::text as "acquiredOn", lot_id as "lotId",
      open_quantity::text as quantity, open_cost::text as cost
    from street.firm_lot where open_quantity <> 0`;
}

/** Trades that the venues made and that are not booked. */
async function rejectsOf(step: Step): Promise<EodRow<"rejects">[]> {
  const rows = await step.tx.$queryRaw<(Omit<EodRow<"rejects">, "tradeDate"> & { executed_at: Date })[]>`
    select exec_id as "execId", account_number as "accountNumber", order_reference as "orderReference", symbol, side,
      quantity::text as quantity, price::text as price, executed_at, 'UNKNOWN_ACCOUNT' as reason
    from street.venue_trade where captured_at is null and busted_at is null`;
  return rows.map(({ executed_at, ...row }) => ({
    ...row,
    tradeDate: localDateOf(instantFromDate(executed_at)),
  }));
}

async function positionsOf(
  step: Step,
  day: LocalDate,
): Promise<{ rows: EodRow<"positions">[]; values: Map<string, Money> }> {
  const held = await step.tx.$queryRaw<
    { account_number: string; asset: string; trade_date_qty: string; settled_qty: string }[]
  >`
    select account_number, asset, trade_date_qty::text as trade_date_qty, settled_qty::text as settled_qty
    from street.firm_balance where asset <> 'USD' and (trade_date_qty <> 0 or settled_qty <> 0)`;
  const closes = new Map<string, Price>();
  for (const symbol of new Set(held.map((row) => row.asset)))
    closes.set(symbol, await closingPrice(step, symbol, day));
  const values = new Map<string, Money>();
  const rows = held.map((row) => {
    const close = closes.get(row.asset) ?? price("0");
    const value = notional(quantity(row.trade_date_qty), close);
    values.set(row.account_number, add(values.get(row.account_number) ?? ZERO, value));
    return {
      accountNumber: row.account_number,
      symbol: row.asset,
      tradeDateQty: row.trade_date_qty,
      settledQty: row.settled_qty,
      closePrice: toWire(close),
      value: toWire(value),
    };
  });
  return { rows, values };
}

async function balancesOf(step: Step, values: ReadonlyMap<string, Money>): Promise<EodRow<"balances">[]> {
  const rows = await step.tx.$queryRaw<
    { number: string; trade_date: string; settled: string; uncollected: string }[]
  >`
    select a.number, coalesce(b.trade_date_qty, 0)::text as trade_date, coalesce(b.settled_qty, 0)::text as settled,
      coalesce(b.uncollected, 0)::text as uncollected
    from street.firm_account a left join street.firm_balance b on b.account_number = a.number and b.asset = 'USD'
    where a.status = 'OPEN'`;
  return rows.map((row) => {
    const positionValue = values.get(row.number) ?? ZERO;
    return {
      accountNumber: row.number,
      tradeDateCash: row.trade_date,
      settledCash: row.settled,
      uncollected: row.uncollected,
      positionValue: toWire(positionValue),
      equity: toWire(add(money(row.trade_date), positionValue)),
    };
  });
}

/** The files of a day, made from the firm's books as they stand. */
export async function endOfDayFiles(step: Step, day: LocalDate): Promise<EndOfDayFile[]> {
  const { rows, values } = await positionsOf(step, day);
  return [
    file("trades", day, await tradesOf(step, day)),
    file("positions", day, rows),
    file("balances", day, await balancesOf(step, values)),
    file("money", day, await moneyOf(step, day)),
    file("lots", day, await lotsOf(step)),
    file("rejects", day, await rejectsOf(step)),
    file("actions", day, await actionShares(step, day)),
  ];
}
