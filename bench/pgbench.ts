import { execFile, execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { rate } from "./harness";
import { benchId, smallestOrderSql } from "./order-sql";

const run = promisify(execFile);

export const hasPgbench = (): boolean => {
  try {
    execFileSync("pgbench", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};

/** Transactions per second of pgbench running the order's smallest SQL over all accounts for a while. */
export async function pgbenchOrders(
  url: string,
  accounts: number,
  clients: number,
  ms: number,
): Promise<number> {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "bench-")), "order.sql");
  fs.writeFileSync(
    file,
    `\\set n random(1, ${accounts})\n${smallestOrderSql(benchId("account", ":n")).trim().replaceAll("\n", " ")};\n`,
  );
  const { stdout } = await run("pgbench", [
    "-n",
    "-M",
    "prepared",
    "-c",
    String(clients),
    "-j",
    "2",
    "-T",
    String(Math.round(ms / 1000)),
    "-f",
    file,
    url,
  ]);
  fs.rmSync(path.dirname(file), { recursive: true });
  const tps = /tps = ([\d.]+)/.exec(stdout)?.[1];
  if (!tps) throw new Error(`pgbench said nothing that we understand:\n${stdout}`);
  return Number(tps);
}

/** The same from a bare node-pg loop, where pgbench is not at hand. */
export async function nodePgOrders(
  url: string,
  accounts: number,
  clients: number,
  ms: number,
): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: clients });
  const text = smallestOrderSql(benchId("account", "$1"));
  const result = await rate(clients, ms, () =>
    pool.query({ name: "order", text, values: [String(1 + Math.floor(Math.random() * accounts))] }),
  );
  await pool.end();
  return result;
}
