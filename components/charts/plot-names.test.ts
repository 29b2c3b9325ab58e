import { describe, expect, it } from "vitest";
import { namesOfPoints } from "@/components/charts/plot-names";

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
