import { describe, expect, it } from "vitest";
import { compactNumbers } from "@/components/charts/plot-number";

describe("compactNumbers", () => {
  it("writes one digit where the values lie far apart", () => {
    expect(compactNumbers([0, 96_000]).format(25_400)).toBe("25.4K");
  });
  it("writes more digits where they lie close together", () => {
    expect(compactNumbers([24_994.3, 25_000]).format(24_996.2)).toBe("24.996K");
  });
  it("stays readable for one value, and for none", () => {
    expect(compactNumbers([25_000, 25_000]).format(25_000)).toBe("25K");
    expect(compactNumbers([0]).format(0)).toBe("0");
  });
});
