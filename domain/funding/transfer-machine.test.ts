import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  HOLDING_STATUSES,
  TRANSFER_DIRECTIONS,
  TRANSFER_EVENTS,
  TRANSFER_STATUSES,
  TRANSFER_STEPS,
  type TransferDirection,
  type TransferEventKind,
  type TransferPosting,
  type TransferStatus,
  type TransferStep,
  transferDirection,
  transferStatus,
  transferStep,
} from "@/domain/funding/transfer-machine";

/** The whole table once more, by hand: "direction from event" -> what becomes of it. */
const LEGAL: Record<string, [TransferStatus, TransferPosting | null, boolean]> = {
  "DEPOSIT REQUESTED ACCEPT": ["INSTRUCTED", null, false],
  "DEPOSIT REQUESTED REFUSE": ["REFUSED", null, false],
  "DEPOSIT INSTRUCTED REFUSE": ["REFUSED", null, false],
  "DEPOSIT INSTRUCTED POST": ["POSTED", "DEPOSIT", false],
  "DEPOSIT INSTRUCTED RETURN": ["RETURNED", null, false],
  "DEPOSIT POSTED RELEASE": ["AVAILABLE", "DEPOSIT_RELEASE", false],
  "DEPOSIT POSTED RETURN": ["RETURNED", "DEPOSIT_RETURN_UNCOLLECTED", false],
  "DEPOSIT AVAILABLE RETURN": ["RETURNED", "DEPOSIT_RETURN_COLLECTED", false],
  "WITHDRAWAL REQUESTED ACCEPT": ["INSTRUCTED", null, false],
  "WITHDRAWAL REQUESTED REFUSE": ["REFUSED", null, true],
  "WITHDRAWAL INSTRUCTED REFUSE": ["REFUSED", null, true],
  "WITHDRAWAL INSTRUCTED PAY": ["COMPLETED", "WITHDRAWAL", true],
};

const pairs = TRANSFER_DIRECTIONS.flatMap((direction) =>
  TRANSFER_STATUSES.flatMap((from) => TRANSFER_EVENTS.map((event) => [direction, from, event] as const)),
);

describe("a transfer", () => {
  it.each(pairs)("%s %s %s", (direction, from, event) => {
    const expected = LEGAL[`${direction} ${from} ${event}`];
    if (!expected) {
      expect(transferStep(direction, from, event)).toBeNull();
      return;
    }
    const [to, posts, endsHold] = expected;
    expect(transferStep(direction, from, event)).toEqual({ to, posts, endsHold });
  });

  it("knows each status in each direction", () => {
    for (const direction of TRANSFER_DIRECTIONS)
      expect(Object.keys(TRANSFER_STEPS[direction])).toEqual([...TRANSFER_STATUSES]);
  });

  it("reads only what it wrote", () => {
    expect(transferStatus("POSTED")).toBe("POSTED");
    expect(transferDirection("DEPOSIT")).toBe("DEPOSIT");
    expect(() => transferStatus("toString")).toThrow("unknown transfer status");
    expect(() => transferDirection("SIDEWAYS")).toThrow("unknown transfer direction");
  });
});

/** What the books of one dollar say after a legal history. */
function live(direction: TransferDirection, events: readonly TransferEventKind[]) {
  const books = { uncollected: 0, settled: 0, held: direction === "WITHDRAWAL" ? 1 : 0 };
  let status: TransferStatus = "REQUESTED";
  for (const event of events) {
    const step: TransferStep | undefined = TRANSFER_STEPS[direction][status][event];
    if (!step) continue;
    status = step.to;
    if (step.endsHold) books.held -= 1;
    if (step.posts === "DEPOSIT") books.uncollected += 1;
    if (step.posts === "DEPOSIT_RELEASE") {
      books.uncollected -= 1;
      books.settled += 1;
    }
    if (step.posts === "DEPOSIT_RETURN_UNCOLLECTED") books.uncollected -= 1;
    if (step.posts === "DEPOSIT_RETURN_COLLECTED" || step.posts === "WITHDRAWAL") books.settled -= 1;
  }
  return { status, ...books };
}

describe("any history", () => {
  const history = fc.array(fc.constantFrom(...TRANSFER_EVENTS), { maxLength: 12 });

  it("leaves a deposit's money in one place, and none of it after a return", () => {
    fc.assert(
      fc.property(history, (events) => {
        const { status, uncollected, settled, held } = live("DEPOSIT", events);
        expect({ uncollected, settled, held }).toEqual({
          uncollected: status === "POSTED" ? 1 : 0,
          settled: status === "AVAILABLE" ? 1 : 0,
          held: 0,
        });
      }),
    );
  });

  it("holds a withdrawal's cash exactly while it is open, and takes it once", () => {
    fc.assert(
      fc.property(history, (events) => {
        const { status, uncollected, settled, held } = live("WITHDRAWAL", events);
        expect(uncollected).toBe(0);
        expect(settled).toBe(status === "COMPLETED" ? -1 : 0);
        expect(held).toBe((HOLDING_STATUSES as readonly string[]).includes(status) ? 1 : 0);
      }),
    );
  });
});
