import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import type { Paper } from "@/domain/statements/paper";
import { paperOf } from "@/domain/statements/read-model";
import { exchangeCalendar } from "@/domain/time/calendar";
import type { LocalDate } from "@/domain/time/instant";
import { barePress } from "./peers/bare-press";

/** Seconds of each limit for the rows that a lived month left in a database. */
export type MonthLimits = {
  /** COPY of the journals and entries of both ledgers (row 4). */
  ledger: number;
  /** COPY in, one GROUP BY, COPY out of what the ends of the days wrote (row 8). */
  endsOfDay: number;
  /** The typesetter drawing the lines of the month's statements, with nothing behind it (row 7). */
  statements: number;
  /** The same for the confirms. */
  confirms: number;
  counts: { entries: number; eodRows: number; statements: number; confirms: number };
};

/** Rows of one day, `$day` being a quoted date: read back in by the peer as they stand. */
const BOOKED: Record<string, string> = {
  "portal.journal": "(exchange_at at time zone 'America/New_York')::date = $day",
  "portal.ledger_entry":
    "journal_id in (select id from portal.journal where (exchange_at at time zone 'America/New_York')::date = $day)",
  "street.firm_journal": "(exchange_at at time zone 'America/New_York')::date = $day",
  "street.firm_entry":
    "journal_id in (select id from street.firm_journal where (exchange_at at time zone 'America/New_York')::date = $day)",
};
const FILED: Record<string, string> = {
  "portal.eod_movement": "business_date = $day",
  "portal.eod_position": "business_date = $day",
  "portal.eod_balance": "business_date = $day",
};
/** Papers that are drawn for the measure; all of a kind cost about the same. */
const SAMPLE = 60;
const WARM_UP = 10;

const twinOf = (table: string) => `peer_${table.replace(".", "_")}`;

/** Rows of some tables and day as files, and bare tables to copy them into. */
class Peer {
  readonly #folder = fs.mkdtempSync(path.join(os.tmpdir(), "bench-month-"));
  rows = 0;

  constructor(private readonly client: pg.Client) {
    // The server itself writes and reads these files.
    fs.chmodSync(this.#folder, 0o777);
  }

  #fileOf = (table: string) => path.join(this.#folder, table);

  async take(tables: Record<string, string>, day: LocalDate): Promise<void> {
    for (const [table, where] of Object.entries(tables)) {
      const rows = `select * from ${table} where ${where.replaceAll("$day", `date '${day}'`)}`;
      const { rowCount } = await this.client.query(`copy (${rows}) to '${this.#fileOf(table)}'`);
      this.rows += rowCount ?? 0;
      await this.client.query(`create table ${twinOf(table)} (like ${table})`);
    }
  }

  /** Seconds of COPY in; with a fold and COPY out again where asked for. One commit. */
  async seconds(tables: readonly string[], fold: string | null): Promise<number> {
    const from = performance.now();
    await this.client.query("begin");
    for (const table of tables)
      await this.client.query(`copy ${twinOf(table)} from '${this.#fileOf(table)}'`);
    if (fold) {
      await this.client.query(fold);
      for (const table of tables)
        await this.client.query(`copy ${twinOf(table)} to '${this.#fileOf(table)}.out'`);
    }
    await this.client.query("commit");
    const seconds = (performance.now() - from) / 1000;
    for (const table of tables) await this.client.query(`drop table ${twinOf(table)}`);
    return seconds;
  }

  end(): void {
    fs.rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Milliseconds for one paper of a kind, drawn by nothing but the library. */
async function paperMs(client: pg.Client, kind: Paper["kind"]): Promise<number> {
  const { rows } = await client.query<{ model: object }>(
    "select model from portal.document where kind = $1 order by id limit $2",
    [kind, SAMPLE + WARM_UP],
  );
  const papers = rows.map(({ model }) => paperOf[kind](model));
  const bare = barePress();
  let from = performance.now();
  for (const [place, paper] of papers.entries()) {
    if (place === Math.min(WARM_UP, papers.length - 1)) from = performance.now();
    bare.print(paper);
  }
  return (performance.now() - from) / Math.max(1, papers.length - WARM_UP);
}

/** Measures, day by day and paper by paper, what the limits take for the rows of a lived month. */
export async function monthLimits(url: string, first: LocalDate, last: LocalDate): Promise<MonthLimits> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const ledger = new Peer(client);
  const filed = new Peer(client);
  try {
    const limits = { ledger: 0, endsOfDay: 0 };
    for (const day of exchangeCalendar.tradingDays(first, last)) {
      await ledger.take(BOOKED, day);
      limits.ledger += await ledger.seconds(Object.keys(BOOKED), null);
      await filed.take(FILED, day);
      const sums = `select count(*) from (select account_id, symbol, sum(net), sum(quantity) from ${twinOf("portal.eod_movement")} group by 1, 2) g`;
      limits.endsOfDay += await filed.seconds(Object.keys(FILED), sums);
    }
    const { rows } = await client.query<{ kind: Paper["kind"]; count: number }>(
      "select kind, count(*)::int as count from portal.document where on_date between $1 and $2 group by kind",
      [first, last],
    );
    const countOf = (kind: Paper["kind"]) => rows.find((row) => row.kind === kind)?.count ?? 0;
    const counts = { statements: countOf("STATEMENT"), confirms: countOf("CONFIRM") };
    return {
      ...limits,
      statements: (counts.statements * (await paperMs(client, "STATEMENT"))) / 1000,
      confirms: (counts.confirms * (await paperMs(client, "CONFIRM"))) / 1000,
      counts: { entries: ledger.rows, eodRows: filed.rows, ...counts },
    };
  } finally {
    ledger.end();
    filed.end();
    await client.end();
  }
}
