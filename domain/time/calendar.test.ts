import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAppError } from "@/domain/errors";
import { bankCalendar, exchangeCalendar, settlementCalendar } from "@/domain/time/calendar";
import { bankHolidays, exchangeHolidays } from "@/domain/time/holidays";
import { addDays, dayOfWeek, instantAt, type LocalDate, localDate, plus, toIso } from "@/domain/time/instant";
import { dateOfNumber, dayNumber } from "@/domain/time/open-days";
import published from "@/domain/vectors/nyse_calendar.json";

type Year = {
  full_closes: { date: string; name: string }[];
  early_closes_1300?: { date: string }[];
  trading_days: number;
};
const years = Object.entries(published.years as Record<string, Year>);
const yearDays = (year: string | number) => [localDate(`${year}-01-01`), localDate(`${year}-12-31`)] as const;
const allDays = (from: LocalDate, to: LocalDate): LocalDate[] => {
  const days: LocalDate[] = [];
  for (let day = dayNumber(from); day <= dayNumber(to); day++) days.push(dateOfNumber(day));
  return days;
};
const isWeekday = (date: LocalDate) => dayOfWeek(date) <= 5;

describe("the exchange calendar against the published years", () => {
  it.each(years)("%s: full closes, half days and the number of trading days", (year, facts) => {
    const [first, last] = yearDays(year);
    const closed = allDays(first, last).filter((d) => isWeekday(d) && !exchangeCalendar.isTradingDay(d));
    expect(closed).toEqual(facts.full_closes.map((close) => close.date));
    expect(exchangeCalendar.tradingDays(first, last)).toHaveLength(facts.trading_days);
    if (facts.early_closes_1300) {
      const early = allDays(first, last).filter((d) => exchangeCalendar.session(d)?.early);
      expect(early).toEqual(facts.early_closes_1300.map((close) => close.date));
    }
  });

  it.each(published.special_closures_since_2001)("was closed on $date ($name)", ({ date }) => {
    expect(exchangeCalendar.isTradingDay(localDate(date))).toBe(false);
    expect(exchangeCalendar.session(localDate(date))).toBeNull();
  });

  it("names the holidays of a year as the exchange does", () => {
    for (const [year, facts] of years) {
      const names = new Map(exchangeHolidays(Number(year)).map((h) => [h.date as string, h.name]));
      for (const close of facts.full_closes) {
        const plain = close.name.replace(" (observed)", "").replace("SPECIAL: ", "");
        expect(names.get(close.date), close.date).toBe(plain);
      }
    }
  });
});

describe("the exchange calendar in history", () => {
  it("knows the well-known closes", () => {
    const closed = [
      "1994-04-27",
      "2001-09-11",
      "2001-09-14",
      "2004-06-11",
      "2007-01-02",
      "2012-10-29",
      "2012-10-30",
    ];
    for (const day of closed) expect(exchangeCalendar.isTradingDay(localDate(day)), day).toBe(false);
    const open = [
      "2001-09-10",
      "2001-09-17",
      "2004-06-10",
      "2004-06-14",
      "2012-10-31",
      "2004-12-31",
      "2010-12-31",
    ];
    for (const day of open) expect(exchangeCalendar.isTradingDay(localDate(day)), day).toBe(true);
  });

  it("keeps Martin Luther King Jr. Day from 1998 only", () => {
    expect(exchangeCalendar.isTradingDay(localDate("1997-01-20"))).toBe(true);
    expect(exchangeCalendar.isTradingDay(localDate("1998-01-19"))).toBe(false);
  });

  it.each([
    ["2000-04-21"], // Easter 2000-04-23
    ["2004-04-09"],
    ["2008-03-21"], // the earliest Easter in these years
    ["2011-04-22"],
    ["2038-04-23"], // the latest
  ])("keeps Good Friday on %s", (day) => {
    expect(exchangeCalendar.isTradingDay(localDate(day))).toBe(false);
    expect(exchangeHolidays(Number(day.slice(0, 4)))).toContainEqual({ date: day, name: "Good Friday" });
  });

  it.each([
    ["1992-11-27", "14:00"],
    ["1992-12-24", "14:00"],
    ["1993-11-26", "13:00"],
    ["1996-07-05", "13:00"],
    ["1997-12-26", "13:00"],
    ["1999-12-31", "13:00"],
    ["2002-07-05", "13:00"],
    ["2003-12-26", "13:00"],
    ["2004-11-26", "13:00"],
    ["2012-07-03", "13:00"],
    ["2013-07-03", "13:00"],
    ["2013-11-29", "13:00"],
    ["2013-12-24", "13:00"],
  ] as const)("closed early on %s at %s", (day, hour) => {
    const session = exchangeCalendar.session(localDate(day));
    expect(session?.early).toBe(true);
    expect(session?.close).toBe(instantAt(localDate(day), hour));
  });

  it.each([
    ["1991-11-29"],
    ["1994-07-05"],
    ["2002-07-03"], // a Wednesday before 2013: the half day was Friday 5 July
    ["2004-07-02"], // 4 July kept on Monday 5
    ["2004-12-23"], // Christmas kept on Friday 24
    ["2013-07-05"],
    ["2019-07-05"],
    ["2008-12-26"],
    ["2014-12-26"],
  ])("was open all day on %s", (day) => {
    expect(exchangeCalendar.session(localDate(day))).toMatchObject({
      early: false,
      close: instantAt(localDate(day), "16:00"),
    });
  });

  it("counts the trading days of years gone by", () => {
    const counts: [number, number][] = [
      [2001, 248],
      [2003, 252],
      [2004, 252],
      [2012, 250],
      [2013, 252],
      [2014, 252],
      [2018, 251],
    ];
    for (const [year, days] of counts) {
      expect(exchangeCalendar.tradingDays(...yearDays(year)), String(year)).toHaveLength(days);
    }
  });
});

describe("sessions and phases", () => {
  it("runs from 9:30 to 16:00 in New York, summer and winter", () => {
    const winter = exchangeCalendar.session(localDate("2026-03-06"));
    const summer = exchangeCalendar.session(localDate("2026-03-09"));
    expect(winter && [toIso(winter.open), toIso(winter.close)]).toEqual([
      "2026-03-06T14:30:00.000Z",
      "2026-03-06T21:00:00.000Z",
    ]);
    expect(summer && [toIso(summer.open), toIso(summer.close)]).toEqual([
      "2026-03-09T13:30:00.000Z",
      "2026-03-09T20:00:00.000Z",
    ]);
  });

  it.each([
    ["03:59:59", "CLOSED"],
    ["04:00:00", "PRE_MARKET"],
    ["09:29:59", "PRE_MARKET"],
    ["09:30:00", "OPEN"],
    ["15:59:59", "OPEN"],
    ["16:00:00", "AFTER_HOURS"],
    ["19:59:59", "AFTER_HOURS"],
    ["20:00:00", "CLOSED"],
  ] as const)("at %s on a full day the market is %s", (time, phase) => {
    expect(exchangeCalendar.phaseAt(instantAt(localDate("2026-07-14"), time))).toBe(phase);
  });

  it.each([
    ["12:59:59", "OPEN"],
    ["13:00:00", "AFTER_HOURS"],
    ["16:59:59", "AFTER_HOURS"],
    ["17:00:00", "CLOSED"],
  ] as const)("at %s on a half day the market is %s", (time, phase) => {
    expect(exchangeCalendar.phaseAt(instantAt(localDate("2026-11-27"), time))).toBe(phase);
  });

  it("is closed at noon on weekends and holidays", () => {
    for (const day of ["2026-07-03", "2026-07-04", "2026-07-05"]) {
      expect(exchangeCalendar.phaseAt(instantAt(localDate(day), "12:00"))).toBe("CLOSED");
    }
  });

  it("gives extended hours on trading days and refuses other days as a bug", () => {
    const day = localDate("2026-11-27");
    expect(exchangeCalendar.preMarketOpen(day)).toBe(instantAt(day, "04:00"));
    expect(exchangeCalendar.afterHoursClose(day)).toBe(instantAt(day, "17:00"));
    expect(exchangeCalendar.afterHoursClose(localDate("2026-11-30"))).toBe(
      instantAt(localDate("2026-11-30"), "20:00"),
    );
    expect(() => exchangeCalendar.afterHoursClose(localDate("2026-11-28"))).toThrow("not a trading day");
  });

  it("agrees with itself: each phase starts exactly at its boundary", () => {
    for (const day of exchangeCalendar.tradingDays(...yearDays(2026))) {
      const session = exchangeCalendar.session(day);
      if (!session) throw new Error(day);
      const starts = [session.preMarketOpen, session.open, session.close, session.afterHoursClose];
      expect(starts.map(exchangeCalendar.phaseAt)).toEqual(["PRE_MARKET", "OPEN", "AFTER_HOURS", "CLOSED"]);
      expect(starts.map((at) => exchangeCalendar.phaseAt(plus(at, -1)))).toEqual([
        "CLOSED",
        "PRE_MARKET",
        "OPEN",
        "AFTER_HOURS",
      ]);
    }
  });
});

describe("counting trading days", () => {
  it("steps over weekends and holidays", () => {
    expect(exchangeCalendar.nextTradingDay(localDate("2026-07-02"))).toBe("2026-07-06");
    expect(exchangeCalendar.previousTradingDay(localDate("2026-07-06"))).toBe("2026-07-02");
    expect(exchangeCalendar.addTradingDays(localDate("2026-07-03"), 0)).toBe("2026-07-06");
    expect(exchangeCalendar.addTradingDays(localDate("2026-07-03"), 1)).toBe("2026-07-06");
    expect(exchangeCalendar.addTradingDays(localDate("2026-07-03"), -1)).toBe("2026-07-02");
    expect(exchangeCalendar.addTradingDays(localDate("2026-07-02"), 10)).toBe("2026-07-17");
    expect(exchangeCalendar.tradingDays(localDate("2026-07-06"), localDate("2026-07-02"))).toEqual([]);
  });

  it("finds the last trading day of a month", () => {
    expect(exchangeCalendar.lastTradingDay("2026-05")).toBe("2026-05-29");
    expect(exchangeCalendar.lastTradingDay("2013-03-15")).toBe("2013-03-28");
    expect(exchangeCalendar.lastTradingDay("2040-12")).toBe("2040-12-31");
    expect(exchangeCalendar.isLastTradingDayOfMonth(localDate("2026-05-29"))).toBe(true);
    expect(exchangeCalendar.isLastTradingDayOfMonth(localDate("2026-05-31"))).toBe(false);
    expect(() => exchangeCalendar.lastTradingDay("2026-13")).toThrow("A month must look like 2024-05.");
  });

  const someDay = fc.integer({
    min: dayNumber(localDate("1991-01-01")),
    max: dayNumber(localDate("2039-12-31")),
  });

  it("forward then back returns to the same trading day", () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: 0, max: 200 }), (day, n) => {
        const start = exchangeCalendar.addTradingDays(dateOfNumber(day), 0);
        expect(exchangeCalendar.addTradingDays(exchangeCalendar.addTradingDays(start, n), -n)).toBe(start);
      }),
    );
  });

  it("is what walking day by day would give", () => {
    fc.assert(
      fc.property(someDay, (day) => {
        const start = dateOfNumber(day);
        let walk = addDays(start, 1);
        while (!exchangeCalendar.isTradingDay(walk)) walk = addDays(walk, 1);
        expect(exchangeCalendar.nextTradingDay(start)).toBe(walk);
      }),
    );
  });

  it("refuses days outside its years with a sentence", () => {
    for (const day of ["1989-12-31", "2041-01-01"]) {
      let caught: unknown;
      try {
        exchangeCalendar.isTradingDay(localDate(day));
      } catch (error) {
        caught = error;
      }
      expect(isAppError(caught) && caught.message).toBe("Our calendars cover the years 1990 to 2040 only.");
    }
    expect(() => exchangeCalendar.nextTradingDay(localDate("2040-12-31"))).toThrow("1990 to 2040");
  });
});

describe("settlement", () => {
  it.each(published.settlement_vectors)(
    "$trade_date settles on $settlement_date ($cycle; $why)",
    ({ trade_date, settlement_date, cycle }) => {
      const date = localDate(trade_date);
      expect(settlementCalendar.cycleOn(date)).toBe(cycle);
      expect(settlementCalendar.settlementDate(date)).toBe(settlement_date);
    },
  );

  it.each([
    ["1995-06-06", "T+5", "1995-06-13"],
    ["1995-06-07", "T+3", "1995-06-12"],
    ["2004-06-08", "T+3", "2004-06-14"], // over the closure of Friday 11 June 2004
    ["2004-10-06", "T+3", "2004-10-12"], // over Columbus Day
    ["2013-10-09", "T+3", "2013-10-15"],
    ["2017-09-01", "T+3", "2017-09-07"],
    ["2017-09-05", "T+2", "2017-09-07"],
    ["2024-05-24", "T+2", "2024-05-29"],
    ["2024-05-28", "T+1", "2024-05-29"],
  ])("a trade of %s goes by %s to %s", (trade, cycle, settles) => {
    expect(settlementCalendar.cycleOn(localDate(trade))).toBe(cycle);
    expect(settlementCalendar.settlementDate(localDate(trade))).toBe(settles);
  });

  it("happens only when exchange and banks both work", () => {
    for (const day of allDays(localDate("1990-01-01"), localDate("2040-12-31"))) {
      const both = exchangeCalendar.isTradingDay(day) && bankCalendar.isBankDay(day);
      if (settlementCalendar.isSettlementDay(day) !== both) expect.fail(day);
    }
  });

  it("never goes back: a later trade never settles earlier, even across the changes to T+2 and T+1", () => {
    let last = "";
    for (const day of exchangeCalendar.tradingDays(localDate("1995-06-07"), localDate("2040-11-30"))) {
      const settles = settlementCalendar.settlementDate(day);
      if (settles < last || settles <= day) expect.fail(`${day} settles on ${settles} after ${last}`);
      last = settles;
    }
  });

  it("counts settlement days", () => {
    expect(settlementCalendar.addSettlementDays(localDate("2026-10-09"), 1)).toBe("2026-10-13");
    expect(settlementCalendar.addSettlementDays(localDate("2026-10-12"), 0)).toBe("2026-10-13");
  });

  it("knows no cycle before its years", () => {
    expect(() => settlementCalendar.cycleOn(localDate("1989-06-01"))).toThrow(
      "no settlement cycle before 1990",
    );
  });
});

describe("the bank calendar", () => {
  it.each(Object.entries(published.fed_bank_holidays))(
    "%s: the holidays of the Federal Reserve",
    (year, list) => {
      expect(bankHolidays(Number(year)).map((h) => h.date)).toEqual(list.map((h) => h.date));
      const [first, last] = yearDays(year);
      const closed = allDays(first, last).filter((d) => isWeekday(d) && !bankCalendar.isBankDay(d));
      expect(closed).toEqual(list.map((h) => h.date));
    },
  );

  it("works on Good Friday and rests on Columbus Day", () => {
    expect(bankCalendar.isBankDay(localDate("2026-04-03"))).toBe(true);
    expect(bankCalendar.isBankDay(localDate("2026-10-12"))).toBe(false);
    expect(bankCalendar.nextBankDay(localDate("2026-10-09"))).toBe("2026-10-13");
    expect(bankCalendar.addBankDays(localDate("2026-07-02"), 2)).toBe("2026-07-06");
  });

  it("does not move a Saturday holiday to the Friday", () => {
    expect(bankCalendar.isBankDay(localDate("2026-07-03"))).toBe(true);
    expect(bankCalendar.isBankDay(localDate("2021-12-24"))).toBe(true);
  });
});
