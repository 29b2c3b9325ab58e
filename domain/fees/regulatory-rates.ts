import { InvariantError } from "@/domain/errors";
import { type Money, money } from "@/domain/money/money";
import { type LocalDate, localDate } from "@/domain/time/instant";

/**
 * The two regulatory fees on sales, as dated tables. A row is in force from its day until the next row's. `assumed`
 * marks a row whose rate or first day we could not find in a published notice; everything reckoned with such a row
 * says so.
 */
type Section31Row = { from: LocalDate; perMillion: string; assumed: boolean };
type TafRow = { from: LocalDate; perShare: string; cap: string; assumed: boolean };

const section31 = (from: string, perMillion: string, note?: "assumed"): Section31Row => ({
  from: localDate(from),
  perMillion,
  assumed: note === "assumed",
});

const taf = (from: string, perShare: string, cap: string, note?: "assumed"): TafRow => ({
  from: localDate(from),
  perShare,
  cap,
  assumed: note === "assumed",
});

/** Exchange Act Section 31, dollars per million dollars sold; from the SEC's fee rate advisories and orders. */
const SECTION_31: readonly Section31Row[] = [
  section31("1990-01-01", "33.30", "assumed"),
  section31("2001-12-28", "15.00"),
  section31("2002-04-01", "30.10"),
  section31("2003-03-22", "25.20"),
  section31("2003-04-01", "46.80"),
  section31("2004-02-22", "39.00"),
  section31("2004-04-01", "23.40"),
  section31("2005-01-07", "32.90"),
  section31("2005-04-01", "41.80"),
  section31("2005-12-22", "30.70"),
  section31("2007-03-17", "15.30", "assumed"),
  section31("2008-01-25", "11.00", "assumed"),
  section31("2008-04-01", "5.60"),
  section31("2009-04-10", "25.70", "assumed"),
  section31("2010-01-15", "12.70", "assumed"),
  section31("2010-04-01", "16.90", "assumed"),
  section31("2011-01-21", "19.20", "assumed"),
  section31("2012-02-21", "18.00", "assumed"),
  section31("2012-04-01", "22.40", "assumed"),
  // Sixty days after the appropriation of 26 March 2013 (Rel. 34-69449).
  section31("2013-05-25", "17.40"),
  section31("2014-03-18", "22.10"),
  section31("2015-02-14", "18.40", "assumed"),
  section31("2016-02-16", "21.80", "assumed"),
  section31("2017-07-04", "23.10"),
  section31("2018-05-22", "13.00", "assumed"),
  section31("2019-04-16", "20.70"),
  section31("2020-02-18", "22.10"),
  section31("2021-02-25", "5.10"),
  section31("2022-05-14", "22.90", "assumed"),
  section31("2023-02-27", "8.00", "assumed"),
  section31("2024-05-22", "27.80", "assumed"),
  section31("2025-05-14", "0.00"),
  // Rel. 34-104909, 91 FR 10643.
  section31("2026-04-04", "20.60"),
  // The rate of fiscal 2027 was not known when this was written; the last one stays until it is entered here.
  section31("2027-01-01", "20.60", "assumed"),
];

/** NASD, later FINRA, Trading Activity Fee on equity sales: Schedule A to the By-Laws, section 1. */
const TAF: readonly TafRow[] = [
  // The fee did not exist.
  taf("1990-01-01", "0", "0"),
  taf("2002-10-01", "0.0001", "10.00", "assumed"),
  taf("2003-09-01", "0.0001", "10.00"),
  taf("2004-11-01", "0.000075", "3.75"),
  taf("2011-07-01", "0.000090", "4.50"),
  taf("2012-03-01", "0.000095", "4.75"),
  taf("2012-07-01", "0.000119", "5.95"),
  taf("2022-01-01", "0.000130", "6.49", "assumed"),
  taf("2023-01-01", "0.000145", "7.27", "assumed"),
  taf("2024-01-01", "0.000166", "8.30"),
  // SR-FINRA-2024-019.
  taf("2026-01-01", "0.000195", "9.79"),
  taf("2027-01-01", "0.000232", "11.61"),
  taf("2028-01-01", "0.000232", "11.61", "assumed"),
];

function rowOn<Row extends { from: LocalDate }>(rows: readonly Row[], date: LocalDate): Row {
  const row = rows.findLast((candidate) => candidate.from <= date) ?? rows[0];
  if (!row) throw new InvariantError("a rate table is never empty");
  return row;
}

export type Section31Rate = { perMillion: Money; assumed: boolean };

/**
 * The Section 31 rate on a charge date, which for a sale of shares is its settlement date (17 CFR 240.31(a)(3)).
 * Days before 1990 get the first row.
 */
export function section31Rate(chargeDate: LocalDate): Section31Rate {
  const row = rowOn(SECTION_31, chargeDate);
  return { perMillion: money(row.perMillion), assumed: row.assumed };
}

/** `perShare` in dollars a share sold, `cap` in dollars a trade. */
export type TafRate = { perShare: Money; cap: Money; assumed: boolean };

/** The Trading Activity Fee rate on a trade date. */
export function tafRate(tradeDate: LocalDate): TafRate {
  const row = rowOn(TAF, tradeDate);
  return { perShare: money(row.perShare), cap: money(row.cap), assumed: row.assumed };
}
