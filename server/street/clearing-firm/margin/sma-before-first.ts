import { larger, type Money, money, type Price, quantity, ZERO } from "@/domain/money/money";
import { type MarginPosition, marginFigures } from "@/domain/risk/margin";
import { exchangeCalendar } from "@/domain/time/calendar";
import type { LocalDate } from "@/domain/time/instant";
import { closingPrice } from "@/server/street/clearing-firm/closing-price";
import { USD } from "@/server/street/clearing-firm/firm-journals";
import type { Step } from "@/server/street/street";

/**
 * Special memorandum accounts at the close before the first day as a margin account: what Regulation T would have left
 * free of what the account held then (220.5(b)). Nothing of an account that was opened on the day; of a cash account
 * that became a margin account, what it may borrow against from the first moment. The books at that close are those of
 * now less the day's entries.
 */
export async function smaBeforeFirst(
  step: Step,
  numbers: readonly string[],
  day: LocalDate,
): Promise<Map<string, Money>> {
  if (numbers.length === 0) return new Map();
  const before = exchangeCalendar.previousTradingDay(day);
  const rows = await step.tx.$queryRaw<{ account_number: string; asset: string; held: string }[]>`
    select b.account_number, b.asset, (b.trade_date_qty - coalesce(today.amount, 0))::text as held
    from street.firm_balance b
    left join (
      select e.account_number, e.asset, sum(e.amount) as amount
      from street.firm_journal j join street.firm_entry e on e.journal_id = j.id and e.account_number is not null
      where j.trade_date = ${day}::date and j.account_number = any(${[...numbers]}::text[])
      group by e.account_number, e.asset) today using (account_number, asset)
    where b.account_number = any(${[...numbers]}::text[]) and b.trade_date_qty - coalesce(today.amount, 0) <> 0
    order by b.account_number, b.asset`;
  const closes = new Map<string, Price>();
  const books = new Map<string, { cash: Money; positions: MarginPosition[] }>();
  for (const { account_number, asset, held } of rows) {
    const book = books.get(account_number) ?? { cash: ZERO, positions: [] };
    books.set(account_number, book);
    if (asset === USD) book.cash = money(held);
    else {
      const close = closes.get(asset) ?? (await closingPrice(step, asset, before));
      closes.set(asset, close);
      book.positions.push({ symbol: asset, shares: quantity(held), price: close });
    }
  }
  return new Map(
    [...books].map(([number, book]) => [number, larger(marginFigures(book, before).initialExcess, ZERO)]),
  );
}
