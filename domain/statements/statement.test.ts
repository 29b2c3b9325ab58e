import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MONEY_IN, MONEY_KINDS } from "@/domain/clearing/money-kinds";
import { add, type Money, money, moneyToWire, price, quantity, notional, ZERO } from "@/domain/money/money";
import { buildConfirm, type ConfirmFacts, type TradeFacts } from "@/domain/statements/confirm";
import { confirmPaper, confirmTitle } from "@/domain/statements/confirm-paper";
import { printable } from "@/domain/statements/paper";
import { NO_PERFORMANCE } from "@/domain/statements/statement-sections";
import { buildStatement, type MoneyLine, type StatementFacts } from "@/domain/statements/statement";
import { statementPaper } from "@/domain/statements/statement-paper";
import { cashEffect, type TradeLine } from "@/domain/statements/trade-line";
import { localDate } from "@/domain/time/instant";

const account = {
  number: "RT-10004417",
  title: "Ada Investor",
  mailing: ["1 Main Street", "Chicago, IL 60604"],
};

function tradeLine(
  side: "BUY" | "SELL",
  shares: number,
  at: string,
  fee: string,
  more: Partial<TradeLine> = {},
): TradeLine {
  const gross = moneyToWire(notional(quantity(shares), price(at)));
  const figures = {
    side,
    gross,
    commission: fee,
    secFee: side === "SELL" ? "0.03" : "0",
    tafFee: "0",
  } as const;
  return {
    bookedOn: localDate("2026-10-20"),
    tradeDate: localDate("2026-10-20"),
    settlementDate: localDate("2026-10-21"),
    orderReference: `order ${side} ${shares}`,
    symbol: "BAC",
    name: "Bank of America Corporation",
    quantity: String(shares),
    averagePrice: at,
    ...figures,
    net: moneyToWire(cashEffect(figures)),
    ...more,
  };
}

const deposit = (amount: string, kind: MoneyLine["kind"] = "DEPOSIT"): MoneyLine => ({
  bookedOn: localDate("2026-10-05"),
  kind,
  reference: `${kind} ${amount}`,
  amount,
});

const COMES_IN: ReadonlySet<string> = new Set(MONEY_IN);

/** Books that add up, whatever was traded and moved: 100 shares were held before, at 10.00. */
function booksOf(trades: readonly TradeLine[], moved: readonly MoneyLine[], close: string): StatementFacts {
  const shares = trades.reduce((sum, t) => sum + (t.side === "BUY" ? 1 : -1) * Number(t.quantity), 100);
  const value = moneyToWire(notional(quantity(shares), price(close)));
  const pending = trades.filter((trade) => trade.settlementDate > "2026-10-30");
  const unsettled = add(ZERO, ...pending.map((trade) => money(trade.net)));
  const traded = add(ZERO, ...trades.map((trade) => money(trade.net)));
  const flows = moved.map((m) =>
    COMES_IN.has(m.kind) ? money(m.amount) : (money(m.amount).negated() as Money),
  );
  const cash = add(money("5000"), traded, ...flows);
  return {
    account,
    month: "2026-10",
    from: localDate("2026-10-01"),
    to: localDate("2026-10-30"),
    opening: { settled: "5000", unsettled: "0", uncollected: "0", positionValue: "1000" },
    closing: {
      settled: moneyToWire(cash.minus(unsettled) as Money),
      unsettled: moneyToWire(unsettled),
      uncollected: "0",
      positionValue: value,
    },
    holdings:
      shares === 0
        ? []
        : [
            {
              symbol: "BAC",
              name: "Bank of America Corporation",
              kind: "STOCK" as const,
              quantity: String(shares),
              settledQuantity: "100",
              price: close,
              value,
              cost: null,
              yearlyIncome: "0.00",
            },
          ],
    trades,
    money: moved,
    shares: [],
    pending,
    incomeOfYear: { dividends: "310.00", withheld: "46.50", credited: "0.00", charged: "0.00" },
    realised: [],
    realisedOfYear: { short: "0.00", long: "0.00" },
    equityByMonth: [],
    performance: { month: NO_PERFORMANCE, year: NO_PERFORMANCE },
    openOrders: [],
    messages: [],
  };
}

const dollars = fc.integer({ min: 1, max: 9_999_999 }).map((cents) => (cents / 100).toFixed(2));
const trade = fc
  .tuple(
    fc.constantFrom("BUY" as const, "SELL" as const),
    fc.integer({ min: 1, max: 5000 }),
    dollars,
    dollars,
    fc.boolean(),
  )
  .map(([side, shares, at, fee, isLate]) =>
    tradeLine(side, shares, at, fee, isLate ? { settlementDate: localDate("2026-11-02") } : {}),
  );
const movement = fc
  .tuple(dollars, fc.constantFrom<MoneyLine["kind"]>(...MONEY_KINDS))
  .map(([amount, kind]) => deposit(amount, kind));

describe("a statement", () => {
  it("counts a month of market data among the fees, and not as money taken out", () => {
    const model = buildStatement(booksOf([], [deposit("19.00", "FEE")], "10.00"));
    expect([model.summary.fees, model.summary.withdrawals, model.summary.change]).toEqual([
      "19.00",
      "0.00",
      "0.00",
    ]);
    expect(model.fees.services).toBe("19.00");
    const fees = statementPaper(model).tables.find(({ heading }) => heading === "Commissions and fees");
    expect(fees?.rows).toContainEqual(["Market data, platform and wires", "19.00"]);
  });

  it("counts wires, journals and what came back among deposits and withdrawals, and a wire's fee among the fees", () => {
    const moved = [
      deposit("100.00", "WIRE_IN"),
      deposit("10.00", "JOURNAL_IN"),
      deposit("1.00", "WITHDRAWAL_RETURN"),
      deposit("50.00", "WIRE_OUT"),
      deposit("5.00", "JOURNAL_OUT"),
      deposit("25.00", "WIRE_FEE"),
    ];
    const { summary } = buildStatement(booksOf([], moved, "10.00"));
    expect([summary.deposits, summary.withdrawals, summary.fees]).toEqual(["111.00", "55.00", "25.00"]);
  });

  it("shows dividends and what was withheld of them, by stock, and what a split brought", () => {
    const paid = { bookedOn: localDate("2026-10-15"), symbol: "BAC" };
    const books = booksOf(
      [],
      [
        { ...paid, kind: "DIVIDEND", reference: "e", amount: "155.16" },
        { ...paid, kind: "WITHHOLDING", reference: "e:TAX", amount: "23.27" },
        { ...paid, kind: "CASH_IN_LIEU", reference: "f", amount: "6.51" },
      ],
      "10.00",
    );
    const split = {
      bookedOn: localDate("2026-10-12"),
      kind: "SPLIT" as const,
      symbol: "BAC",
      quantity: "50",
    };
    const model = buildStatement({ ...books, shares: [split] });
    const { income, withheld, change, closing } = model.summary;
    // What a fraction brought is the price of what is no longer held: it belongs to the change in value.
    expect([income, withheld, change, closing]).toEqual(["155.16", "23.27", "6.51", "6138.40"]);
    const { tables } = statementPaper(model);
    const rowsOf = (heading: string) => tables.find((table) => table.heading === heading)?.rows;
    expect(rowsOf("Dividends and tax withheld")).toEqual([
      ["15 Oct 2026", "BAC", "155.16", "23.27", "131.89"],
    ]);
    expect(rowsOf("Activity")?.map((cells) => [cells[2], cells[3], cells[4], cells[7]])).toEqual([
      ["BAC", "Stock split", "50", ""],
      ["BAC", "Dividend", "", "155.16"],
      ["BAC", "Tax withheld from the dividend", "", "−23.27"],
      ["BAC", "Cash in lieu of a fraction of a share", "", "6.51"],
    ]);
  });

  it("says what was charged for what was lent, and what free credit earned", () => {
    const moved = [deposit("42.17", "DEBIT_INTEREST"), deposit("3.10", "CREDIT_INTEREST")];
    const model = buildStatement(booksOf([], moved, "10.00"));
    expect([model.summary.income, model.summary.interest, model.summary.fees]).toEqual([
      "3.10",
      "42.17",
      "0.00",
    ]);
    const paper = statementPaper(model);
    expect(paper.summary).toContainEqual(expect.objectContaining({ label: "Margin interest charged" }));
    const activity = paper.tables.find(({ heading }) => heading === "Activity");
    expect(activity?.rows.map((row) => [row[3], row.at(-1)])).toEqual([
      ["Interest on free credit balance", "3.10"],
      ["Margin interest charged", "−42.17"],
    ]);
    const cashOnly = statementPaper(buildStatement(booksOf([], [], "10.00")));
    expect(cashOnly.summary.map(({ label }) => label)).not.toContain("Margin interest charged");
  });

  it("shows what happened in the month", () => {
    const late = { settlementDate: localDate("2026-11-02") };
    const trades = [tradeLine("BUY", 50, "12.00", "1.00"), tradeLine("SELL", 30, "12.50", "1.00", late)];
    const model = buildStatement(booksOf(trades, [deposit("1000.00")], "13.00"));
    expect(model.summary).toEqual({
      opening: "6000.00",
      deposits: "1000.00",
      withdrawals: "0.00",
      returned: "0.00",
      income: "0.00",
      withheld: "0.00",
      interest: "0.00",
      fees: "2.03",
      // 100 held from 10 to 13, 50 bought at 12, of all these 30 sold at 12.50.
      change: "335.00",
      closing: "7332.97",
    });
    expect(model.cash).toEqual({
      collected: "5399.00",
      uncollected: "0.00",
      unsettled: "373.97",
      total: "5772.97",
    });
    expect(model.fees).toEqual({
      commission: "2.00",
      secFee: "0.03",
      tafFee: "0.00",
      services: "0.00",
      total: "2.03",
    });
  });

  it("adds up to the cent, whatever happened", () => {
    fc.assert(
      fc.property(
        fc.array(trade, { maxLength: 20 }),
        fc.array(movement, { maxLength: 10 }),
        dollars,
        (trades, moved, close) => {
          const { summary } = buildStatement(booksOf(trades, moved, close));
          const up = [summary.opening, summary.deposits, summary.income, summary.change].map((text) =>
            money(text),
          );
          const down = [
            summary.withdrawals,
            summary.returned,
            summary.withheld,
            summary.interest,
            summary.fees,
          ].map((text) => money(text));
          expect(moneyToWire(add(...up).minus(add(...down)) as Money)).toBe(summary.closing);
        },
      ),
    );
  });

  it("of books that do not add up is refused", () => {
    const books = booksOf([tradeLine("BUY", 50, "12.00", "1.00")], [deposit("1000.00")], "13.00");
    expect(() => buildStatement({ ...books, money: [] })).toThrow(
      "cash does not add up (account RT-10004417, 2026-10)",
    );
    expect(() => buildStatement({ ...books, holdings: [] })).toThrow(
      "the value of the holdings does not add up",
    );
    expect(() => buildStatement({ ...books, pending: books.trades })).toThrow(
      "what is unsettled does not add up",
    );
    const [bought] = books.trades;
    if (!bought) throw new Error("there is a trade");
    expect(() => buildStatement({ ...books, trades: [{ ...bought, net: "-600" }] })).toThrow(
      "the trade of order",
    );
  });

  it("of a new account opens at zero", () => {
    const facts: StatementFacts = {
      ...booksOf([], [], "10"),
      opening: null,
      closing: { settled: "250", unsettled: "0", uncollected: "250", positionValue: "0" },
      holdings: [],
      money: [deposit("250")],
    };
    const model = buildStatement(facts);
    expect([model.summary.opening, model.summary.closing, model.cash.collected]).toEqual([
      "0.00",
      "250.00",
      "0.00",
    ]);
  });

  it("is worded with every section that FINRA 2231 asks for", () => {
    const paper = statementPaper(
      buildStatement(booksOf([tradeLine("SELL", 30, "12.50", "1.00")], [deposit("10")], "9")),
    );
    expect(paper.title).toBe("Statement for October 2026, account RT-10004417");
    expect(paper.tables.map((table) => table.heading)).toEqual([
      "Performance",
      "Asset allocation",
      "Cash",
      "Holdings",
      "Activity",
      "Income summary",
      "Transfers",
      "Commissions and fees",
    ]);
    const activity = paper.tables.find(({ heading }) => heading === "Activity");
    expect(activity?.rows.map((row) => row.at(-1))).toEqual(["10.00", "373.97"]);
    expect(activity?.rows[1]?.[4]).toBe("−30");
    // What has no entry is said in one paragraph.
    const nothing = paper.disclosures.find(({ heading }) => heading === "Sections without an entry");
    expect(nothing?.text).toBe(
      "All trades had settled. No dividends were paid in the period. Nothing was sold in the period. There were no open orders.",
    );
    for (const table of paper.tables) {
      for (const row of [...table.rows, ...(table.total ? [table.total] : [])]) {
        expect(row.length).toBe(table.columns.length);
      }
    }
    const said = paper.disclosures.map((disclosure) => disclosure.text).join(" ");
    for (const words of ["in writing, to both", "$500,000", "$250,000", "15c3-2", "Rule 4311"]) {
      expect(said).toContain(words);
    }
  });
});

const execution = (execId: string, at: string | null, shares: string, at$: string, commission: string) => ({
  execId,
  at,
  venue: at === null ? null : "ARCX",
  quantity: shares,
  price: at$,
  gross: moneyToWire(notional(quantity(shares), price(at$))),
  commission,
  secFee: "0",
  tafFee: "0",
  net: moneyToWire(
    money(notional(quantity(shares), price(at$)))
      .plus(money(commission))
      .negated() as Money,
  ),
});

const bought: TradeFacts = {
  orderReference: "0190e0a0-0000-7000-8000-000000000001",
  side: "BUY",
  symbol: "BAC",
  name: "Bank of America Corporation",
  tradeDate: localDate("2026-10-20"),
  settlementDate: localDate("2026-10-21"),
  executions: [
    execution("B", "2026-10-20T14:30:02.000Z", "100", "12.02", "0.50"),
    execution("A", "2026-10-20T14:30:01.000Z", "50", "12.005", "0.50"),
  ],
};
const confirmOf = (...trades: TradeFacts[]): ConfirmFacts => ({
  account,
  tradeDate: bought.tradeDate,
  trades,
});
const confirmFacts = confirmOf(bought);

describe("a confirm", () => {
  it("sums one order's executions of a day, in the order of their time", () => {
    const model = buildConfirm(confirmFacts);
    const [told] = model.trades;
    expect(told?.executions.map((e) => e.execId)).toEqual(["A", "B"]);
    expect([told?.quantity, told?.averagePrice, told?.gross, told?.commission, told?.net]).toEqual([
      "150",
      "12.015",
      "1802.25",
      "1.00",
      "1803.25",
    ]);
  });

  it("shows regulatory fees on sales only", () => {
    const labels = (paper: ReturnType<typeof confirmPaper>) =>
      paper.summary.map((entry) => entry.label).join(" ");
    expect(labels(confirmPaper(buildConfirm(confirmFacts)))).not.toContain("SEC fee");
    const sale = bought.executions.map((e) => ({
      ...e,
      secFee: "0.02",
      tafFee: "0.01",
      net: moneyToWire(money(e.gross).minus(money(e.commission)).minus(money("0.03")) as Money),
    }));
    const paper = confirmPaper(buildConfirm(confirmOf({ ...bought, side: "SELL", executions: sale })));
    expect(labels(paper)).toContain("SEC fee (Section 31)");
    expect(paper.summary.map((entry) => entry.value)).toEqual([
      "1,802.25",
      "−1.00",
      "−0.04",
      "−0.02",
      "1,801.19",
    ]);
  });

  it("tells several trades of a day apart: each with its own order, fees, settlement and executions", () => {
    const sale = execution("C", "2026-10-20T13:40:00.000Z", "10", "300", "1.00");
    const other: TradeFacts = {
      ...bought,
      orderReference: "0190e0a0-0000-7000-8000-000000000002",
      side: "SELL",
      symbol: "IBM",
      name: "International Business Machines Corporation",
      executions: [{ ...sale, secFee: "0.07", tafFee: "0.01", net: "2998.92" }],
    };
    const model = buildConfirm(confirmOf(bought, other));
    expect(model.trades.map(({ symbol }) => symbol)).toEqual(["IBM", "BAC"]);
    expect(confirmTitle(model)).toBe("2 trades: BAC, IBM");
    const paper = confirmPaper(model);
    expect(paper.summary.map(({ value }) => value)).toEqual(["2,998.92", "−1,803.25", "1,195.67"]);
    expect(paper.figures.map(({ value }) => value)).toEqual(["$1,195.67", "2"]);
    expect(paper.tables.map(({ heading }) => heading)).toEqual(["Sold 10 IBM", "Bought 150 BAC"]);
    expect(paper.tables[0]?.note).toBe(
      "International Business Machines Corporation. You receive $2,998.92 on 21 Oct 2026: amount 3,000.00, commission 1.00, SEC fee (Section 31) 0.07, FINRA trading activity fee 0.01. Order 0190e0a0-0000-7000-8000-000000000002.",
    );
    expect(paper.tables[1]?.rows).toHaveLength(2);
  });

  it("says when the stock is our own parent's, and what is not known of a time", () => {
    const unknown = [execution("A", null, "50", "0.36", "0.18")];
    const paper = confirmPaper(buildConfirm(confirmOf({ ...bought, symbol: "RSHF", executions: unknown })));
    expect(paper.disclosures[0]?.heading).toBe("Our own parent's stock");
    expect(paper.tables[0]?.rows[0]?.slice(0, 2)).toEqual(["On request", "On request"]);
  });

  it("of nothing, or of figures that do not add up, is refused", () => {
    expect(() => buildConfirm(confirmOf())).toThrow("nothing to confirm");
    expect(() => buildConfirm(confirmOf({ ...bought, executions: [] }))).toThrow("nothing to confirm");
    const wrong = bought.executions.map((e) => ({ ...e, net: "-1" }));
    expect(() => buildConfirm(confirmOf({ ...bought, executions: wrong }))).toThrow("do not add up");
  });
});

describe("a name that the typeface cannot show", () => {
  it("is shown with question marks and stops nothing", () => {
    expect(printable("Zoë Müller-Łukasz, Ωμέγα")).toBe("Zoë Müller-Łukasz, Ωμέγα");
    expect(printable("李明 🙂 x\u0000")).toBe("?? ? x?");
  });
});
