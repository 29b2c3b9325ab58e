import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { achAvailability, achSettlementDate } from "@/domain/banking/ach";
import { bankAccountNumberInput, isRoutingNumber, routingNumberInput } from "@/domain/banking/bank-account";
import {
  ACH_RETURNS,
  type AchReturnCode,
  isAchReturnCode,
  lastReturnDate,
  mayStillReturn,
} from "@/domain/banking/return-codes";
import { bankCalendar } from "@/domain/time/calendar";
import { localDate } from "@/domain/time/instant";
import { dateOfNumber, dayNumber } from "@/domain/time/open-days";

describe("ACH dates", () => {
  it.each([
    ["2026-07-14", "2026-07-15", "2026-07-17", "2026-07-22"], // a Tuesday
    ["2026-07-17", "2026-07-20", "2026-07-22", "2026-07-27"], // a Friday
    ["2026-07-18", "2026-07-21", "2026-07-23", "2026-07-28"], // a Saturday: sent on Monday
    ["2026-10-09", "2026-10-13", "2026-10-15", "2026-10-20"], // before Columbus Day
    ["2026-10-12", "2026-10-14", "2026-10-16", "2026-10-21"], // on Columbus Day: sent on Tuesday
    ["2026-04-02", "2026-04-03", "2026-04-07", "2026-04-10"], // Good Friday is a bank day
  ])(
    "requested on %s: settles %s, tradable %s, withdrawable %s",
    (day, settlesOn, tradableOn, withdrawableOn) => {
      expect(achAvailability(localDate(day))).toEqual({ settlesOn, tradableOn, withdrawableOn });
      expect(achSettlementDate(localDate(day))).toBe(settlesOn);
    },
  );

  const someDay = fc
    .integer({ min: dayNumber(localDate("1991-01-01")), max: dayNumber(localDate("2039-12-31")) })
    .map(dateOfNumber);

  it("go forward, on bank days only, and money is tradable only once an R01 can no longer come", () => {
    fc.assert(
      fc.property(someDay, (day) => {
        const { settlesOn, tradableOn, withdrawableOn } = achAvailability(day);
        expect(day < settlesOn && settlesOn < tradableOn && tradableOn < withdrawableOn).toBe(true);
        for (const date of [settlesOn, tradableOn, withdrawableOn])
          expect(bankCalendar.isBankDay(date)).toBe(true);
        expect(tradableOn >= lastReturnDate("R01", settlesOn)).toBe(true);
      }),
    );
  });
});

describe("routing numbers", () => {
  it.each(["021000021", "011401533", "322271627", "124003116", "061000052"])("accepts %s", (number) => {
    expect(isRoutingNumber(number)).toBe(true);
    expect(routingNumberInput.parse(number)).toBe(number);
  });

  it.each([
    "021000022",
    "000000000",
    "800000000",
    "2100002",
    "0210000211",
    "02100002a",
    "",
    "٠٢١٠٠٠٠٢١",
    " 021000021",
  ])("refuses %j", (text) => {
    expect(isRoutingNumber(text)).toBe(false);
    expect(routingNumberInput.safeParse(text).success).toBe(false);
  });

  it("notices any single wrong digit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 1, max: 9 }), (at, change) => {
        const digits = [..."021000021"];
        digits[at] = String((Number(digits[at]) + change) % 10);
        expect(isRoutingNumber(digits.join(""))).toBe(false);
      }),
    );
  });

  it("answers one sentence, also to a number or a very long text", () => {
    for (const sent of [21000021, "0".repeat(10_000), "123456789", null]) {
      const issues = routingNumberInput.safeParse(sent).error?.issues ?? [];
      expect(issues).toHaveLength(1);
      expect(issues[0]?.message).toMatch(/routing number/);
      expect(issues[0]?.message.length).toBeLessThan(100);
    }
  });

  it("reads account numbers of 4 to 17 digits", () => {
    expect(bankAccountNumberInput.safeParse("1234").success).toBe(true);
    expect(bankAccountNumberInput.safeParse("12345678901234567").success).toBe(true);
    for (const bad of ["123", "123456789012345678", "12 34", "12-34", "abcd", 1234]) {
      expect(bankAccountNumberInput.safeParse(bad).error?.issues).toHaveLength(1);
    }
  });
});

describe("ACH returns", () => {
  const codes = Object.keys(ACH_RETURNS) as AchReturnCode[];

  it("gives 60 calendar days to the unauthorised ones and two banking days to the rest", () => {
    const late = codes.filter((code) => ACH_RETURNS[code].window.unit === "CALENDAR_DAYS");
    expect(late).toEqual(["R05", "R07", "R10", "R11"]);
    expect(codes.filter((code) => !late.includes(code))).toEqual([
      "R01",
      "R02",
      "R03",
      "R04",
      "R08",
      "R09",
      "R14",
      "R15",
      "R16",
      "R20",
      "R29",
    ]);
    for (const code of codes) {
      const { unit, days } = ACH_RETURNS[code].window;
      expect(days).toBe(unit === "CALENDAR_DAYS" ? 60 : 2);
      expect(ACH_RETURNS[code].meaning).toMatch(/^[A-Z].*\.$/);
    }
  });

  it("counts the windows", () => {
    expect(lastReturnDate("R01", localDate("2026-10-09"))).toBe("2026-10-14");
    expect(lastReturnDate("R10", localDate("2026-10-09"))).toBe("2026-12-08");
  });

  it("are over after the last day", () => {
    const settled = localDate("2026-10-09");
    expect(mayStillReturn("R01", settled, localDate("2026-10-14"))).toBe(true);
    expect(mayStillReturn("R29", settled, localDate("2026-10-15"))).toBe(false);
    expect(mayStillReturn("R07", settled, localDate("2026-12-08"))).toBe(true);
    expect(mayStillReturn("R07", settled, localDate("2026-12-09"))).toBe(false);
  });

  it("stop a link where the account is of no use any more", () => {
    const kept = codes.filter((code) => ACH_RETURNS[code].link === "KEEP");
    expect(kept).toEqual(["R01", "R08", "R09", "R11"]);
  });

  it("knows its own codes only", () => {
    expect(isAchReturnCode("R01")).toBe(true);
    expect(isAchReturnCode("R99")).toBe(false);
    expect(isAchReturnCode("toString")).toBe(false);
  });
});
