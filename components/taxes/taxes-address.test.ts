import { describe, expect, it } from "vitest";
import { readTaxesPlace, realisedInput, taxesHref } from "@/components/taxes/taxes-address";

describe("the address of the taxes page", () => {
  it("is read back as it was written", () => {
    const place = readTaxesPlace({
      account: "a",
      tab: "harvest",
      year: "2025",
      scope: "OWNER",
      term: "LONG",
    });
    const href = taxesHref(place, {});
    expect(readTaxesPlace(Object.fromEntries(new URL(href, "http://x").searchParams))).toEqual(place);
    expect(taxesHref(readTaxesPlace({}), {})).toBe("/taxes");
  });

  it("leaves out what makes no sense, and begins at the top after a change", () => {
    const place = readTaxesPlace({ tab: "x", year: "1", scope: "x", term: "x", offset: "-1" });
    expect(place).toEqual({ account: "", tab: "realised", year: "", scope: "ACCOUNT", term: "", offset: "" });
    expect(taxesHref(readTaxesPlace({ offset: "100" }), { year: "2024" })).toBe("/taxes?year=2024");
    expect(realisedInput(readTaxesPlace({ offset: "100", year: "2024" }), "a")).toEqual({
      accountId: "a",
      scope: "ACCOUNT",
      year: 2024,
      offset: 100,
    });
  });
});
