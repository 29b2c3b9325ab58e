import { describe, expect, it } from "vitest";
import { type LivedMonth, monthReport } from "@/scripts/october-2004/report";
import { PUBLISHED_REPORT } from "@/domain/reports/trade-volume";

const lived: LivedMonth = {
  accounts: 2273,
  assets: "53211000.25",
  trades: 60_123,
  shares: "222978547",
  orders: 61_000,
  largest: "50000",
  cheapShares: "211829619",
  statements: 2273,
  confirms: 12_345,
};
const wanted = { accounts: 2273, assets: 53_180_332, shares: 222_978_547 };

describe("the report of the lived month", () => {
  it("puts each figure beside the published one, and October 2003 with the growth", () => {
    expect(monthReport(lived, wanted, PUBLISHED_REPORT, 1).split("\n")).toEqual([
      "October 2004           these books        published",
      "Customer accounts            2,273            2,273",
      "Customer assets     $53,211,000.25   $53,180,332.00   0.06% off",
      "Shares traded          222,978,547      222,978,547",
      "Trades                      60,123    not published",
      "",
      "Against October 2003 (published)   these books   published             2003",
      "Customer assets                          61.3%       61.0%   $32,987,035.00",
      "Shares traded                           470.7%      471.0%       39,072,872",
      "Customer accounts                          n/a      104.0%    not published",
      "",
      "61,000 orders, none above 50,000 shares; 95% of the shares traded under $5;",
      "12,345 confirms and 2,273 statements of the month.",
    ]);
  });

  it("of a part of the size says of which, and claims no growth", () => {
    const text = monthReport({ ...lived, accounts: 45 }, { ...wanted, accounts: 45 }, PUBLISHED_REPORT, 0.02);
    expect(text).toContain("0.02 of published");
    expect(text).not.toContain("2003");
  });
});
