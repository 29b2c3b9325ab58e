import { describe, expect, it } from "vitest";
import { isUnderWay, moneyTrack, transferStatusWords } from "@/components/transfers/money-track";
import { TRANSFER_STATUSES } from "@/domain/funding/transfer-machine";
import type { Transfer } from "@/components/transfers/types";

const deposit = {
  direction: "DEPOSIT" as Transfer["direction"],
  method: "ACH" as Transfer["method"],
  status: "REQUESTED" as Transfer["status"],
  requestedOn: "2026-05-22",
  settlesOn: "2026-05-26",
  tradableOn: "2026-05-28",
  withdrawableOn: "2026-06-02",
  returnCode: null,
  timeline: [] as Transfer["timeline"],
};
const withdrawal = { ...deposit, direction: "WITHDRAWAL" as const, tradableOn: null, withdrawableOn: null };
const states = (transfer: Parameters<typeof moneyTrack>[0], today = "2026-05-28") =>
  moneyTrack(transfer, today).map((stop) => stop.state);

describe("where a deposit is", () => {
  it.each([
    ["REQUESTED", ["done", "current", "todo", "todo"]],
    ["INSTRUCTED", ["done", "current", "todo", "todo"]],
    ["POSTED", ["done", "done", "current", "todo"]],
    ["AVAILABLE", ["done", "done", "done", "current"]],
  ] as const)("%s", (status, expected) => {
    expect(states({ ...deposit, status })).toEqual(expected);
  });

  it("has arrived for good on the day on which it may leave again", () => {
    expect(states({ ...deposit, status: "AVAILABLE" }, "2026-06-01").at(-1)).toBe("current");
    expect(states({ ...deposit, status: "AVAILABLE" }, "2026-06-02")).toEqual([
      "done",
      "done",
      "done",
      "done",
    ]);
  });

  it("tells the days, and none before they are known", () => {
    expect(moneyTrack(deposit, "2026-05-22").map((stop) => stop.day)).toEqual([
      "2026-05-22",
      "2026-05-26",
      "2026-05-28",
      "2026-06-02",
    ]);
    const unknown = { ...deposit, settlesOn: null, tradableOn: null, withdrawableOn: null };
    expect(moneyTrack(unknown, "2026-05-22").map((stop) => stop.day)).toEqual([
      "2026-05-22",
      null,
      null,
      null,
    ]);
  });

  it("shows how far it came before the bank took it back", () => {
    const timeline = [{ status: "POSTED" as const, note: "", at: "2026-05-26T13:30:00.000Z" }];
    const returned = { ...deposit, status: "RETURNED" as const, returnCode: "R01" };
    expect(moneyTrack({ ...returned, timeline }, "2026-05-28").map((stop) => stop.label)).toEqual([
      "Asked for",
      "At the clearing firm",
      "Returned by the bank (R01)",
    ]);
    expect(states(returned)).toEqual(["done", "problem"]);
  });
});

describe("where a withdrawal is", () => {
  it.each([
    ["REQUESTED", ["done", "current", "todo"]],
    ["INSTRUCTED", ["done", "done", "current"]],
    ["COMPLETED", ["done", "done", "done"]],
    ["REFUSED", ["done", "problem"]],
  ] as const)("%s", (status, expected) => {
    expect(states({ ...withdrawal, status })).toEqual(expected);
  });
});

describe("where a wire and a journal are", () => {
  const wire = { ...withdrawal, method: "WIRE" as const };
  it.each([
    ["CALLBACK", ["done", "current", "todo", "todo", "todo"]],
    ["APPROVAL", ["done", "done", "current", "todo", "todo"]],
    ["REQUESTED", ["done", "done", "done", "current", "todo"]],
    ["INSTRUCTED", ["done", "done", "done", "done", "current"]],
    ["COMPLETED", ["done", "done", "done", "done", "done"]],
    ["DECLINED", ["done", "problem"]],
  ] as const)("a wire that is %s", (status, expected) => {
    expect(states({ ...wire, status })).toEqual(expected);
  });

  it("a large withdrawal shows that it was looked at", () => {
    const timeline = [{ status: "APPROVAL" as const, note: "", at: "2026-05-22T13:30:00.000Z" }];
    expect(states({ ...withdrawal, status: "REQUESTED", timeline })).toEqual([
      "done",
      "done",
      "current",
      "todo",
    ]);
  });

  it("a journal is there at once", () => {
    const journal = { ...withdrawal, method: "JOURNAL" as const };
    expect(states({ ...journal, status: "REQUESTED" })).toEqual(["done", "current"]);
    expect(states({ ...journal, status: "COMPLETED" })).toEqual(["done", "done"]);
  });
});

describe("in words", () => {
  it("names each status, and which are still moving", () => {
    const moving = TRANSFER_STATUSES.filter((status) => isUnderWay({ status }));
    expect(moving).toEqual(["CALLBACK", "APPROVAL", "REQUESTED", "INSTRUCTED", "POSTED"]);
    for (const status of TRANSFER_STATUSES) expect(transferStatusWords(status).text).toMatch(/^[A-Z]/);
    expect(transferStatusWords("POSTED").text).toBe("Booked, not yet usable");
  });
});
