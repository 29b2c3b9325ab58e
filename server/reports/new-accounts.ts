import { countryName, usState } from "@/domain/onboarding/places";
import type { ReportYearInput } from "@/domain/reports/revenue";
import type { Deps } from "@/server/platform/deps";

/** A place with the accounts that were opened by people who live there: in each month of the year, and in all. */
export type NewAccountsRow = {
  kind: "STATE" | "COUNTRY";
  code: string;
  name: string;
  months: number[];
  total: number;
};
export type NewAccountsView = {
  year: number;
  years: number[];
  rows: NewAccountsRow[];
  months: number[];
  total: number;
};

type Row = { kind: "STATE" | "COUNTRY"; code: string; month: number; accounts: number };

/**
 * Accounts opened in a year, by US state and by country of residence of their first owner (for a company: of whoever
 * signs), in one statement. Accounts without an application stand under "unknown".
 */
export async function newAccountsReport(deps: Deps, input: ReportYearInput): Promise<NewAccountsView> {
  const today = await deps.clock.exchangeToday();
  const [bounds] = await deps.db.$queryRaw<{ first: number | null; last: number | null }[]>`
    select extract(year from min(opened_on))::int as first, extract(year from max(opened_on))::int as last from portal.account`;
  const current = Number(today.slice(0, 4));
  const year = input.year ?? bounds?.last ?? current;
  const found = await deps.db.$queryRaw<Row[]>`
    select case when p.state is null then 'COUNTRY' else 'STATE' end as kind, coalesce(p.state, p.country, '??') as code,
      extract(month from a.opened_on)::int as month, count(*)::int as accounts
    from portal.account a
    left join portal.application_person p on p.application_id = a.application_id and p.key = 'applicant'
    where a.opened_on between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date
    group by 1, 2, 3`;
  const places = new Map<string, NewAccountsRow>();
  for (const { kind, code, month, accounts } of found) {
    const key = `${kind}:${code}`;
    const row = places.get(key) ?? {
      kind,
      code,
      name: nameOf(kind, code),
      months: Array<number>(12).fill(0),
      total: 0,
    };
    row.months[month - 1] = (row.months[month - 1] ?? 0) + accounts;
    row.total += accounts;
    places.set(key, row);
  }
  const rows = [...places.values()].sort((a, b) => b.total - a.total || a.name.localeCompare(b.name, "en"));
  const years = new Set([year, current]);
  for (let each = bounds?.first ?? year; each <= (bounds?.last ?? year); each++) years.add(each);
  return {
    year,
    years: [...years].sort((a, b) => b - a),
    rows,
    months: Array.from({ length: 12 }, (_, at) => rows.reduce((sum, row) => sum + (row.months[at] ?? 0), 0)),
    total: rows.reduce((sum, row) => sum + row.total, 0),
  };
}

const nameOf = (kind: "STATE" | "COUNTRY", code: string): string =>
  code === "??" ? "Unknown" : kind === "STATE" ? (usState(code)?.name ?? code) : countryName(code);
