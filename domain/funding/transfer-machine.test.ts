import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  cancelWay,
  HOLDING_STATUSES,
  TRANSFER_EVENTS,
  TRANSFER_PATHS,
  TRANSFER_STATUSES,
  TRANSFER_STEPS,
  type TransferEventKind,
  type TransferPath,
  type TransferPosting,
  type TransferStatus,
  type TransferStep,
  transferDirection,
  transferPath,
  transferStatus,
  transferStep,
} from "@/domain/funding/transfer-machine";

/** The whole table once more, by hand: "path from event" -> what becomes of it. */
const LEGAL: Record<string, [TransferStatus, TransferPosting | null, boolean]> = {
  "ACH_DEPOSIT REQUESTED ACCEPT": ["INSTRUCTED", null, false],
  "ACH_DEPOSIT REQUESTED REFUSE": ["REFUSED", null, false],
  "ACH_DEPOSIT REQUESTED STOP": ["CANCELED", null, false],
  "ACH_DEPOSIT INSTRUCTED REFUSE": ["REFUSED", null, false],
  "ACH_DEPOSIT INSTRUCTED STOP": ["CANCELED", null, false],
  "ACH_DEPOSIT INSTRUCTED POST": ["POSTED", "DEPOSIT", false],
  "ACH_DEPOSIT INSTRUCTED RETURN": ["RETURNED", null, false],
  "ACH_DEPOSIT POSTED RELEASE": ["AVAILABLE", "DEPOSIT_RELEASE", false],
  "ACH_DEPOSIT POSTED RETURN": ["RETURNED", "DEPOSIT_RETURN_UNCOLLECTED", false],
  "ACH_DEPOSIT AVAILABLE RETURN": ["RETURNED", "DEPOSIT_RETURN_COLLECTED", false],
  "ACH_WITHDRAWAL APPROVAL APPROVE": ["REQUESTED", null, false],
  "ACH_WITHDRAWAL APPROVAL DECLINE": ["DECLINED", null, true],
  "ACH_WITHDRAWAL APPROVAL CANCEL": ["CANCELED", null, true],
  "ACH_WITHDRAWAL REQUESTED ACCEPT": ["INSTRUCTED", null, false],
  "ACH_WITHDRAWAL REQUESTED REFUSE": ["REFUSED", null, true],
  "ACH_WITHDRAWAL REQUESTED STOP": ["CANCELED", null, true],
  "ACH_WITHDRAWAL INSTRUCTED REFUSE": ["REFUSED", null, true],
  "ACH_WITHDRAWAL INSTRUCTED STOP": ["CANCELED", null, true],
  "ACH_WITHDRAWAL INSTRUCTED PAY": ["COMPLETED", "WITHDRAWAL", true],
  "ACH_WITHDRAWAL COMPLETED RETURN": ["RETURNED", "WITHDRAWAL_RETURN", false],
  "WIRE_DEPOSIT REQUESTED POST": ["AVAILABLE", "WIRE_IN", false],
  "WIRE_DEPOSIT REQUESTED REFUSE": ["REFUSED", null, false],
  "WIRE_WITHDRAWAL CALLBACK CONFIRM": ["APPROVAL", null, false],
  "WIRE_WITHDRAWAL CALLBACK DECLINE": ["DECLINED", null, true],
  "WIRE_WITHDRAWAL CALLBACK CANCEL": ["CANCELED", null, true],
  "WIRE_WITHDRAWAL APPROVAL APPROVE": ["REQUESTED", null, false],
  "WIRE_WITHDRAWAL APPROVAL DECLINE": ["DECLINED", null, true],
  "WIRE_WITHDRAWAL APPROVAL CANCEL": ["CANCELED", null, true],
  "WIRE_WITHDRAWAL REQUESTED ACCEPT": ["INSTRUCTED", null, false],
  "WIRE_WITHDRAWAL REQUESTED REFUSE": ["REFUSED", null, true],
  "WIRE_WITHDRAWAL REQUESTED STOP": ["CANCELED", null, true],
  "WIRE_WITHDRAWAL INSTRUCTED REFUSE": ["REFUSED", null, true],
  "WIRE_WITHDRAWAL INSTRUCTED STOP": ["CANCELED", null, true],
  "WIRE_WITHDRAWAL INSTRUCTED PAY": ["COMPLETED", "WIRE_OUT", true],
  "JOURNAL_WITHDRAWAL REQUESTED REFUSE": ["REFUSED", null, true],
  "JOURNAL_WITHDRAWAL REQUESTED PAY": ["COMPLETED", "JOURNAL", true],
};

const triples = TRANSFER_PATHS.flatMap((path) =>
  TRANSFER_STATUSES.flatMap((from) => TRANSFER_EVENTS.map((event) => [path, from, event] as const)),
);

describe("a transfer", () => {
  it.each(triples)("%s %s %s", (path, from, event) => {
    const expected = LEGAL[`${path} ${from} ${event}`];
    if (!expected) {
      expect(transferStep(path, from, event)).toBeNull();
      return;
    }
    const [to, posts, endsHold] = expected;
    expect(transferStep(path, from, event)).toEqual({ to, posts, endsHold });
  });

  it("knows each status on each path", () => {
    for (const path of TRANSFER_PATHS)
      expect(Object.keys(TRANSFER_STEPS[path])).toEqual([...TRANSFER_STATUSES]);
  });

  it("reads only what it wrote", () => {
    expect(transferStatus("POSTED")).toBe("POSTED");
    expect(transferDirection("DEPOSIT")).toBe("DEPOSIT");
    expect(transferPath({ method: "WIRE", direction: "DEPOSIT" })).toBe("WIRE_DEPOSIT");
    expect(() => transferStatus("toString")).toThrow("unknown transfer status");
    expect(() => transferDirection("SIDEWAYS")).toThrow("unknown transfer direction");
    expect(() => transferPath({ method: "JOURNAL", direction: "DEPOSIT" })).toThrow("no transfer goes by");
    expect(() => transferPath({ method: "PIGEON", direction: "DEPOSIT" })).toThrow("unknown transfer method");
  });

  it.each([
    ["WIRE_WITHDRAWAL", "CALLBACK", "AT_ONCE"],
    ["ACH_WITHDRAWAL", "APPROVAL", "AT_ONCE"],
    ["ACH_WITHDRAWAL", "INSTRUCTED", "ASK_FIRM"],
    ["ACH_DEPOSIT", "REQUESTED", "ASK_FIRM"],
    ["ACH_DEPOSIT", "POSTED", null],
    ["JOURNAL_WITHDRAWAL", "REQUESTED", null],
    ["WIRE_WITHDRAWAL", "COMPLETED", null],
  ] as const)("%s that is %s is cancelled: %s", (path, status, way) => {
    expect(cancelWay(path, status)).toBe(way);
  });
});

/** Where a movement begins that holds cash back, or waits. */
const STARTS: Record<TransferPath, TransferStatus[]> = {
  ACH_DEPOSIT: ["REQUESTED"],
  ACH_WITHDRAWAL: ["REQUESTED", "APPROVAL"],
  WIRE_DEPOSIT: ["REQUESTED"],
  WIRE_WITHDRAWAL: ["CALLBACK"],
  JOURNAL_WITHDRAWAL: ["REQUESTED"],
};

/** What the books of one dollar say after a legal history. */
function live(path: TransferPath, start: TransferStatus, events: readonly TransferEventKind[]) {
  const books = { uncollected: 0, settled: 0, other: 0, held: path.endsWith("WITHDRAWAL") ? 1 : 0 };
  let status = start;
  for (const event of events) {
    const step: TransferStep | undefined = TRANSFER_STEPS[path][status][event];
    if (!step) continue;
    status = step.to;
    if (step.endsHold) books.held -= 1;
    switch (step.posts) {
      case "DEPOSIT":
        books.uncollected += 1;
        break;
      case "DEPOSIT_RELEASE":
        books.uncollected -= 1;
        books.settled += 1;
        break;
      case "DEPOSIT_RETURN_UNCOLLECTED":
        books.uncollected -= 1;
        break;
      case "WIRE_IN":
      case "WITHDRAWAL_RETURN":
        books.settled += 1;
        break;
      case "JOURNAL":
        books.settled -= 1;
        books.other += 1;
        break;
      case "DEPOSIT_RETURN_COLLECTED":
      case "WITHDRAWAL":
      case "WIRE_OUT":
        books.settled -= 1;
        break;
      default:
    }
  }
  return { status, ...books };
}

describe("any history", () => {
  const history = fc.array(fc.constantFrom(...TRANSFER_EVENTS), { maxLength: 16 });
  const began = fc
    .constantFrom(...TRANSFER_PATHS)
    .chain((path) => fc.constantFrom(...STARTS[path]).map((start) => ({ path, start })));

  it("leaves the money in one place, holds it exactly while it may still leave, and moves it once", () => {
    fc.assert(
      fc.property(began, history, ({ path, start }, events) => {
        const { status, uncollected, settled, other, held } = live(path, start, events);
        const isLeaving = path.endsWith("WITHDRAWAL");
        expect(held).toBe(isLeaving && (HOLDING_STATUSES as readonly string[]).includes(status) ? 1 : 0);
        expect(uncollected).toBe(status === "POSTED" ? 1 : 0);
        expect(settled).toBe(status === "AVAILABLE" ? 1 : status === "COMPLETED" ? -1 : 0);
        expect(other).toBe(path === "JOURNAL_WITHDRAWAL" && status === "COMPLETED" ? 1 : 0);
      }),
    );
  });

  it("lets no wire leave that was not confirmed by phone and approved after it", () => {
    fc.assert(
      fc.property(history, (events) => {
        let status: TransferStatus = "CALLBACK";
        const taken: TransferEventKind[] = [];
        for (const event of events) {
          const step = transferStep("WIRE_WITHDRAWAL", status, event);
          if (!step) continue;
          status = step.to;
          taken.push(event);
        }
        if (status === "COMPLETED") expect(taken.slice(0, 2)).toEqual(["CONFIRM", "APPROVE"]);
      }),
    );
  });
});
