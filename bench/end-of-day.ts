import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { exchangeCalendar, settlementCalendar } from "@/domain/time/calendar";
import { instantAt, localDate, type LocalDate, plus, toIso } from "@/domain/time/instant";
import { type Installation, install } from "@/server/compose";
import type { Env } from "@/server/platform/env";
import { openBothSides, tradeBothSides } from "./end-of-day-world";
import type { BenchResult } from "./harness";
import { requireDurable } from "./world";

const SIZES = (process.env.BENCH_ACCOUNTS ?? "2000,20000,200000").split(",").map(Number);
/** Days that are measured of each size, after one that is not. */
const PAIRS = Number(process.env.BENCH_PAIRS ?? 5);
const FIRST = localDate("2026-06-01");
/** Long before, so that what was deposited has long been collected. */
const OPENED_ON = localDate("2026-04-01");
const GOOD = { times: 6, exponent: 1.15 };
const EXCELLENT = { times: 3, exponent: 1.05 };

type Measured = {
  accounts: number;
  ours: number;
  limit: number;
  withoutIndexes: number;
  ratio: number;
  spread: [number, number];
};

/** What a day's settlement moved, in our books and in the firm's. */
const SETTLED =
  "(select e.account_id, e.asset from portal.journal j join portal.ledger_entry e on e.journal_id = j.id where j.kind = 'SETTLEMENT' and j.exchange_at >= $day::date and j.exchange_at < $day::date + 1)";
const FIRM_SETTLED =
  "(select e.account_number, e.asset from street.firm_journal j join street.firm_entry e on e.journal_id = j.id where j.kind = 'SETTLEMENT' and j.trade_date = $day)";

/** What a day's end wrote, by table, rows that it changed as they are then: read back in by the peer as they stand. */
const WRITTEN: Record<string, string> = {
  "street.firm_journal": "trade_date = $day and kind = 'SETTLEMENT'",
  "street.firm_entry":
    "journal_id in (select id from street.firm_journal where trade_date = $day and kind = 'SETTLEMENT')",
  "portal.journal": "kind = 'SETTLEMENT' and exchange_at >= $day::date and exchange_at < $day::date + 1",
  "portal.ledger_entry":
    "journal_id in (select id from portal.journal where kind = 'SETTLEMENT' and exchange_at >= $day::date and exchange_at < $day::date + 1)",
  "portal.eod_movement": "business_date = $day",
  "portal.eod_position": "business_date = $day",
  "portal.eod_balance": "business_date = $day",
  "street.firm_lot": "open_quantity <> 0",
  "portal.document_job": "kind = 'CONFIRM' and subject like '%' || $day",
  "portal.performance_day": "day = $day",
  "street.firm_trade": "settled_on = $day",
  "street.firm_balance": `(account_number, asset) in ${FIRM_SETTLED}`,
  "portal.execution": "settled_at >= $day::date and settled_at < $day::date + 1",
  "portal.position": `(account_id, symbol) in ${SETTLED}`,
  "portal.cash_balance": `(account_id, 'USD') in ${SETTLED}`,
};
/** Of these the peer writes files, too. */
const FILED = ["portal.eod_movement", "portal.eod_position", "portal.eod_balance", "street.firm_lot"];

/**
 * Seconds of the peer: COPY in, one GROUP BY, COPY out of the rows that the day's end wrote, in one commit; into tables
 * that have the same indexes as ours, or none, and neither foreign keys nor triggers nor checks.
 */
async function peerSeconds(
  client: pg.Client,
  day: LocalDate,
  like: "including indexes" | "",
): Promise<number> {
  // The server itself writes and reads these files.
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "bench-eod-"));
  fs.chmodSync(folder, 0o777);
  const fileOf = (table: string) => path.join(folder, table);
  const twinOf = (table: string) => `peer_${table.replace(".", "_")}`;
  for (const [table, where] of Object.entries(WRITTEN)) {
    const rows = `select * from ${table} where ${where.replaceAll("$day", `'${day}'`)}`;
    await client.query(`copy (${rows}) to '${fileOf(table)}'`);
    await client.query(`create table ${twinOf(table)} (like ${table} ${like})`);
  }
  const from = performance.now();
  await client.query("begin");
  for (const table of Object.keys(WRITTEN))
    await client.query(`copy ${twinOf(table)} from '${fileOf(table)}'`);
  await client.query(
    `select count(*) from (select account_id, asset, sum(amount) from ${twinOf("portal.ledger_entry")} group by 1, 2) g`,
  );
  for (const table of FILED) await client.query(`copy ${twinOf(table)} to '${fileOf(table)}.out'`);
  await client.query("commit");
  const seconds = (performance.now() - from) / 1000;
  for (const table of Object.keys(WRITTEN)) await client.query(`drop table ${twinOf(table)}`);
  fs.rmSync(folder, { recursive: true, force: true });
  return seconds;
}

/** Seconds from the close until the street is at the next open and the portal has imported and compared the books. */
async function cycleSeconds({ deps, pump }: Installation, day: LocalDate): Promise<number> {
  const close = exchangeCalendar.session(day)?.close ?? instantAt(day, "16:00");
  const from = performance.now();
  await deps.controls.advanceTo(plus(close, 1));
  await pump.run(10_000);
  return (performance.now() - from) / 1000;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** The wall time of the whole end of a day for 2,000, 20,000 and 200,000 accounts, and how it grows. */
export async function endOfDay(env: Env): Promise<BenchResult & { parts: unknown }> {
  await requireDurable(env.DATABASE_URL);
  const installation = await install(
    { ...env, EXCHANGE_CLOCK: "virtual", EXCHANGE_CLOCK_START: toIso(instantAt(FIRST, "09:30")) },
    "in-process",
  );
  await installation.deps.controls.setRate(0);
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  const parts: Measured[] = [];
  let day = FIRST;
  let opened = 0;
  let turn = 0;
  for (const accounts of SIZES) {
    await openBothSides(client, opened + 1, accounts, OPENED_ON);
    opened = accounts;
    // The first day of a size is begun with a purchase: nobody sells what he has not.
    turn = 0;
    const pairs: { ours: number; limit: number; bare: number }[] = [];
    for (let pair = 0; pair <= PAIRS; pair++) {
      const side = turn++ % 2 === 0 ? "BUY" : "SELL";
      await tradeBothSides(client, accounts, {
        day,
        settles: settlementCalendar.settlementDate(day),
        side,
      });
      await client.query("vacuum analyze");
      const ours = await cycleSeconds(installation, day);
      const limit = await peerSeconds(client, day, "including indexes");
      const bare = await peerSeconds(client, day, "");
      process.stdout.write(
        `  ${accounts} accounts, ${day}: ours ${ours.toFixed(2)} s, limit ${limit.toFixed(2)} s (${bare.toFixed(2)} s without indexes), ${(ours / limit).toFixed(2)} times\n`,
      );
      // Nothing settles on the first day, so it is not like the others.
      if (pair > 0) pairs.push({ ours, limit, bare });
      day = exchangeCalendar.nextTradingDay(day);
    }
    const ratios = pairs.map(({ ours, limit }) => ours / limit);
    parts.push({
      accounts,
      ours: median(pairs.map(({ ours }) => ours)),
      limit: median(pairs.map(({ limit }) => limit)),
      /** The ratio against the same peer without indexes. */
      withoutIndexes: median(pairs.map((pair) => pair.ours / pair.bare)),
      ratio: median(ratios),
      spread: [Math.min(...ratios), Math.max(...ratios)],
    });
  }
  const breaks = await installation.deps.db.reconciliationBreak.count();
  const imported = await installation.deps.db.eodImport.count({ where: { status: "IMPORTED" } });
  await client.end();
  await installation.close();
  if (breaks > 0 || imported !== SIZES.length * (PAIRS + 1))
    throw new Error(
      `${breaks} breaks in ${imported} imported days: the figures would not be of a day's end.`,
    );
  return result(parts);
}

function result(parts: readonly Measured[]): BenchResult & { parts: unknown } {
  const first = parts[0];
  const last = parts.at(-1);
  if (!first || !last) throw new Error("A benchmark needs a size.");
  const exponent =
    first === last ? 1 : Math.log(last.ours / first.ours) / Math.log(last.accounts / first.accounts);
  const worst = parts.reduce((most, part) => (part.ratio > most.ratio ? part : most));
  const within = ({ times, exponent: most }: typeof GOOD) => worst.ratio <= times && exponent <= most;
  return {
    name: "end-of-day",
    ratio: worst.ratio,
    spread: worst.spread,
    pairs: PAIRS,
    ours: worst.ours,
    limit: worst.limit,
    unit: "s",
    grade: within(EXCELLENT) ? "excellent" : within(GOOD) ? "good" : "below",
    settings: { sizes: SIZES.join(", "), exponent: Number(exponent.toFixed(3)) },
    parts,
  };
}
