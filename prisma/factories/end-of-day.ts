import { type EodRow, writeEodFile } from "@/domain/clearing/eod-files";
import { type EodFileName, eodFileName } from "@/domain/clearing/messages";
import {
  absolute,
  add,
  type Money,
  money,
  moneyToWire,
  notional,
  price,
  quantity,
  ZERO,
} from "@/domain/money/money";
import { cashEffect } from "@/domain/statements/trade-line";
import { applyTrade, type OpenLot } from "@/domain/tax/lots";
import { exchangeCalendar, settlementCalendar } from "@/domain/time/calendar";
import { type LocalDate, localDate, toIso } from "@/domain/time/instant";
import type { EndOfDayEvent, EndOfDayFiles } from "@/server/clearing";
import { sha256 } from "@/server/platform/crypto";

type Rows = { [Name in EodFileName]: readonly EodRow<Name>[] };
const noRows = (): Rows => ({
  trades: [],
  positions: [],
  balances: [],
  money: [],
  lots: [],
  rejects: [],
  actions: [],
});
type Published = { event: EndOfDayEvent; files: EndOfDayFiles };

/** A day's files as a clearing firm would publish them, and the event that announces them. */
export function publishedDay(businessDate: LocalDate, rows: Partial<Rows>): Published {
  const write = <Name extends EodFileName>(name: Name): string =>
    writeEodFile<Name>(name, businessDate, rows[name] ?? [], sha256);
  const files: Record<EodFileName, string> = {
    trades: write("trades"),
    positions: write("positions"),
    balances: write("balances"),
    money: write("money"),
    lots: write("lots"),
    rejects: write("rejects"),
    actions: write("actions"),
  };
  const close = exchangeCalendar.session(businessDate)?.close;
  const summary = (name: EodFileName) => ({
    name,
    sha256: sha256(files[name]),
    records: rows[name]?.length ?? 0,
  });
  const event: EndOfDayEvent = {
    kind: "EOD_READY",
    businessDate,
    nextSession: exchangeCalendar.nextTradingDay(businessDate),
    venueSeq: 0,
    files: eodFileName.options.map(summary),
    at: close === undefined ? `${businessDate}T21:00:00.000Z` : toIso(close),
  };
  return { event, files };
}

export type BookedTrade = {
  accountNumber: string;
  orderReference: string;
  execId: string;
  symbol: string;
  side: "BUY" | "SELL";
  quantity: string;
  price: string;
  commission?: string;
  secFee?: string;
  tafFee?: string;
};

/** A trade's row in the file of its day, with its gross and net worked out. */
export function tradeRow(tradeDate: LocalDate, trade: BookedTrade): EodRow<"trades"> {
  const figures = {
    side: trade.side,
    gross: moneyToWire(notional(quantity(trade.quantity), price(trade.price))),
    commission: trade.commission ?? "1",
    secFee: trade.secFee ?? "0",
    tafFee: trade.tafFee ?? "0",
  };
  return {
    ...trade,
    ...figures,
    net: moneyToWire(cashEffect(figures)),
    tradeDate,
    settlementDate: settlementCalendar.settlementDate(tradeDate),
  };
}

/**
 * A carrying firm in small, for tests and benches of what comes after it: keeps cash and shares of accounts, and
 * publishes its books day after day. Deposits may be used at once.
 */
export class FirmBooks {
  private readonly cash = new Map<string, { traded: Money; settled: Money }>();
  private readonly shares = new Map<string, Map<string, { traded: Money; settled: Money }>>();
  private waiting: EodRow<"trades">[] = [];
  private readonly lots = new Map<string, readonly OpenLot[]>();
  private today = noRows();

  open(accountNumber: string): void {
    this.cash.set(accountNumber, { traded: ZERO, settled: ZERO });
    this.shares.set(accountNumber, new Map());
  }

  moveMoney(day: LocalDate, row: Omit<EodRow<"money">, "postedOn">): void {
    const amount = row.kind === "DEPOSIT" ? money(row.amount) : (money(row.amount).negated() as Money);
    const cash = this.cashOf(row.accountNumber);
    cash.traded = add(cash.traded, amount);
    cash.settled = add(cash.settled, amount);
    this.today = { ...this.today, money: [...this.today.money, { ...row, postedOn: day }] };
  }

  trade(day: LocalDate, trade: BookedTrade): EodRow<"trades"> {
    const row = tradeRow(day, trade);
    const cash = this.cashOf(row.accountNumber);
    cash.traded = add(cash.traded, money(row.net));
    const held = this.heldOf(row.accountNumber, row.symbol);
    held.traded = add(held.traded, signedShares(row));
    const key = `${row.accountNumber} ${row.symbol}`;
    const bought = {
      side: row.side,
      shares: quantity(row.quantity),
      net: absolute(money(row.net)),
      tradeDate: day,
    };
    this.lots.set(key, applyTrade(this.lots.get(key) ?? [], bought, row.execId).lots);
    this.waiting.push(row);
    this.today = { ...this.today, trades: [...this.today.trades, row] };
    return row;
  }

  /** Settles what is due, values everything at these closing prices, and publishes the day. */
  close(day: LocalDate, closes: Record<string, string>): Published {
    for (const row of this.waiting.filter((trade) => trade.settlementDate <= day)) {
      const cash = this.cashOf(row.accountNumber);
      cash.settled = add(cash.settled, money(row.net));
      const held = this.heldOf(row.accountNumber, row.symbol);
      held.settled = add(held.settled, signedShares(row));
    }
    this.waiting = this.waiting.filter((trade) => trade.settlementDate > day);
    const positions = [...this.shares].flatMap(([accountNumber, held]) =>
      [...held]
        .filter(([, { traded, settled }]) => !traded.isZero() || !settled.isZero())
        .map(([symbol, { traded, settled }]): EodRow<"positions"> => {
          const closePrice = closes[symbol] ?? "0";
          const value = moneyToWire(notional(quantity(traded), price(closePrice)));
          return {
            accountNumber,
            symbol,
            tradeDateQty: traded.toFixed(),
            settledQty: settled.toFixed(),
            closePrice,
            value,
          };
        }),
    );
    const values = new Map<string, Money>();
    for (const { accountNumber, value } of positions) {
      values.set(accountNumber, add(values.get(accountNumber) ?? ZERO, money(value)));
    }
    const balances = [...this.cash].map(([accountNumber, { traded, settled }]): EodRow<"balances"> => {
      const value = values.get(accountNumber) ?? ZERO;
      return {
        accountNumber,
        tradeDateCash: moneyToWire(traded),
        settledCash: moneyToWire(settled),
        uncollected: "0",
        positionValue: moneyToWire(value),
        equity: moneyToWire(add(traded, value)),
      };
    });
    const published = publishedDay(day, { ...this.today, positions, balances, lots: this.openLots() });
    this.today = noRows();
    return published;
  }

  private openLots(): EodRow<"lots">[] {
    return [...this.lots].flatMap(([key, lots]) => {
      const [accountNumber = "", symbol = ""] = key.split(" ");
      return lots
        .filter((lot) => !lot.openQuantity.isZero())
        .map((lot) => ({
          accountNumber,
          symbol,
          acquiredOn: lot.acquiredOn,
          lotId: lot.id,
          quantity: lot.openQuantity.toFixed(),
          cost: moneyToWire(lot.openCost),
        }));
    });
  }

  private cashOf(accountNumber: string) {
    const cash = this.cash.get(accountNumber);
    if (!cash) throw new Error(`account ${accountNumber} is not open`);
    return cash;
  }

  private heldOf(accountNumber: string, symbol: string) {
    const held = this.shares.get(accountNumber) ?? new Map<string, { traded: Money; settled: Money }>();
    this.shares.set(accountNumber, held);
    const known = held.get(symbol) ?? { traded: ZERO, settled: ZERO };
    held.set(symbol, known);
    return known;
  }
}

const signedShares = (row: EodRow<"trades">): Money =>
  row.side === "BUY" ? money(row.quantity) : (money(row.quantity).negated() as Money);

/** Days of a calendar month that the exchange is open, for living through it. */
export const tradingDaysOf = (month: string): LocalDate[] =>
  exchangeCalendar.tradingDays(localDate(`${month}-01`), exchangeCalendar.lastTradingDay(month));
