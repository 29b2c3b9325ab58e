import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextInOrder } from "@/server/platform/inbox";

const told = (...numbers: number[]) => numbers.map((seq) => ({ seq, event: { name: `event ${seq}` } }));

describe("the next events of a page", () => {
  it.each([
    ["in order", told(4, 5, 6), [4, 5, 6]],
    ["shuffled", told(6, 4, 5), [4, 5, 6]],
    ["told twice", told(4, 4, 5, 5), [4, 5]],
    ["with a hole", told(4, 6, 7), [4]],
    ["with the first one missing", told(5, 6), []],
    ["with old ones among them", told(2, 3, 4), [4]],
    ["empty", told(), []],
  ])("%s", (_, page, expected) => {
    expect(nextInOrder(page, 3).map(({ seq }) => seq)).toEqual(expected);
  });

  it("are never two events under one number", () => {
    expect(() => nextInOrder([...told(4), { seq: 4, event: { name: "another" } }], 3)).toThrow(/two ways/);
  });

  it("follow each other, from the number after the last, whatever the page", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 12 })),
        fc.integer({ min: 0, max: 12 }),
        (page, after) => {
          const next = nextInOrder(told(...page), after).map(({ seq }) => seq);
          expect(next).toEqual(next.map((_, index) => after + 1 + index));
          const last = after + next.length;
          expect(page.includes(last + 1)).toBe(false);
        },
      ),
    );
  });
});
