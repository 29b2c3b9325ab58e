import { eodFileName } from "@/domain/clearing/messages";
import { FLOW_KINDS, MONEY_IN, type MoneyKind } from "@/domain/clearing/money-kinds";
import { fileRows } from "@/server/clearing/file-rows";
import type { EndOfDay } from "@/server/clearing/read-files";
import { sha256 } from "@/server/platform/crypto";
import { Prisma, type Tx } from "@/server/platform/db";

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
    select ${day.businessDate}::date, * from unnest(${names}::text[], ${names.map((name) => sha256(day.texts[name]))}::text[],
      ${names.map((name) => day[name].length)}::int[], ${names.map((name) => day.texts[name])}::text[])`;
}

async function loadTrades(tx: Tx, { businessDate }: EndOfDay): Promise<void> {
  await tx.$executeRaw`
    insert into portal.eod_movement (business_date, reference, account_id, kind, symbol, quantity, price, gross, commission,
      sec_fee, taf_fee, net, trade_date, settlement_date, order_reference)
    select ${businessDate}::date, r."execId", a.id, r.side, r.symbol, r.quantity, r.price, r.gross, r.commission,
      r."secFee", r."tafFee", r.net, r."tradeDate", r."settlementDate", r."orderReference"::text
    from ${fileRows("trades", businessDate)} as r
    join portal.account a on a.number = r."accountNumber"`;
}

/**
 * A return has the reference of the entry that it undoes, tax that of the dividend that it is withheld from, a fee that of
 * its wire, and both sides of a journal have one; all may be booked on one day.
 */
const SUFFIX: Partial<Record<MoneyKind, string>> = {
  DEPOSIT_RETURN: ":RETURN",
  WITHDRAWAL_RETURN: ":RETURN",
  WITHHOLDING: ":TAX",
  WIRE_FEE: ":FEE",
  JOURNAL_IN: ":IN",
};

/** What a movement of a kind is called among a day's: its reference, which others of it may have, too. */
export const movementName = (reference: Prisma.Sql, kind: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`${reference}::text || coalesce(${JSON.stringify(SUFFIX)}::jsonb ->> ${kind}, '')`;

async function loadMoney(tx: Tx, { businessDate }: EndOfDay): Promise<void> {
  await tx.$executeRaw`
    insert into portal.eod_movement (business_date, reference, account_id, kind, symbol, gross, net, trade_date, settlement_date)
    select ${businessDate}::date,
      ${movementName(Prisma.sql`r.reference`, Prisma.sql`r.kind`)}, a.id, r.kind,
      nullif(r.symbol, ''), r.amount,
      case when r.kind = any(${[...MONEY_IN]}::text[]) then r.amount else -r.amount end, r."postedOn", r."postedOn"
    from ${fileRows("money", businessDate)} as r
    join portal.account a on a.number = r."accountNumber"`;
}

/** Shares that corporate actions moved; what is sold for cash in lieu has its dollars in the money file. */
async function loadActions(tx: Tx, { businessDate }: EndOfDay): Promise<void> {
  await tx.$executeRaw`
    insert into portal.eod_movement (business_date, reference, account_id, kind, symbol, quantity, gross, net, trade_date,
      settlement_date)
    select ${businessDate}::date, r.reference::text || ':SHARES:' || r.symbol || ':' || r.kind, a.id, r.kind, r.symbol, r.quantity,
      0, 0, r."bookedOn", r."bookedOn"
    from ${fileRows("actions", businessDate)} as r
    join portal.account a on a.number = r."accountNumber"`;
}

async function loadPositions(tx: Tx, { businessDate }: EndOfDay): Promise<void> {
  await tx.$executeRaw`
    insert into portal.eod_position (account_id, business_date, symbol, quantity, settled_quantity, close_price, value)
    select a.id, ${businessDate}::date, r.symbol, r."tradeDateQty", r."settledQty", r."closePrice", r.value
    from ${fileRows("positions", businessDate)} as r
    join portal.account a on a.number = r."accountNumber"`;
}

/** Our `settled_cash` leaves out what is uncollected: settled + unsettled + uncollected = all cash. */
async function loadBalances(tx: Tx, { businessDate }: EndOfDay): Promise<void> {
  await tx.$executeRaw`
    insert into portal.eod_balance (account_id, business_date, settled_cash, unsettled_cash, uncollected, position_value,
      equity, net_deposits)
    select a.id, ${businessDate}::date, r."settledCash" - r.uncollected, r."tradeDateCash" - r."settledCash", r.uncollected,
      r."positionValue", r.equity, coalesce(moved.net, 0)
    from ${fileRows("balances", businessDate)} as r
    join portal.account a on a.number = r."accountNumber"
    left join (
      select account_id, sum(net) as net from portal.eod_movement
      where business_date = ${businessDate}::date and kind = any(${[...FLOW_KINDS]}::text[]) group by account_id
    ) moved on moved.account_id = a.id`;
}
