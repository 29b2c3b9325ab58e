import { dividendOn } from "@/domain/corporate-actions/entitlement";
import { groupedBy } from "@/domain/grouped";
import {
  add,
  type Money,
  money,
  moneyToWire,
  quantity,
  type Readable,
  subtract,
  toWire,
  ZERO,
} from "@/domain/money/money";
import { incomeByMonth } from "@/domain/portfolio/income-forecast";
import type { AccountsInput } from "@/domain/portfolio/portfolio-input";
import { addDays, addMonths, firstOfMonth, type LocalDate } from "@/domain/time/instant";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";
import { ownAccountIds } from "@/server/portfolio/accounts";
import { causesOf, within } from "@/server/portfolio/causes";
import type { DividendView, IncomeView } from "@/server/portfolio/views";

const HISTORY_ROWS = 200;
const EXPECTED_ROWS = 200;
const MONTHS_BACK = 12;
/** Months ahead that a calendar shows at most. */
const MONTHS_AHEAD = 12;

/**
 * Dividends and interest: by month, what was paid, and what was announced and is to come (FINRA 2210: nothing that no
 * company has announced is foretold). NOT_FOUND for another's account.
 */
export async function income(deps: Deps, actor: Actor, input: AccountsInput): Promise<IncomeView> {
  const accountIds = await ownAccountIds(deps, actor, input.accountIds);
  const today = await deps.clock.exchangeToday();
  const firstMonth = firstOfMonth(addMonths(firstOfMonth(today), 1 - MONTHS_BACK));
  const yearAgo = addMonths(today, -12);
  const [booked, history, expected] = await Promise.all([
    bookedIncome(deps, accountIds, firstMonth < yearAgo ? firstMonth : yearAgo),
    paidDividends(deps, accountIds),
    expectedDividends(deps, accountIds, today),
  ]);
  const lastYear = booked.filter(({ day }) => day > yearAgo);
  return {
    months: calendarOf(firstMonth, booked, expected),
    lastTwelveMonths: sumsOf(lastYear),
    history,
    expected,
    bySymbol: bySymbol(deps, lastYear),
  };
}

type Booked = { day: LocalDate; term: string; symbol: string | null; amount: Money };

async function bookedIncome(deps: Deps, accountIds: readonly string[], from: LocalDate): Promise<Booked[]> {
  const after = accountIds.map(() => addDays(from, -1));
  const rows = await deps.db.$queryRaw<
    { day: LocalDate; term: string; symbol: string | null; amount: Readable }[]
  >`
    select c.day::text, c.term, c.symbol, sum(c.amount)::text as amount
    from (${causesOf(
      within(
        accountIds,
        after,
        accountIds.map(() => null),
      ),
    )}) as c
    where c.term in ('DIVIDENDS', 'INTEREST', 'TAX_WITHHELD') group by 1, 2, 3 order by 1`;
  return rows.map((row) => ({ ...row, amount: money(row.amount) }));
}

function sumsOf(rows: readonly Booked[]): {
  dividends: string;
  interest: string;
  withheld: string;
  net: string;
} {
  const of = (term: string): Money =>
    add(ZERO, ...rows.filter((row) => row.term === term).map(({ amount }) => amount));
  const [dividends, interest, withheld] = [of("DIVIDENDS"), of("INTEREST"), of("TAX_WITHHELD")];
  return {
    dividends: moneyToWire(dividends),
    interest: moneyToWire(interest),
    withheld: moneyToWire(subtract(ZERO, withheld)),
    net: moneyToWire(add(dividends, interest, withheld)),
  };
}

/** Twelve months up to this one, and those ahead in which something announced is paid. */
function calendarOf(
  firstMonth: LocalDate,
  booked: readonly Booked[],
  expected: readonly DividendView[],
): IncomeView["months"] {
  const byMonth = groupedBy(booked, ({ day }) => day.slice(0, 7));
  const coming = new Map(
    incomeByMonth(
      expected.map(({ payDate, gross }) => ({
        payDate: payDate as LocalDate,
        gross: money(gross),
        net: money(gross),
      })),
    ).map(({ month, gross }) => [month, gross]),
  );
  const lastAhead = [...coming.keys()].at(-1) ?? "";
  const months: IncomeView["months"] = [];
  for (let n = 0; n < MONTHS_BACK + MONTHS_AHEAD; n++) {
    const month = addMonths(firstMonth, n).slice(0, 7);
    if (n >= MONTHS_BACK && month > lastAhead) break;
    months.push({
      month,
      ...sumsOf(byMonth.get(month) ?? []),
      expected: moneyToWire(coming.get(month) ?? ZERO),
    });
  }
  return months;
}

function bySymbol(deps: Deps, rows: readonly Booked[]): IncomeView["bySymbol"] {
  return [...groupedBy(rows, ({ symbol }) => symbol)]
    .flatMap(([symbol, own]) => (symbol === null ? [] : [{ symbol, own }]))
    .map(({ symbol, own }) => {
      const gross = add(ZERO, ...own.filter(({ term }) => term === "DIVIDENDS").map(({ amount }) => amount));
      return { symbol, gross, net: add(ZERO, ...own.map(({ amount }) => amount)) };
    })
    .sort((a, b) => b.gross.comparedTo(a.gross) || (a.symbol < b.symbol ? -1 : 1))
    .map(({ symbol, gross, net }) => ({
      symbol,
      name: deps.market.instrument(symbol)?.name ?? symbol,
      gross: moneyToWire(gross),
      net: moneyToWire(net),
    }));
}

type DividendRow = {
  account_id: string;
  symbol: string;
  ex_date: LocalDate;
  pay_date: LocalDate;
  shares: string;
  value: string;
  gross: string | null;
  withheld: string | null;
};

function dividendView(row: DividendRow, isPaid: boolean, today: LocalDate | null): DividendView {
  const shares = quantity(row.shares);
  const gross = row.gross === null ? dividendOn(shares, row) : money(row.gross);
  const withheld = row.withheld === null ? null : money(row.withheld);
  return {
    accountId: row.account_id,
    symbol: row.symbol,
    exDate: row.ex_date,
    payDate: row.pay_date,
    quantity: toWire(shares),
    perShare: toWire(quantity(row.value)),
    gross: moneyToWire(gross),
    withheld: withheld && moneyToWire(withheld),
    net: withheld && moneyToWire(subtract(gross, withheld)),
    isPaid,
    isFixed: today === null || row.ex_date <= today,
  };
}

async function paidDividends(deps: Deps, accountIds: readonly string[]): Promise<DividendView[]> {
  const rows = await deps.db.$queryRaw<DividendRow[]>`
    select e.account_id::text, a.symbol, a.ex_date::text, e.paid_on::text as pay_date, e.quantity::text as shares,
      a.value::text, e.gross::text, e.withheld::text
    from portal.entitlement e join portal.corporate_action a on a.id = e.action_id
    where e.account_id = any(${[...accountIds]}::uuid[]) and e.paid_on is not null and a.type = 'CASH_DIVIDEND'
      and e.gross <> 0
    order by e.paid_on desc, a.symbol, e.id limit ${HISTORY_ROWS}`;
  return rows.map((row) => dividendView(row, true, null));
}

/** Those that accounts are entitled to, and those announced of what they hold now. */
async function expectedDividends(
  deps: Deps,
  accountIds: readonly string[],
  today: LocalDate,
): Promise<DividendView[]> {
  const rows = await deps.db.$queryRaw<DividendRow[]>`
    select s.id::text as account_id, a.symbol, a.ex_date::text, a.pay_date::text,
      coalesce(e.quantity, p.settled + p.unsettled)::text as shares, a.value::text, e.gross::text, e.withheld::text
    from portal.corporate_action a
    cross join unnest(${[...accountIds]}::uuid[]) as s(id)
    left join portal.entitlement e on e.action_id = a.id and e.account_id = s.id
    left join portal.position p on p.symbol = a.symbol and p.account_id = s.id
    where a.type = 'CASH_DIVIDEND' and a.paid_at is null and e.paid_on is null
      and (e.id is not null or (a.applied_at is null and a.ex_date >= ${today}::date and p.settled + p.unsettled > 0))
    order by a.pay_date, a.symbol, s.id limit ${EXPECTED_ROWS}`;
  return rows.map((row) => dividendView(row, false, today));
}
