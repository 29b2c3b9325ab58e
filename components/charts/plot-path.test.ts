import { describe, expect, it } from "vitest";
import { areaPath, linePath } from "@/components/charts/plot-path";

describe("linePath", () => {
  it("goes from edge to edge, up where values rise", () => {
    expect(linePath([0, 0.5, 1])).toBe("M0 1000L1000 500L2000 0");
  });
  it("keeps a stepped value until the next one", () => {
    expect(linePath([0, 1], { isStepped: true })).toBe("M0 1000H2000V0");
  });
  it("passes over what is not known", () => {
    expect(linePath([null, 0, null, 1, null])).toBe("M500 1000L1500 0");
    expect(linePath([null, null])).toBe("");
  });
});

describe("areaPath", () => {
  it("closes the line along the foot", () => {
    expect(areaPath([null, 0.5, 1])).toBe("M1000 500L2000 0H2000V1000H1000Z");
    expect(areaPath([])).toBe("");
  });
});
