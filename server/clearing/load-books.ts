import { eodFileName } from "@/domain/clearing/messages";
import type { EndOfDay } from "@/server/clearing/read-files";
import { sha256 } from "@/server/platform/crypto";
import type { Tx } from "@/server/platform/db";

/**
 * Writes a day's books under our own account ids, one statement a table. Rows of accounts that we do not know are
 * left out here; the reconciliation reports them. Nothing is ever replaced: a day is loaded once.
 */
export async function loadBooks(tx: Tx, day: EndOfDay): Promise<void> {
  await keepFiles(tx, day);
  await loadTrades(tx, day);
  await loadMoney(tx, day);
  await loadActions(tx, day);
  await loadPositions(tx, day);
  await loadBalances(tx, day);
}

async function keepFiles(tx: Tx, day: EndOfDay): Promise<void> {
  const names = eodFileName.options;
  await tx.$executeRaw`
    insert into portal.eod_file (business_date, name, sha256, records, content)
    select ${day.businessDate}::date, * from unnest(${[...names]}::text[], ${names.map((name) => sha256(day.texts[name]))}::text[],
      ${names.map((name) => day[name].length)}::int[], ${names.map((name) => day.texts[name])}::text[])`;
}

async function loadTrades(tx: Tx, { businessDate, trades }: EndOfDay): Promise<void> {
  await tx.$executeRaw`
    insert into portal.eod_movement (business_date, reference, account_id, kind, symbol, quantity, price, gross, commission,
      sec_fee, taf_fee, net, trade_date, settlement_date, order_reference)
    select ${businessDate}::date, r."execId", a.id, r.side, r.symbol, r.quantity, r.price, r.gross, r.commission,
      r."secFee", r."tafFee", r.net, r."tradeDate", r."settlementDate", r."orderReference"
    from json_to_recordset(${JSON.stringify(trades)}::json) as r("execId" text, "accountNumber" text, "orderReference" text,
      symbol text, side text, quantity numeric, price numeric, gross numeric, commission numeric, "secFee" numeric,
      "tafFee" numeric, net numeric, "tradeDate" date, "settlementDate" date)
    join portal.account a on a.number = r."accountNumber"`;
}

/**
 * A return has the reference of the deposit that it undoes, and tax that of the dividend that it is withheld from; both
 * may be booked on one day.
 */
async function loadMoney(tx: Tx, { businessDate, money }: EndOfDay): Promise<void> {
  await tx.$executeRaw`
    insert into portal.eod_movement (business_date, reference, account_id, kind, symbol, gross, net, trade_date, settlement_date)
    select ${businessDate}::date,
      r.reference || case r.kind when 'DEPOSIT_RETURN' then ':RETURN' when 'WITHHOLDING' then ':TAX' else '' end, a.id, r.kind,
      nullif(r.symbol, ''), r.amount,
      case when r.kind in ('DEPOSIT', 'CREDIT_INTEREST', 'DIVIDEND', 'CASH_IN_LIEU') then r.amount else -r.amount end, r."postedOn", r."postedOn"
    from json_to_recordset(${JSON.stringify(money)}::json) as r(reference text, "accountNumber" text, kind text, symbol text,
      amount numeric, "postedOn" date)
    join portal.account a on a.number = r."accountNumber"`;
}

/** Shares that corporate actions moved; what is sold for cash in lieu has its dollars in the money file. */
async function loadActions(tx: Tx, { businessDate, actions }: EndOfDay): Promise<void> {
  if (actions.length === 0) return;
  await tx.$executeRaw`
    insert into portal.eod_movement (business_date, reference, account_id, kind, symbol, quantity, gross, net, trade_date,
      settlement_date)
    select ${businessDate}::date, r.reference || ':SHARES:' || r.symbol || ':' || r.kind, a.id, r.kind, r.symbol, r.quantity,
      0, 0, r."bookedOn", r."bookedOn"
    from json_to_recordset(${JSON.stringify(actions)}::json) as r(reference text, "accountNumber" text, kind text,
      symbol text, quantity numeric, "bookedOn" date)
    join portal.account a on a.number = r."accountNumber"`;
}

async function loadPositions(tx: Tx, { businessDate, positions }: EndOfDay): Promise<void> {
  await tx.$executeRaw`
    insert into portal.eod_position (account_id, business_date, symbol, quantity, settled_quantity, close_price, value)
    select a.id, ${businessDate}::date, r.symbol, r."tradeDateQty", r."settledQty", r."closePrice", r.value
    from json_to_recordset(${JSON.stringify(positions)}::json) as r("accountNumber" text, symbol text, "tradeDateQty" numeric,
      "settledQty" numeric, "closePrice" numeric, value numeric)
    join portal.account a on a.number = r."accountNumber"`;
}

/** Our `settled_cash` leaves out what is uncollected: settled + unsettled + uncollected = all cash. */
async function loadBalances(tx: Tx, { businessDate, balances }: EndOfDay): Promise<void> {
  await tx.$executeRaw`
    insert into portal.eod_balance (account_id, business_date, settled_cash, unsettled_cash, uncollected, position_value,
      equity, net_deposits)
    select a.id, ${businessDate}::date, r."settledCash" - r.uncollected, r."tradeDateCash" - r."settledCash", r.uncollected,
      r."positionValue", r.equity, coalesce(moved.net, 0)
    from json_to_recordset(${JSON.stringify(balances)}::json) as r("accountNumber" text, "tradeDateCash" numeric,
      "settledCash" numeric, uncollected numeric, "positionValue" numeric, equity numeric)
    join portal.account a on a.number = r."accountNumber"
    left join (
      select account_id, sum(net) as net from portal.eod_movement
      where business_date = ${businessDate}::date and kind in ('DEPOSIT', 'WITHDRAWAL', 'DEPOSIT_RETURN') group by account_id
    ) moved on moved.account_id = a.id`;
}
