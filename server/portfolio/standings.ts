import { add, type Money, money, type Readable, subtract, ZERO } from "@/domain/money/money";
import { BRIDGE_TERMS, type BridgeTerm } from "@/domain/portfolio/bridge";
import { CHAIN_START, type ChainMark } from "@/domain/portfolio/kept-chain";
import type { LocalDate } from "@/domain/time/instant";
import { type Db, Prisma, type Tx } from "@/server/platform/db";
import { causesOf, causeSums, SUMMED_COLUMNS, TERM_COLUMNS } from "@/server/portfolio/causes";

/** Where an account stood at a close: its row of that day, or the last before it; all zero before its first. Dollars. */
export type Standing = {
  accountId: string;
  /** Null before the first day. */
  day: LocalDate | null;
  equity: Money;
  openCost: Money;
  mark: ChainMark;
  /** Sums since the beginning. */
  terms: Record<BridgeTerm, Money>;
};

/** What has happened since a standing, as far as our books know. `basis` is by how much the open cost changed. */
export type SinceThen = {
  inflow: Money;
  outflow: Money;
  basis: Money;
  /** UNREALISED is zero: it is told by the market. */
  terms: Record<BridgeTerm, Money>;
};

type Row = Record<string, Readable | null> & { account_id: string; day: string | null };

const moneyOf = (row: Row, column: string): Money => money(row[column] ?? "0");
const termsOf = (row: Row, prefix = ""): Record<BridgeTerm, Money> =>
  Object.fromEntries(BRIDGE_TERMS.map((term) => [term, moneyOf(row, prefix + TERM_COLUMNS[term])])) as Record<
    BridgeTerm,
    Money
  >;

function standingOf(row: Row): Standing {
  const count = (column: string): number => Number(row[column] ?? 0);
  return {
    accountId: row.account_id,
    day: row.day as LocalDate | null,
    equity: moneyOf(row, "equity"),
    openCost: moneyOf(row, "open_cost"),
    mark:
      row.day === null
        ? CHAIN_START
        : {
            growth: count("growth"),
            daysAtWork: count("days_at_work"),
            totalLosses: count("total_losses"),
            gaps: count("gaps"),
          },
    terms: termsOf(row),
  };
}

/** Amounts as texts, so that no digit is lost on the way; one row an account. */
const columnsOf = (row: string): Prisma.Sql =>
  Prisma.raw(
    [
      `${row}.day::text as day`,
      ...["equity", "open_cost", ...Object.values(TERM_COLUMNS)].map((c) => `${row}.${c}::text as ${c}`),
      ...["growth", "days_at_work", "total_losses", "gaps"].map((c) => `${row}.${c}`),
    ].join(", "),
  );

const lastRow = (bound: Prisma.Sql): Prisma.Sql => Prisma.sql`
  left join lateral (
    select * from portal.performance_day p where p.account_id = a.id ${bound} order by p.day desc limit 1) p on true`;

/** Where accounts stood at the close of a day; one look at an index an account. In the order of the ids. */
export async function standingsAt(
  db: Db | Tx,
  accountIds: readonly string[],
  day: LocalDate,
): Promise<Standing[]> {
  const rows = await db.$queryRaw<Row[]>`
    select a.id as account_id, ${columnsOf("p")}
    from unnest(${[...accountIds]}::uuid[]) with ordinality as a(id, place)
    ${lastRow(Prisma.sql`and p.day <= ${day}::date`)} order by a.place`;
  return rows.map(standingOf);
}

/** Where an account stood before its first day. */
export const nothingYet = (accountId: string): Standing => standingOf({ account_id: accountId, day: null });

/** The last kept standing; `first` is the account's first kept day, null where there is none. */
export type LastStanding = Standing & { since: SinceThen; first: LocalDate | null };

/** The last kept standing of each account, and what has happened since; in the order of the ids. */
export async function lastStandings(db: Db | Tx, accountIds: readonly string[]): Promise<LastStanding[]> {
  const rows = await db.$queryRaw<Row[]>`
    with opening as materialized (
      select a.id as id, a.place, coalesce(p.day, '-infinity'::date) as since_day, p.*
      from unnest(${[...accountIds]}::uuid[]) with ordinality as a(id, place) ${lastRow(Prisma.empty)}
    ), since as (
      select c.account_id, ${causeSums(Prisma.sql`c`)} from (${causesOf(
        (account, day) => Prisma.sql`join opening s on s.id = ${account} and ${day} > s.since_day where true`,
      )}) as c group by 1)
    select o.id as account_id, ${columnsOf("o")}, s.inflow::text as since_inflow, s.outflow::text as since_outflow,
      s.basis::text as since_basis,
      (select f.day from portal.performance_day f where f.account_id = o.id order by f.day limit 1)::text as first_day,
      ${Prisma.raw(SUMMED_COLUMNS.map((c) => `s.${c}::text as since_${c}`).join(", "))}
    from opening o left join since s on s.account_id = o.id order by o.place`;
  return rows.map((row) => ({
    ...standingOf(row),
    first: (row.first_day ?? null) as LocalDate | null,
    since: {
      inflow: moneyOf(row, "since_inflow"),
      outflow: moneyOf(row, "since_outflow"),
      basis: moneyOf(row, "since_basis"),
      terms: termsOf(row, "since_"),
    },
  }));
}

/** What is summed over accounts. */
export const sumOf = <T>(rows: readonly T[], of: (row: T) => Money): Money => add(ZERO, ...rows.map(of));

/** Terms of one standing less those of another. */
export const termsBetween = (
  before: Record<BridgeTerm, Money>,
  after: Record<BridgeTerm, Money>,
): Record<BridgeTerm, Money> =>
  Object.fromEntries(BRIDGE_TERMS.map((term) => [term, subtract(after[term], before[term])])) as Record<
    BridgeTerm,
    Money
  >;
