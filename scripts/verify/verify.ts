import pg from "pg";
import { INVARIANTS } from "./invariants";
import { LOT_INVARIANTS } from "./lot-invariants";

export type Violation = { id: string; promise: string; rows: Record<string, unknown>[] };
export type Verdict = { checked: number; violations: Violation[]; unsealed: number };

const SHOWN = 5;
const ALL = [...INVARIANTS, ...LOT_INVARIANTS];

/** Checks I1-I10 in one snapshot of the database, so that a busy portal does not look broken. */
export async function verify(url: string): Promise<Verdict> {
  const client = new pg.Client({ connectionString: url, options: "-c timezone=UTC" });
  await client.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    const violations: Violation[] = [];
    for (const { id, promise, sql } of ALL) {
      const { rows } = await client.query(`select * from (${sql}) violations limit ${SHOWN}`);
      if (rows.length > 0) violations.push({ id, promise, rows });
    }
    const { rows } = await client.query("select count(*)::int as unsealed from portal.audit_unsealed");
    return { checked: ALL.length, violations, unsealed: rows[0]?.unsealed ?? 0 };
  } finally {
    await client.end();
  }
}

/** The verdict for a terminal. */
export function describe({ checked, violations, unsealed }: Verdict): string {
  const lines = violations.flatMap(({ id, promise, rows }) => [
    `✗ ${id}: ${promise}`,
    ...rows.map((row) => `    ${JSON.stringify(row)}`),
  ]);
  lines.push(
    `${checked - violations.length} of ${checked} checks hold; ${unsealed} audit rows wait for the sealer.`,
  );
  return lines.join("\n");
}
