import { describe, expect, it } from "vitest";
import { buildConfirm } from "@/domain/statements/confirm";
import { confirmPaper, confirmTitle } from "@/domain/statements/confirm-paper";
import { richStatement } from "@/domain/statements/testing/rich-statement";
import { localDate } from "@/domain/time/instant";

describe("a confirm of which the market has taken everything back", () => {
  const model = buildConfirm({
    account: richStatement().account,
    tradeDate: localDate("2026-06-10"),
    trades: [],
    cancelled: [
      {
        orderReference: "00000000-0000-4000-8000-000000000001",
        side: "SELL",
        symbol: "BAC",
        name: "Bank of America",
        execId: "XNYS-1",
        quantity: "100",
        price: "12.34",
      },
    ],
  });

  it("says that nothing changes hands, not that somebody receives nothing", () => {
    const { figures, summaryHeading } = confirmPaper(model);
    expect(figures.map(({ label, value }) => `${label}: ${value}`)).toEqual([
      "To pay or receive: $0.00",
      "Cancelled executions: 1",
    ]);
    expect(summaryHeading).toBe("What is left of the day");
  });

  it("names what was cancelled", () => {
    expect(confirmTitle(model)).toBe("Cancelled: BAC");
    expect(confirmPaper(model).tables.map(({ heading }) => heading)).toEqual(["Cancelled executions"]);
  });
});
