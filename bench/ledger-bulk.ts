import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import type { Journal } from "@/domain/ledger/journal";
import { tradeJournal } from "@/domain/ledger/posting-rules";
import { money, notional, price, quantity } from "@/domain/money/money";
import { instantAt, localDate } from "@/domain/time/instant";
import { install } from "@/server/compose";
import { postJournals } from "@/server/ledger";
import type { Env } from "@/server/platform/env";
import { alternate, type BenchResult, gradeOf } from "./harness";
import { ACCOUNTS, makeAccounts, requireDurable } from "./world";

const DAY = localDate("2026-06-01");
/** Batches of one slice: about three to five seconds of ours. */
const BATCHES = 8;
/** The lines of a purchase's journal: cash, contra, commission, shares, contra. */
const LINES = 5;

/** One purchase of each account, as the day's batch. */
function batch(accounts: readonly string[]): Journal[] {
  const shares = quantity("100");
  return accounts.map((accountId, index) =>
    tradeJournal({
      executionId: randomUUID(),
      accountId,
      side: "BUY",
      symbol: ["F", "BAC", "T", "PFE", "INTC"][index % 5] ?? "F",
      shares,
      gross: notional(shares, price(`10.${String(index % 100).padStart(2, "0")}`)),
      commission: money("1"),
      regulatoryFees: money("0"),
      tradeDate: DAY,
      settlementDate: localDate("2026-06-02"),
      exchangeAt: instantAt(DAY, "16:00"),
    }),
  );
}

/** Seconds to COPY what the last batches wrote into tables of the same form; with our indexes, or bare. */
async function copySeconds(client: pg.Client, folder: string, like: string): Promise<number> {
  const tables = ["journal", "ledger_entry"];
  for (const table of tables) await client.query(`create table peer_${table} (like portal.${table} ${like})`);
  const from = performance.now();
  await client.query("begin");
  for (const table of tables) await client.query(`copy peer_${table} from '${folder}/${table}'`);
  await client.query("commit");
  const seconds = (performance.now() - from) / 1000;
  for (const table of tables) await client.query(`drop table peer_${table}`);
  return seconds;
}

/** Balanced entries a second of a day's batch through the ledger's door, against COPY of the same rows. */
export async function ledgerBulk(env: Env): Promise<BenchResult & { parts: unknown }> {
  await requireDurable(env.DATABASE_URL);
  const installation = await install(env, "in-process");
  const { db } = installation.deps;
  const accounts = (await makeAccounts(env.DATABASE_URL)).map(({ accountId }) => accountId);
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "bench-ledger-"));
  fs.chmodSync(folder, 0o777);
  let newest = 0n;
  const ours = async () => {
    const batches = Array.from({ length: BATCHES }, () => batch(accounts));
    newest = (await db.ledgerEntry.aggregate({ _max: { id: true } }))._max.id ?? 0n;
    const from = performance.now();
    for (const journals of batches) await db.$transaction((tx) => postJournals(tx, journals));
    return (BATCHES * accounts.length * LINES * 1000) / (performance.now() - from);
  };
  const bare: number[] = [];
  const limit = async () => {
    const entries = `select * from portal.ledger_entry where id > ${newest}`;
    await client.query(`copy (${entries}) to '${folder}/ledger_entry'`);
    await client.query(
      `copy (select * from portal.journal where id in (select journal_id from (${entries}) e)) to '${folder}/journal'`,
    );
    const rows = BATCHES * accounts.length * LINES;
    bare.push(rows / (await copySeconds(client, folder, "")));
    return rows / (await copySeconds(client, folder, "including indexes"));
  };
  await ours();
  // Whichever side begins, the peer copies what ours wrote last.
  const measured = await alternate(ours, limit);
  await lotsFor(client);
  await client.end();
  await installation.close();
  fs.rmSync(folder, { recursive: true, force: true });
  const fastest = bare.toSorted((a, b) => a - b)[Math.floor(bare.length / 2)] ?? 0;
  return {
    name: "ledger-bulk",
    unit: "entries/s",
    ...measured,
    grade: gradeOf(measured.ratio, { excellent: 0.1, good: 0.05 }),
    settings: {
      accounts: ACCOUNTS,
      journalsABatch: accounts.length,
      limit: "COPY into tables with the same indexes",
    },
    parts: { limitWithoutIndexes: fastest, ratioWithoutIndexes: measured.ours / fastest },
  };
}

/** The lots of what was bought, so that the books hold afterwards. */
async function lotsFor(client: pg.Client): Promise<void> {
  await client.query(
    `insert into portal.tax_lot (id, account_id, symbol, acquired_on, quantity, open_quantity, cost, open_cost, execution_id)
     select gen_random_uuid(), account_id, symbol, '${DAY}', settled + unsettled, settled + unsettled, 0, 0, gen_random_uuid()
     from portal.position`,
  );
  // They bought on credit; nothing of this is about who may.
  await client.query(`update portal.account set status = 'RESTRICTED'`);
}
