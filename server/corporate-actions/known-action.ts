import type { FirmEvent } from "@/domain/clearing/messages";
import { type ActionTerms, isActionType } from "@/domain/corporate-actions/action";
import { invariant } from "@/domain/errors";
import { quantity, toWire } from "@/domain/money/money";
import { instantFromIso, localDateFromColumn } from "@/domain/time/instant";
import { recordAudit } from "@/server/platform/audit";
import type { Prisma, Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

export type ActionEvent = Extract<
  FirmEvent,
  { kind: "ACTION_ANNOUNCED" | "DIVIDEND_ENTITLED" | "DIVIDEND_PAID" | "SHARES_CHANGED" }
>;

export type KnownAction = ActionTerms & { id: string };

/** An action's row as the rules look at it. */
export function knownAction(row: Prisma.CorporateActionGetPayload<object>): KnownAction {
  invariant(isActionType(row.type), `an action of type ${row.type} is known`);
  return {
    id: row.id,
    symbol: row.symbol,
    type: row.type,
    exDate: localDateFromColumn(row.exDate),
    payDate: localDateFromColumn(row.payDate),
    value: toWire(quantity(row.value)),
    per: toWire(quantity(row.per)),
    newSymbol: row.newSymbol,
  };
}

export async function findAction(tx: Tx, id: string): Promise<KnownAction | null> {
  const row = await tx.corporateAction.findUnique({ where: { id } });
  return row && knownAction(row);
}

/** What the firm should not have said is kept for a person to look at, and stops nothing behind it. */
export async function setAside(tx: Tx, deps: Deps, event: ActionEvent, why: string): Promise<void> {
  deps.log.error({ actionId: event.actionId, kind: event.kind, why }, "corporate action event set aside");
  await recordAudit(tx, {
    actor: "SYSTEM",
    action: "corporate_action_event.set_aside",
    subjectType: "corporate_action",
    subjectId: event.actionId,
    detail: { kind: event.kind, why },
    at: deps.clock.now(),
    exchangeAt: instantFromIso(event.at),
  });
}

/** Our ids of the accounts that the firm names, by its numbers; those that we do not know are left out. */
export async function accountsByNumber(tx: Tx, numbers: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.account.findMany({
    where: { number: { in: [...numbers] } },
    select: { id: true, number: true },
  });
  return new Map(rows.flatMap(({ id, number }) => (number === null ? [] : [[number, id] as const])));
}
