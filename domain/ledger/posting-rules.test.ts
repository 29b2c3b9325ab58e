import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { money, quantity } from "@/domain/money/money";
import { instant, localDate } from "@/domain/time/instant";
import { type Journal, journal, reversalOf } from "./journal";
import {
  cashJournal,
  settlementJournal,
  tradeJournal,
  type TradePosting,
  venueFeeJournal,
} from "./posting-rules";

const ACCOUNT = "00000000-0000-8000-8000-000000000001";
const trade = (
  side: "BUY" | "SELL",
  gross: string,
  commission = "1.00",
  regulatoryFees = "0.00",
): TradePosting => ({
  executionId: "e1",
  accountId: ACCOUNT,
  side,
  symbol: "AAPL",
  shares: quantity(100),
  gross: money(gross),
  commission: money(commission),
  regulatoryFees: money(regulatoryFees),
  tradeDate: localDate("2026-07-14"),
  settlementDate: localDate("2026-07-15"),
  exchangeAt: instant(0),
});
const lines = (made: Journal) =>
  made.lines.map((line) => `${line.ledgerAccount} ${line.asset} ${line.amount.toFixed()}`);
const sums = (made: Journal) => {
  const bySum = new Map<string, number>();
  for (const line of made.lines) bySum.set(line.asset, (bySum.get(line.asset) ?? 0) + line.amount.toNumber());
  return bySum;
};

describe("posting", () => {
  it("books a purchase to the unsettled accounts, fees apart", () => {
    expect(lines(tradeJournal(trade("BUY", "1000.00")))).toEqual([
      "CASH_UNSETTLED_OUT USD -1001",
      "CLEARING_FIRM USD 1000",
      "COMMISSIONS USD 1",
      "SECURITIES_UNSETTLED AAPL 100",
      "CLEARING_FIRM AAPL -100",
    ]);
  });

  it("books a venue's day for the house alone, its fees as a cost and its rebates as income", () => {
    const day = { venue: "XNAS", day: localDate("2026-07-14"), exchangeAt: instant(0) };
    const booked = (amount: string) => venueFeeJournal({ ...day, amount: money(amount) });
    expect(lines(booked("12.34"))).toEqual(["VENUE_FEES USD -12.34", "VENUES USD 12.34"]);
    expect(lines(booked("-3.00"))).toEqual(["VENUE_FEES USD 3", "VENUES USD -3"]);
    expect(booked("1.00").lines.every((line) => line.accountId === null)).toBe(true);
  });

  it("books a sale net of commission and regulatory fees", () => {
    expect(lines(tradeJournal(trade("SELL", "1000.00", "1.00", "0.05")))).toEqual([
      "CASH_UNSETTLED_IN USD 998.95",
      "CLEARING_FIRM USD -1000",
      "COMMISSIONS USD 1",
      "REGULATORY_FEES USD 0.05",
      "SECURITIES_UNSETTLED AAPL -100",
      "CLEARING_FIRM AAPL 100",
    ]);
  });

  it("moves a trade from unsettled to settled, leaving nothing behind", () => {
    for (const side of ["BUY", "SELL"] as const) {
      const all = [
        ...tradeJournal(trade(side, "1000.00")).lines,
        ...settlementJournal(trade(side, "1000.00"), instant(1)).lines,
      ];
      const left = (account: string) =>
        all.filter((l) => l.ledgerAccount === account).reduce((sum, l) => sum + l.amount.toNumber(), 0);
      expect(left("CASH_UNSETTLED_OUT")).toBe(0);
      expect(left("CASH_UNSETTLED_IN")).toBe(0);
      expect(left("SECURITIES_UNSETTLED")).toBe(0);
      expect(left("CASH_SETTLED")).toBe(side === "BUY" ? -1001 : 999);
      expect(left("SECURITIES_SETTLED")).toBe(side === "BUY" ? 100 : -100);
    }
  });

  it("balances for any amounts, and so does its reversal", () => {
    const cents = fc.integer({ min: 0, max: 1_000_000_00 }).map((n) => (n / 100).toFixed(2));
    fc.assert(
      fc.property(
        fc.constantFrom("BUY" as const, "SELL" as const),
        cents,
        cents,
        cents,
        (side, gross, commission, fees) => {
          const made = tradeJournal(trade(side, gross, commission, fees));
          for (const sum of sums(made).values()) expect(Math.abs(sum)).toBeLessThan(1e-6);
          const undone = reversalOf(made, "j1", {
            source: "r1",
            memo: "Undone",
            tradeDate: made.tradeDate,
            exchangeAt: instant(2),
          });
          expect(undone.lines.map((l) => l.amount.toFixed())).toEqual(
            made.lines.map((l) => l.amount.negated().toFixed()),
          );
        },
      ),
    );
  });

  it("refuses to be made out of balance", () => {
    const head = {
      kind: "TRADE" as const,
      source: "x",
      memo: "",
      accountId: ACCOUNT,
      tradeDate: localDate("2026-07-14"),
      settlementDate: null,
      exchangeAt: instant(0),
    };
    expect(() =>
      journal(head, [
        { ledgerAccount: "CASH_SETTLED", accountId: ACCOUNT, asset: "USD", amount: money("1") },
      ]),
    ).toThrow(/out of balance/);
  });

  it("books a deposit as uncollected, then releases it", () => {
    const posting = {
      source: "t1",
      accountId: ACCOUNT,
      amount: money("500.00"),
      on: localDate("2026-07-14"),
      exchangeAt: instant(0),
    };
    expect(lines(cashJournal("DEPOSIT", posting))).toEqual([
      "CASH_UNCOLLECTED USD 500",
      "CLEARING_FIRM USD -500",
    ]);
    expect(lines(cashJournal("DEPOSIT_RELEASE", posting))).toEqual([
      "CASH_UNCOLLECTED USD -500",
      "CASH_SETTLED USD 500",
    ]);
  });
});
