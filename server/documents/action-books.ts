import type { ShareLine } from "@/domain/statements/income";
import type { StatementFacts } from "@/domain/statements/statement";
import type { LocalDate } from "@/domain/time/instant";
import type { Db, Tx } from "@/server/platform/db";

/** What statements say of corporate actions, from the imported end-of-day books. */
type ShareRow = {
  account_id: string;
  business_date: LocalDate;
  kind: ShareLine["kind"];
  symbol: string;
  quantity: string;
};

/** Shares that came or went by corporate actions in a period. */
export const sharesMoved = (
  db: Tx | Db,
  period: { opening: LocalDate; closing: LocalDate },
  accountIds: readonly string[],
): Promise<ShareRow[]> =>
  db.$queryRaw<ShareRow[]>`
    select account_id, business_date::text, kind, symbol, trim_scale(quantity)::text as quantity
    from portal.eod_movement
    where account_id = any(${accountIds}::uuid[]) and kind in ('STOCK_DIVIDEND', 'SPLIT', 'REVERSE_SPLIT', 'SYMBOL_CHANGE', 'FRACTION')
      and business_date > ${period.opening}::date and business_date <= ${period.closing}::date
    order by account_id, business_date, reference`;

export const shareLine = ({ business_date: bookedOn, kind, symbol, quantity }: ShareRow): ShareLine => ({
  bookedOn,
  kind,
  symbol,
  quantity,
});

type YearIncome = StatementFacts["incomeOfYear"];

export const NO_INCOME: YearIncome = {
  dividends: "0.00",
  withheld: "0.00",
  credited: "0.00",
  charged: "0.00",
};

/** Dividends, tax withheld of them and interest from the first of January to a day. */
export const incomeOfYear = (
  db: Tx | Db,
  to: LocalDate,
  accountIds: readonly string[],
): Promise<(YearIncome & { account_id: string })[]> =>
  db.$queryRaw<(YearIncome & { account_id: string })[]>`
    select account_id, coalesce(sum(gross) filter (where kind = 'DIVIDEND'), 0)::numeric(28, 2)::text as dividends,
      coalesce(sum(gross) filter (where kind = 'WITHHOLDING'), 0)::numeric(28, 2)::text as withheld,
      coalesce(sum(gross) filter (where kind = 'CREDIT_INTEREST'), 0)::numeric(28, 2)::text as credited,
      coalesce(sum(gross) filter (where kind = 'DEBIT_INTEREST'), 0)::numeric(28, 2)::text as charged
    from portal.eod_movement
    where account_id = any(${accountIds}::uuid[]) and kind in ('DIVIDEND', 'WITHHOLDING', 'CREDIT_INTEREST', 'DEBIT_INTEREST')
      and business_date between date_trunc('year', ${to}::date)::date and ${to}::date
    group by account_id`;
