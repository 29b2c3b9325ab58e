import { describe, expect, it } from "vitest";
import { suggestedAdjustment } from "@/domain/clearing/adjustments";

describe("the entry that would make our side equal theirs", () => {
  const cases = [
    ["CASH", "RT-1 settled", "100", "105", ["CASH_SETTLED", "USD", "5"]],
    ["CASH", "RT-1 uncollected", "50", "0", ["CASH_UNCOLLECTED", "USD", "-50"]],
    ["CASH", "RT-1 unsettled", "-163", "-150", ["CASH_UNSETTLED_IN", "USD", "13"]],
    ["CASH", "RT-1 unsettled", "-150", "-163", ["CASH_UNSETTLED_OUT", "USD", "-13"]],
    ["POSITION", "RT-1 AIG", null, "3", ["SECURITIES_SETTLED", "AIG", "3"]],
    ["POSITION", "RT-1 AIG", "3", null, ["SECURITIES_SETTLED", "AIG", "-3"]],
    ["POSITION", "RT-1 AIG settled", "0", "3", null],
    ["CASH", "RT-1 settled", "7", "7.00", null],
    ["TRADE", "XNYS-1", null, "BUY 10 BAC at 10", null],
  ] as const;
  it.each(cases)("%s %s: ours %s, theirs %s", (area, item, ours, theirs, expected) => {
    const suggestion = suggestedAdjustment({ area, item, ours, theirs });
    expect(suggestion && [suggestion.ledgerAccount, suggestion.asset, suggestion.amount]).toEqual(expected);
  });
});
