import { add, type Money, money, moneyToWire, ZERO } from "@/domain/money/money";
import { buildStatement, type MoneyLine, type StatementModel } from "@/domain/statements/statement";
import { movementEffect } from "@/domain/statements/statement-activity";
import { cashEffect, type TradeLine } from "@/domain/statements/trade-line";
import { type LocalDate, localDate } from "@/domain/time/instant";

/** A statement in which every section has something, for tests of what is drawn from it. Opens with 5,000.00 in cash. */
export function richStatement(): StatementModel {
  const to = localDate("2026-10-30");
  const trades = [
    trade("BUY", "BAC", "Bank of America Corporation", "100", "40.02", "4002.00", "a", "2026-10-06"),
    trade("SELL", "BAC", "Bank of America Corporation", "30", "41", "1230.00", "b", "2026-10-30"),
    trade("BUY", "T", "AT&T Inc.", "10.5", "20.1", "211.05", "c", "2026-10-12"),
  ];
  const moved: MoneyLine[] = [
    line("DEPOSIT", "1000.00", "2026-10-05"),
    line("WITHDRAWAL", "250.25", "2026-10-20"),
    line("WIRE_IN", "75.00", "2026-10-21"),
    line("WIRE_FEE", "25.00", "2026-10-21"),
    line("FEE", "19.00", "2026-10-01"),
    line("DEBIT_INTEREST", "3.17", "2026-10-30"),
    line("CREDIT_INTEREST", "0.40", "2026-10-30"),
    line("DIVIDEND", "12.34", "2026-10-15", "T"),
    line("WITHHOLDING", "1.85", "2026-10-15", "T"),
    line("CASH_IN_LIEU", "6.51", "2026-10-16", "RSHF"),
  ];
  const cash = add(
    money("5000"),
    ...trades.map(({ net }) => money(net)),
    ...moved.map((each) => money(movementEffect(each))),
  );
  const pending = trades.filter(({ settlementDate }) => settlementDate > to);
  const unsettled = add(ZERO, ...pending.map(({ net }) => money(net)));
  const holdings = [
    held("BAC", "Bank of America Corporation", "STOCK", "170", "41.5", "7055.00", "6123.45", "170.00"),
    held("RSHF", "Rush Financial Technologies, Inc.", "OTC", "2500", "0.36", "900.00", "1000.00", "0.00"),
    held("SPY", "SPDR S&P 500 ETF Trust", "ETF", "2", "600", "1200.00", null, "13.20"),
    held("T", "AT&T Inc.", "STOCK", "10.5", "20", "210.00", "212.05", "11.66"),
  ];
  return buildStatement({
    account: { number: "RT-10004417", title: "=Ada Investor", mailing: ["1 Main Street"] },
    month: "2026-10",
    from: localDate("2026-10-01"),
    to,
    opening: { settled: "5000", unsettled: "0", uncollected: "0", positionValue: "6200" },
    closing: {
      settled: moneyToWire(cash.minus(unsettled) as Money),
      unsettled: moneyToWire(unsettled),
      uncollected: "1000.00",
      positionValue: "9365.00",
    },
    holdings,
    trades,
    money: moved,
    shares: [
      { bookedOn: localDate("2026-10-16"), kind: "FRACTION", symbol: "RSHF", quantity: "-0.5" },
      { bookedOn: localDate("2026-10-12"), kind: "SPLIT", symbol: "RSHF", quantity: "1250" },
    ],
    pending,
    incomeOfYear: { dividends: "112.34", withheld: "16.85", credited: "2.40", charged: "13.17" },
    realised: [
      closing("BAC", "2025-01-10", "30", "1228.96", "900.00", "LONG"),
      closing("BAC", "2026-09-10", "5", "200.00", "260.00", "SHORT", "60.00"),
    ],
    realisedOfYear: { short: "-60.00", long: "1228.96" },
    equityByMonth: [
      { month: "2026-08", equity: "9800.00" },
      { month: "2026-09", equity: "11200.00" },
      { month: "2026-10", equity: "12345.67" },
    ],
    performance: {
      day: { on: to, change: "-41.07", timeWeighted: "-0.0033", moneyWeighted: null, reason: null },
      month: { change: "345.92", timeWeighted: "0.0123456789", moneyWeighted: "0.1500000000", reason: null },
      year: {
        change: "1345.67",
        timeWeighted: null,
        moneyWeighted: null,
        reason: "The account was opened this year.",
      },
    },
    openOrders: [
      {
        orderReference: "d",
        placedOn: "2026-10-29",
        side: "BUY",
        symbol: "T",
        type: "LIMIT",
        timeInForce: "GTC",
        quantity: "100",
        leavesQuantity: "60",
        limitPrice: "19.5",
        stopPrice: null,
      },
    ],
    messages: ["A margin call of $500.00 is open. It is due on 3 Nov 2026."],
  });
}

function trade(
  side: TradeLine["side"],
  symbol: string,
  name: string,
  quantity: string,
  averagePrice: string,
  gross: string,
  orderReference: string,
  day: string,
): TradeLine {
  const fees = {
    commission: "1.5",
    secFee: side === "SELL" ? "0.03" : "0",
    tafFee: side === "SELL" ? "0.01" : "0",
  };
  const tradeDate = localDate(day);
  return {
    bookedOn: tradeDate,
    tradeDate,
    settlementDate: day === "2026-10-30" ? localDate("2026-11-02") : tradeDate,
    orderReference,
    side,
    symbol,
    name,
    quantity,
    averagePrice,
    gross,
    ...fees,
    net: moneyToWire(cashEffect({ side, gross, ...fees })),
  };
}

const line = (
  kind: MoneyLine["kind"],
  amount: string,
  day: string,
  symbol: string | null = null,
): MoneyLine => ({
  bookedOn: localDate(day),
  kind,
  reference: `${kind} ${amount}`,
  amount,
  symbol,
});

function held(
  symbol: string,
  name: string,
  kind: "STOCK" | "ETF" | "OTC",
  quantity: string,
  price: string,
  value: string,
  cost: string | null,
  yearlyIncome: string,
) {
  return { symbol, name, kind, quantity, settledQuantity: quantity, price, value, cost, yearlyIncome };
}

function closing(
  symbol: string,
  acquiredOn: string,
  quantity: string,
  proceeds: string,
  cost: string,
  term: "SHORT" | "LONG",
  washDisallowed = "0.00",
) {
  return {
    symbol,
    acquiredOn: acquiredOn as LocalDate,
    soldOn: localDate("2026-10-30"),
    quantity,
    proceeds,
    cost,
    gain: moneyToWire(money(proceeds).minus(money(cost)) as Money),
    term,
    washDisallowed,
  };
}
