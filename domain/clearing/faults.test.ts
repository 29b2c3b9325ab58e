import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  altered,
  type DoorCall,
  duplicated,
  FAULT_DIALS,
  faultsBySettings,
  setFaultInput,
  shuffled,
  truncated,
} from "@/domain/clearing/faults";

/** Picks that come from the test's own random numbers. */
const picks = fc
  .infiniteStream(fc.nat())
  .map((numbers) => (below: number) => Number(numbers.next().value) % below);
const everything = Object.fromEntries(
  FAULT_DIALS.map((dial) => [dial, { percent: 100, delayMs: 5, file: null }]),
);

describe("what a dial spoils", () => {
  const calls: [DoorCall, string[]][] = [
    [{ party: "VENUES", kind: "SEND" }, ["DOWN", "LOST_REPLY", "SLOW"]],
    [
      { party: "CLEARING", kind: "EVENTS" },
      ["DOWN", "DUPLICATE_EVENTS", "LOST_REPLY", "SHUFFLED_EVENTS", "SLOW"],
    ],
    [
      { party: "CLEARING", kind: "FILE", name: "lots" },
      ["ALTERED_FILE", "DOWN", "LOST_REPLY", "SLOW", "TRUNCATED_FILE"],
    ],
  ];
  it.each(calls)("%o is what it is about", (call, expected) => {
    const { delayMs, ...faults } = faultsBySettings(everything, call, () => 0);
    expect(Object.keys(faults).sort()).toEqual(expected);
    expect(delayMs).toBe(5);
    expect(faultsBySettings({}, call, () => 0)).toEqual({});
  });

  it("a share of the calls, and one file only if it names one", () => {
    const half = { DOWN: { percent: 50, delayMs: 0, file: null } };
    const call = { party: "BANK", kind: "SEND" } as const;
    expect(faultsBySettings(half, call, () => 49)).toEqual({ DOWN: true });
    expect(faultsBySettings(half, call, () => 50)).toEqual({});
    const lots = { ALTERED_FILE: { percent: 100, delayMs: 0, file: "lots" as const } };
    const file = (name: "lots" | "trades") => ({ party: "CLEARING", kind: "FILE", name }) as const;
    expect(faultsBySettings(lots, file("lots"), () => 0)).toEqual({ ALTERED_FILE: true });
    expect(faultsBySettings(lots, file("trades"), () => 0)).toEqual({});
  });
});

describe("a spoilt answer", () => {
  it("repeats or shuffles events and loses none", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1 }), picks, (events, pick) => {
        const twice = duplicated(events, pick);
        expect(twice.length).toBeGreaterThan(events.length);
        expect(new Set(twice)).toEqual(new Set(events));
        expect([...shuffled(events, pick)].sort()).toEqual([...events].sort());
      }),
    );
  });

  it("is never the file that was meant", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), picks, (text, pick) => {
        const cut = truncated(text, pick);
        expect(text.startsWith(cut) && cut.length < text.length).toBe(true);
        expect(altered(text, pick)).not.toBe(text);
      }),
    );
  });
});

it("a dial is set to a share between one and a hundred, or turned off", () => {
  const ok = { dial: "DOWN", setting: { percent: 100 } };
  expect(setFaultInput.parse(ok).setting).toEqual({ percent: 100, delayMs: 0, file: null });
  expect(setFaultInput.safeParse({ dial: "DOWN", setting: null }).success).toBe(true);
  for (const setting of [{}, { percent: 0 }, { percent: 101 }, { percent: 50, delayMs: 10_001 }])
    expect(setFaultInput.safeParse({ dial: "DOWN", setting }).success).toBe(false);
});
