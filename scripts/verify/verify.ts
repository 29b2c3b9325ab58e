import type pg from "pg";
import { withConnection } from "@/scripts/database/connection";
import { INVARIANTS } from "./invariants";

export type Violation = { id: string; promise: string; rows: Record<string, unknown>[] };
export type Verdict = { checked: number; violations: Violation[]; unsealed: number };

const SHOWN = 5;

/** Checks I1-I10 in one snapshot of the database, so that a busy portal does not look broken. */
export const verify = (url: string): Promise<Verdict> => withConnection(url, verdictOn);

/**
 * The same on a connection that is there, and in no transaction. The questions have names: who asks them again and again
 * on one connection has them planned once.
 */
export async function verdictOn(client: pg.Client): Promise<Verdict> {
  await client.query("begin isolation level repeatable read read only");
  try {
    const violations: Violation[] = [];
    for (const [place, { id, promise, sql }] of INVARIANTS.entries()) {
      const text = `select * from (${sql}) violations limit ${SHOWN}`;
      const { rows } = await client.query<Violation["rows"][number]>({ name: `invariant_${place}`, text });
      if (rows.length > 0) violations.push({ id, promise, rows });
    }
    const { rows } = await client.query<{ unsealed: number }>(
      "select count(*)::int as unsealed from portal.audit_unsealed",
    );
    return { checked: INVARIANTS.length, violations, unsealed: rows[0]?.unsealed ?? 0 };
  } finally {
    await client.query("rollback");
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
