import { groupedBy } from "@/domain/grouped";
import type { MarketData } from "@/domain/market/types";
import { moneyToWire, notional, price, quantity } from "@/domain/money/money";
import type { PaperAccount, StatementFacts } from "@/domain/statements/statement";
import { type HeldLine, NO_PERFORMANCE } from "@/domain/statements/statement-sections";
import { addDays, type LocalDate } from "@/domain/time/instant";
import { incomeOfYear, NO_INCOME, shareLine, sharesMoved } from "@/server/documents/action-books";
import { paperAccounts } from "@/server/documents/paper-accounts";
import { performanceBooks } from "@/server/documents/performance-books";
import {
  balance,
  balancesOf,
  holdingsOf,
  moneyOf,
  type Period,
  periodOf,
  tradeLine,
  tradesOf,
} from "@/server/documents/period-books";
import { realisedBooks, yearSums } from "@/server/documents/realised-books";
import {
  costsOf,
  dividendsPerShare,
  equityByMonth,
  messagesOf,
  openOrdersOf,
} from "@/server/documents/section-books";
import type { Db, Tx } from "@/server/platform/db";

const byAccount = <Row extends { account_id: string }>(rows: readonly Row[]): Map<string, Row[]> =>
  groupedBy(rows, (row) => row.account_id);

/** Everything that statements of a period are made from: for all accounts at once, each kind in one query. */
async function load(db: Tx | Db, period: Period, accountIds: readonly string[]) {
  const { opening, closing, month } = period;
  const holdings = await holdingsOf(db, period, accountIds);
  const symbols = [...new Set(holdings.map(({ symbol }) => symbol))];
  const year = { from: `${closing.slice(0, 4)}-01-01` as LocalDate, to: closing };
  return {
    accounts: await paperAccounts(db, accountIds),
    balances: byAccount(await balancesOf(db, period, accountIds)),
    holdings: byAccount(holdings),
    trades: byAccount(await tradesOf(db, period, accountIds)),
    money: byAccount(await moneyOf(db, period, accountIds)),
    shares: byAccount(await sharesMoved(db, period, accountIds)),
    ofYear: byAccount(await incomeOfYear(db, closing, accountIds)),
    costs: byAccount(await costsOf(db, closing, accountIds)),
    dividends: await dividendsPerShare(db, closing, symbols),
    realised: groupedBy(await realisedBooks(db, accountIds, year), (row) => row.accountId),
    months: byAccount(await equityByMonth(db, month, accountIds)),
    performance: await performanceBooks(db, accountIds, { opening, closing }),
    orders: byAccount(await openOrdersOf(db, closing, accountIds)),
    messages: byAccount(await messagesOf(db, closing, accountIds)),
  };
}
type Loaded = Awaited<ReturnType<typeof load>>;

/**
 * The facts of a month's statements for many accounts at once, by account id: balances, holdings, trades and movements
 * from the imported end-of-day books and nothing else, the rest as our own books have it at that close. An account that
 * the books of the month's last day do not hold is left out.
 */
export async function statementFacts(
  db: Tx | Db,
  market: MarketData,
  month: string,
  accountIds: readonly string[],
): Promise<Map<string, StatementFacts>> {
  const period = periodOf(month);
  const loaded = await load(db, period, accountIds);
  const facts = new Map<string, StatementFacts>();
  for (const accountId of accountIds) {
    const found = factsOf(loaded, market, period, accountId);
    if (found) facts.set(accountId, found);
  }
  return facts;
}

function factsOf(
  loaded: Loaded,
  market: MarketData,
  period: Period,
  accountId: string,
): StatementFacts | null {
  const account = loaded.accounts.get(accountId);
  const rows = loaded.balances.get(accountId) ?? [];
  const closing = rows.find((row) => row.business_date === period.closing);
  if (!account || !closing) return null;
  const { openedOn, ...who } = account;
  const first = addDays(period.opening, 1);
  const opening = rows.find((row) => row.business_date === period.opening);
  const trades = (loaded.trades.get(accountId) ?? []).map((row) => ({
    row,
    line: tradeLine(row, market.instrument(row.symbol)?.name ?? row.symbol),
  }));
  const realised = (loaded.realised.get(accountId) ?? []).map(({ accountId: _, ...line }) => line);
  return {
    account: who satisfies PaperAccount,
    month: period.month,
    from: openedOn > first && openedOn <= period.closing ? (openedOn as LocalDate) : first,
    to: period.closing,
    opening: opening ? balance(opening) : null,
    closing: balance(closing),
    holdings: heldLines(loaded, market, accountId),
    trades: trades.filter(({ row }) => row.business_date > period.opening).map(({ line }) => line),
    money: (loaded.money.get(accountId) ?? []).map((row) => ({
      bookedOn: row.business_date,
      kind: row.kind,
      reference: row.reference,
      amount: row.gross,
      symbol: row.symbol,
    })),
    shares: (loaded.shares.get(accountId) ?? []).map(shareLine),
    pending: trades.filter(({ row }) => row.settlement_date > period.closing).map(({ line }) => line),
    incomeOfYear: loaded.ofYear.get(accountId)?.[0] ?? NO_INCOME,
    realised: realised.filter(({ soldOn }) => soldOn > period.opening),
    realisedOfYear: yearSums(realised),
    equityByMonth: (loaded.months.get(accountId) ?? []).map(({ month, equity }) => ({ month, equity })),
    performance: loaded.performance.get(accountId) ?? { month: NO_PERFORMANCE, year: NO_PERFORMANCE },
    openOrders: (loaded.orders.get(accountId) ?? []).map(({ account_id: _, ...order }) => order),
    messages: (loaded.messages.get(accountId) ?? []).map(({ text }) => text),
  };
}

/** Holdings with their cost, where our lots say the same number of shares as the carrying firm, and a year's dividends. */
function heldLines(loaded: Loaded, market: MarketData, accountId: string): HeldLine[] {
  const costs = new Map((loaded.costs.get(accountId) ?? []).map((row) => [row.symbol, row]));
  return (loaded.holdings.get(accountId) ?? []).map((row): HeldLine => {
    const instrument = market.instrument(row.symbol);
    const lots = costs.get(row.symbol);
    const dividend = loaded.dividends.get(row.symbol);
    return {
      symbol: row.symbol,
      name: instrument?.name ?? row.symbol,
      kind: instrument?.kind ?? "STOCK",
      quantity: row.quantity,
      settledQuantity: row.settled_quantity,
      price: row.close_price,
      value: row.value,
      cost: lots && quantity(lots.quantity).eq(row.quantity) ? lots.cost : null,
      yearlyIncome: dividend ? moneyToWire(notional(quantity(row.quantity), price(dividend))) : "0.00",
    };
  });
}
