import { AppError } from "@/domain/errors";
import { country, usState } from "@/domain/onboarding/places";
import { type PlaceRulingInput, placeRulingInput } from "@/domain/screening/inputs";
import { localDate, localDateOf, toColumn, toDate } from "@/domain/time/instant";
import { type Approved, propose } from "@/server/approvals";
import type { Actor } from "@/server/platform/actor";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

/**
 * Proposes a new row of the state or country table. CONFLICT while another row of that place waits; VALIDATION for a
 * day that has passed.
 */
export async function proposePlace(
  deps: Deps,
  actor: Actor,
  input: PlaceRulingInput,
): Promise<{ approvalId: string }> {
  const today = localDateOf(deps.clock.now());
  if (input.effectiveOn < today) {
    const message = "This day has passed. Choose today or a later day.";
    throw new AppError("VALIDATION", message, [{ path: "effectiveOn", message }]);
  }
  const { reason, ...row } = input;
  const name = (row.kind === "STATE" ? usState(row.code) : country(row.code))?.name ?? row.code;
  return deps.db.$transaction(async (tx) => ({
    approvalId: await propose(tx, deps, actor, {
      kind: "PLACE_RULING",
      subjectType: "place",
      subjectId: `${row.kind}:${row.code}`,
      payload: { ...row, place: name },
      reason,
    }),
  }));
}

/** Writes an approved row. It holds from its day on; one that waited too long for its approval holds from today. */
export async function recordPlace(tx: Tx, deps: Deps, { id, payload, reason }: Approved): Promise<void> {
  const { place: _place, ...row } = payload as Record<string, unknown>;
  const { kind, code, ruling, effectiveOn } = placeRulingInput.parse({ ...row, reason });
  const today = localDateOf(deps.clock.now());
  await tx.placeRuling.create({
    data: {
      kind,
      code,
      ruling,
      effectiveOn: toColumn(effectiveOn < today ? today : localDate(effectiveOn)),
      reason,
      approvalId: id,
      setAt: toDate(deps.clock.now()),
    },
  });
}
