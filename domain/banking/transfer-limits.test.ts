import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkTransferLimits, needsTwoAdmins, transferRules } from "@/domain/banking/transfer-limits";
import { wireLeavesOn } from "@/domain/banking/wire";
import { microExpiresOn, withdrawalsFrom } from "@/domain/funding/link-limits";
import { add, money } from "@/domain/money/money";
import { instantAt, localDate } from "@/domain/time/instant";

const TODAY = localDate("2026-07-14");
const { caps, minimum, twoAdminsOver } = transferRules(TODAY);
const ach = { ...caps.ACH, minimum };
const moved = (today: string, thisMonth = today) => ({ today: money(today), thisMonth: money(thisMonth) });
const refused = (reason: string, limit: string) => ({ allowed: false, reason, limit: money(limit) });

describe("limits of transfers", () => {
  it.each([
    ["0.99", moved("0"), refused("BELOW_MINIMUM", "1.00")],
    ["0", moved("0"), refused("BELOW_MINIMUM", "1.00")],
    ["1.00", moved("0"), { allowed: true }],
    ["50000.00", moved("0"), { allowed: true }],
    ["50000.01", moved("0"), refused("OVER_TRANSFER_LIMIT", "50000.00")],
    ["50000.00", moved("50000.00"), { allowed: true }],
    ["50000.00", moved("50000.01"), refused("OVER_DAY_LIMIT", "100000.00")],
    ["1.00", moved("0", "499999.00"), { allowed: true }],
    ["1.01", moved("0", "499999.00"), refused("OVER_MONTH_LIMIT", "500000.00")],
  ])("%s after %j", (amount, soFar, expected) => {
    expect(checkTransferLimits(money(amount), soFar, ach)).toEqual(expected);
  });

  it("never let a day or a month pass its cap", () => {
    const cents = fc.integer({ min: 1, max: 60_000_00 }).map((value) => money((value / 100).toFixed(2)));
    fc.assert(
      fc.property(fc.array(cents, { maxLength: 40 }), (amounts) => {
        let soFar = moved("0");
        for (const amount of amounts)
          if (checkTransferLimits(amount, soFar, ach).allowed)
            soFar = { today: add(soFar.today, amount), thisMonth: add(soFar.thisMonth, amount) };
        expect(soFar.today.lte(ach.perDay) && soFar.thisMonth.lte(ach.perMonth)).toBe(true);
      }),
    );
  });

  it("ask for two administrators above an amount, not at it", () => {
    expect(needsTwoAdmins(twoAdminsOver, TODAY)).toBe(false);
    expect(needsTwoAdmins(add(twoAdminsOver, money("0.01")), TODAY)).toBe(true);
  });
});

describe("days", () => {
  it.each([
    ["2026-07-14", "15:59", "2026-07-14"],
    ["2026-07-14", "16:00", "2026-07-15"],
    ["2026-07-17", "16:30", "2026-07-20"], // a Friday after the cutoff
    ["2026-07-18", "10:00", "2026-07-20"], // a Saturday
    ["2026-10-12", "10:00", "2026-10-13"], // Columbus Day: the exchange is open, banks are not
  ] as const)("a wire released on %s at %s leaves on %s", (day, time, leaves) => {
    expect(wireLeavesOn(instantAt(localDate(day), time))).toBe(leaves);
  });

  it("of a new link: three bank days before money may leave to it, ten days for micro-deposits", () => {
    expect(withdrawalsFrom(localDate("2026-10-09"))).toBe("2026-10-15");
    expect(microExpiresOn(localDate("2026-10-13"))).toBe("2026-10-23");
  });
});
