import { expect, it } from "vitest";
import { formatPercent } from "@/domain/money/format";
import { PUBLISHED_REVENUE, publishedGrowth } from "@/domain/reports/revenue";

it("the published revenue grew by 826%, where the release printed 926%", () => {
  expect(publishedGrowth()).toBe("8.2567");
  expect(formatPercent(publishedGrowth() ?? "", 0)).toContain("826");
  expect(formatPercent(PUBLISHED_REVENUE.printedGrowth, 0)).toContain("926");
});
