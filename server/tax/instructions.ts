import { AppError } from "@/domain/errors";
import type { LotMethod } from "@/domain/tax/lot-methods";
import type { InstructLotsInput } from "@/domain/tax/tax-inputs";
import { toDate } from "@/domain/time/instant";
import { type Actor, heldBy } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Db, Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";
import type { InstructionsView } from "@/server/tax/views";

export type Instruction = { stocks: Exclude<LotMethod, "AVERAGE">; funds: LotMethod };
const DEFAULT: Instruction = { stocks: "FIFO", funds: "FIFO" };
const SHOWN = 50;

/** What counts for orders that are placed now. */
export async function currentInstruction(db: Db | Tx, accountId: string): Promise<Instruction> {
  const row = await db.lotInstruction.findFirst({ where: { accountId }, orderBy: { seq: "desc" } });
  return row ? { stocks: row.stocks as Instruction["stocks"], funds: row.funds as LotMethod } : DEFAULT;
}

/** An account's standing instruction and the ones before it, newest first. NOT_FOUND for another's account. */
export async function instructionsOf(
  deps: Deps,
  actor: Actor,
  { accountId }: { accountId: string },
): Promise<InstructionsView> {
  const account = await deps.db.account.findFirst({
    where: { id: accountId, ...heldBy(actor) },
    select: { lotInstructions: { orderBy: { seq: "desc" }, take: SHOWN } },
  });
  if (!account) throw new AppError("NOT_FOUND");
  const history = account.lotInstructions.map((row) => ({
    id: row.id,
    stocks: row.stocks as Instruction["stocks"],
    funds: row.funds as LotMethod,
    effectiveAt: row.effectiveAt.toISOString(),
  }));
  const [latest] = history;
  return {
    accountId,
    stocks: latest?.stocks ?? DEFAULT.stocks,
    funds: latest?.funds ?? DEFAULT.funds,
    history,
  };
}

/**
 * Gives a standing instruction (Treas. Reg. 1.1012-1(c)(3)): it counts for orders that are placed from now on; those
 * that were placed before keep what counted then. The same again changes nothing. NOT_FOUND for another's account,
 * ACCOUNT_NOT_OPEN once it is closed.
 */
export async function instructLots(
  deps: Deps,
  actor: Actor,
  { accountId, stocks, funds }: InstructLotsInput,
): Promise<InstructionsView> {
  const exchangeAt = await deps.clock.exchangeNow();
  await deps.db.$transaction(async (tx) => {
    // One after another: a history has no two latest lines.
    await tx.$executeRaw`select 1 from portal.account where id = ${accountId}::uuid for update`;
    const account = await tx.account.findFirst({ where: { id: accountId, ...heldBy(actor) } });
    if (!account) throw new AppError("NOT_FOUND");
    if (account.status === "CLOSED") throw new AppError("ACCOUNT_NOT_OPEN");
    const before = await currentInstruction(tx, accountId);
    if (before.stocks === stocks && before.funds === funds) return;
    const at = deps.clock.now();
    await tx.lotInstruction.create({
      data: {
        id: newId(),
        accountId,
        stocks,
        funds,
        setBy: actor.userId,
        effectiveAt: toDate(exchangeAt),
        recordedAt: toDate(at),
      },
    });
    await recordAudit(tx, {
      actor,
      action: "account.lots_instructed",
      subjectType: "account",
      subjectId: accountId,
      detail: { before, after: { stocks, funds } },
      at,
      exchangeAt,
    });
  });
  return instructionsOf(deps, actor, { accountId });
}
