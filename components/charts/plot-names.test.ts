import { describe, expect, it } from "vitest";
import { namesOfBands, namesOfPoints } from "@/components/charts/plot-names";

const texts = (count: number) => Array.from({ length: count }, (_, n) => `day ${n}`);

describe("namesOfPoints", () => {
  it("names all of a few, from edge to edge", () => {
    expect(namesOfPoints(texts(3))).toEqual([
      { at: 0, text: "day 0", isMinor: false },
      { at: 0.5, text: "day 1", isMinor: true },
      { at: 1, text: "day 2", isMinor: false },
    ]);
  });
  it("names no more of many than there is room for, half of them on a phone", () => {
    const names = namesOfPoints(texts(2_000));
    expect(names).toHaveLength(8);
    expect(names.filter(({ isMinor }) => !isMinor)).toHaveLength(4);
  });
});

describe("namesOfBands", () => {
  it("names each band in its middle", () => {
    expect(namesOfBands(texts(2)).map(({ at }) => at)).toEqual([0.25, 0.75]);
  });
  it("leaves out every other one of many on a phone", () => {
    expect(namesOfBands(texts(12)).filter(({ isMinor }) => isMinor)).toHaveLength(6);
    expect(namesOfBands(texts(8)).some(({ isMinor }) => isMinor)).toBe(false);
  });
});
