import { describe, expect, it } from "vitest";
import { TRANSFER_PATHS, TRANSFER_STATUSES, TRANSFER_STEPS } from "@/domain/funding/transfer-machine";
import { type MovementFacts, whereabouts } from "@/domain/funding/whereabouts";

const facts: MovementFacts = {
  path: "ACH_DEPOSIT",
  isComing: true,
  status: "REQUESTED",
  settlesOn: "2026-05-26",
  tradableOn: "2026-05-28",
  withdrawableOn: "2026-06-02",
  other: "First National ••1234",
};
const of = (part: Partial<MovementFacts>, today = "2026-05-28") => whereabouts({ ...facts, ...part }, today);
const FIRM = "Meridian Clearing Corporation";

describe("where money is", () => {
  it.each([
    [
      "INSTRUCTED",
      "Still at First National ••1234.",
      "It leaves your bank and is booked at the clearing firm on Tue 26 May.",
    ],
    [
      "POSTED",
      `${FIRM} has it, and holds it until your bank's time to send it back has passed.`,
      "Usable for trading on Thu 28 May, for withdrawing on Tue 2 Jun.",
    ],
    [
      "AVAILABLE",
      `${FIRM} has it in your account.`,
      "It may be traded with; it may leave again on Tue 2 Jun.",
    ],
    ["RETURNED", "It is back at First National ••1234.", null],
    ["CANCELED", "It never left First National ••1234.", null],
  ] as const)("a deposit that is %s", (status, heldBy, next) => {
    expect(of({ status })).toEqual({ heldBy, next });
  });

  it("is all there when it may leave again", () => {
    expect(of({ status: "AVAILABLE" }, "2026-06-02").next).toBeNull();
  });

  it("says who must act before money leaves", () => {
    const out = { isComing: false, path: "ACH_WITHDRAWAL" as const };
    expect(of({ ...out, status: "APPROVAL" }).next).toContain("two of our administrators");
    expect(of({ isComing: false, path: "WIRE_WITHDRAWAL", status: "CALLBACK" }).next).toContain(
      "We call you",
    );
    expect(of({ ...out, status: "RETURNED" }).heldBy).toContain("sent it back");
  });

  it("has an answer for whatever can be, with nothing next for what is over", () => {
    for (const path of TRANSFER_PATHS)
      for (const status of TRANSFER_STATUSES) {
        const { heldBy, next } = of({ path, status, isComing: path.endsWith("DEPOSIT") });
        expect(heldBy).toMatch(/\.$/);
        const goesOn = Object.keys(TRANSFER_STEPS[path][status]).some((event) => event !== "RETURN");
        if (goesOn) expect(next, `${path} ${status}`).not.toBeNull();
      }
  });
});
