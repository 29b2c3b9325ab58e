import { InvariantError } from "@/domain/errors";
import type { LocalDate } from "@/domain/time/instant";

/**
 * The row of a dated table that is in force on a day: the last one that began by then, and the first one for days
 * before it. The table is in the order of its days; an empty one is a bug.
 */
export function rowOn<Row extends { from: LocalDate }>(rows: readonly Row[], on: LocalDate): Row {
  const row = rows.findLast((candidate) => candidate.from <= on) ?? rows[0];
  if (!row) throw new InvariantError("a dated table is never empty");
  return row;
}
