import { type Exact, toWire } from "@/domain/money/money";
import { type LocalDate, toIso } from "@/domain/time/instant";
import { newId } from "@/server/platform/ids";
import type { Step } from "@/server/street/street";

/**
 * The firm's chart of accounts. The three CUSTOMER accounts carry an account number: bought or sold and not settled
 * yet, settled, and deposits whose collection is not certain yet. Plus is what the firm owes the customer. Companies pay
 * and change shares through the DEPOSITORY.
 */
export type FirmLedger =
  | "CUSTOMER_UNSETTLED"
  | "CUSTOMER_SETTLED"
  | "CUSTOMER_UNCOLLECTED"
  | "CNS_UNSETTLED"
  | "CNS_SETTLED"
  | "BANK"
  | "COMMISSIONS_DUE"
  | "BROKER_FEES_DUE"
  | "INTEREST"
  | "SEC_FEES_DUE"
  | "TAF_FEES_DUE"
  | "WIRE_FEES"
  | "DEPOSITORY"
  | "TAX_WITHHELD";

export const USD = "USD";

export type FirmLine = { ledger: FirmLedger; accountNumber: string | null; asset: string; amount: Exact };
export type FirmJournal = {
  kind:
    | "TRADE"
    | "TRADE_REVERSAL"
    | "SETTLEMENT"
    | "DEPOSIT"
    | "DEPOSIT_RELEASE"
    | "DEPOSIT_RETURN"
    | "WITHDRAWAL"
    | "WITHDRAWAL_RETURN"
    | "WIRE_IN"
    | "WIRE_OUT"
    | "WIRE_FEE"
    | "JOURNAL"
    | "FEE"
    | "INTEREST"
    | "DIVIDEND"
    | "WITHHOLDING"
    | "SHARES_CHANGED"
    | "CASH_IN_LIEU";
  /** What it was made of; a kind and source are booked once. */
  source: string;
  accountNumber: string;
  tradeDate: LocalDate;
  settlementDate: LocalDate | null;
  lines: readonly FirmLine[];
};

/**
 * Books journals and folds them into the balances. Lines of nothing are left out. The database refuses a journal that
 * does not balance in each asset, and a cause that was booked before.
 */
export async function bookJournals(step: Step, journals: readonly FirmJournal[]): Promise<void> {
  if (journals.length === 0) return;
  const heads: object[] = [];
  const lines: object[] = [];
  for (const journal of journals) {
    const id = newId();
    heads.push({
      id,
      kind: journal.kind,
      source: journal.source,
      account_number: journal.accountNumber,
      trade_date: journal.tradeDate,
      settlement_date: journal.settlementDate,
    });
    for (const line of journal.lines) {
      if (line.amount.isZero()) continue;
      const amount = toWire(line.amount);
      lines.push({
        journal_id: id,
        ledger: line.ledger,
        account_number: line.accountNumber,
        asset: line.asset,
        amount,
      });
    }
  }
  const text = JSON.stringify(lines);
  await step.tx.$executeRaw`
    insert into street.firm_journal (id, kind, source, account_number, trade_date, settlement_date, exchange_at)
    select j.*, ${toIso(step.now)}::timestamptz from jsonb_to_recordset(${JSON.stringify(heads)}::jsonb)
      as j(id uuid, kind text, source text, account_number text, trade_date date, settlement_date date)`;
  await step.tx.$executeRaw`
    insert into street.firm_entry (journal_id, ledger_account, account_number, asset, amount)
    select e.* from jsonb_to_recordset(${text}::jsonb)
      as e(journal_id uuid, ledger text, account_number text, asset text, amount numeric)`;
  await step.tx.$executeRaw`
    insert into street.firm_balance (account_number, asset, trade_date_qty, settled_qty, uncollected)
    select account_number, asset, sum(amount),
      coalesce(sum(amount) filter (where ledger <> 'CUSTOMER_UNSETTLED'), 0),
      coalesce(sum(amount) filter (where ledger = 'CUSTOMER_UNCOLLECTED'), 0)
    from jsonb_to_recordset(${text}::jsonb) as e(ledger text, account_number text, asset text, amount numeric)
    where account_number is not null
    group by account_number, asset order by account_number, asset
    on conflict (account_number, asset) do update set
      trade_date_qty = firm_balance.trade_date_qty + excluded.trade_date_qty,
      settled_qty = firm_balance.settled_qty + excluded.settled_qty,
      uncollected = firm_balance.uncollected + excluded.uncollected`;
}
