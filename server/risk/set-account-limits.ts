import { AppError } from "@/domain/errors";
import type { FirmCommand } from "@/domain/clearing/messages";
import { lendingOf } from "@/domain/onboarding/account-types";
import type { MarginRegime } from "@/domain/risk/margin-regime";
import type { SetLimitsInput } from "@/domain/risk/inputs";
import { type LocalDate, toColumn, toDate } from "@/domain/time/instant";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { dropMarks } from "@/server/ledger";
import { newId } from "@/server/platform/ids";
import { publish } from "@/server/platform/news";
import { effectiveDay } from "@/server/risk/effective-day";
import { limitsRowView, type LimitsRowView } from "@/server/risk/views";

/** Locks the account against another such change; orders go on. NOT_FOUND when there is none of that id. */
async function lockAccount(tx: Tx, accountId: string): Promise<void> {
  const found = await tx.$queryRaw<unknown[]>`
    select 1 from portal.account where id = ${accountId}::uuid for no key update`;
  if (found.length === 0) throw new AppError("NOT_FOUND");
}

async function requireLatest(tx: Tx, accountId: string, basedOn: string | null): Promise<void> {
  const latest = await tx.accountLimit.findFirst({
    where: { accountId },
    orderBy: { id: "desc" },
    select: { id: true },
  });
  if ((latest ? String(latest.id) : null) !== basedOn)
    throw new AppError(
      "CONFLICT",
      "Somebody else has changed these limits in the meantime. Reload the page to see how they stand.",
    );
}

/** A margin account is measured anew by the regime, and the clearing firm reckons its days by it. */
async function tellMarginRegime(
  tx: Tx,
  accountId: string,
  regime: MarginRegime | null,
  effectiveOn: LocalDate,
): Promise<void> {
  const account = await tx.account.findUniqueOrThrow({
    where: { id: accountId },
    select: { type: true, number: true },
  });
  if (lendingOf(account.type) === "MARGIN") await dropMarks(tx, [accountId]);
  // A cash account may become a margin account at any moment; of one that never had a regime there is nothing to tell.
  else if ((await tx.accountLimit.count({ where: { accountId, marginRegime: { not: null } } })) === 0) return;
  if (account.number === null) return;
  await sendRegimes(tx, account.number, [{ regime, effectiveOn }]);
}

type RegimeFrom = { regime: MarginRegime | null; effectiveOn: LocalDate };

async function sendRegimes(tx: Tx, accountNumber: string, rows: readonly RegimeFrom[]): Promise<void> {
  await tx.outbox.createMany({
    data: rows.map(({ regime, effectiveOn }) => {
      const command: FirmCommand = { kind: "SET_MARGIN_REGIME", accountNumber, regime, effectiveOn };
      return { messageId: newId(), party: "CLEARING", kind: command.kind, payload: command };
    }),
  });
}

/**
 * Tells the clearing firm the regime that is in force for an account and the next one, before it is asked to make a
 * margin account of it: what was set before the firm gave the account its number has not reached it.
 */
export async function tellMarginRegimes(
  tx: Tx,
  account: { id: string; number: string },
  today: LocalDate,
): Promise<void> {
  const rows = await tx.$queryRaw<{ regime: MarginRegime | null; effective_on: LocalDate }[]>`
    (select l.margin_regime as regime, l.effective_on::text as effective_on from portal.account_limit l
      where l.account_id = ${account.id}::uuid and l.effective_on <= ${today}::date
      order by l.effective_on desc, l.id desc limit 1)
    union all
    (select l.margin_regime, l.effective_on::text from portal.account_limit l
      where l.account_id = ${account.id}::uuid and l.effective_on > ${today}::date
      order by l.effective_on, l.id desc limit 1)
    order by effective_on`;
  if (rows.every(({ regime }) => regime === null)) return;
  await sendRegimes(
    tx,
    account.number,
    rows.map(({ regime, effective_on }) => ({ regime, effectiveOn: effective_on })),
  );
}

/**
 * Gives an account limits of its own (SEC 15c3-5(c)(1)), all of them, from a day on (today unless told otherwise) and
 * until the next row. Earlier rows stay as they are; the audit keeps who, why, and what. Throws NOT_FOUND for an
 * account that is not there, VALIDATION for a day that has passed, and CONFLICT when `basedOn` is given and is not
 * the account's last row any more.
 */
export const setAccountLimits = (deps: Deps, actor: Actor, input: SetLimitsInput): Promise<LimitsRowView> =>
  deps.db.$transaction((tx) => writeAccountLimits(tx, deps, actor, input));

/** The same in the caller's transaction. */
export async function writeAccountLimits(
  tx: Tx,
  deps: Deps,
  actor: Pick<Actor, "userId" | "role" | "displayName">,
  input: SetLimitsInput,
): Promise<LimitsRowView> {
  const effectiveOn = await effectiveDay(deps, input.effectiveOn);
  const exchangeAt = await deps.clock.exchangeNow();
  const now = deps.clock.now();
  const limits = {
    maxShares: input.maxShares.toFixed(),
    maxValue: input.maxValue.toFixed(),
    maxOpenOrders: input.maxOpenOrders,
    ordersPerSecond: input.ordersPerSecond,
    limitCollar: input.limitCollar,
    duplicateSeconds: input.duplicateSeconds,
    haltPolicy: input.haltPolicy,
    marginRegime: input.marginRegime,
  };
  await lockAccount(tx, input.accountId);
  if (input.basedOn !== undefined) await requireLatest(tx, input.accountId, input.basedOn);
  const row = await tx.accountLimit.create({
    data: {
      accountId: input.accountId,
      effectiveOn: toColumn(effectiveOn),
      ...limits,
      reason: input.reason,
      setBy: actor.userId,
      setAt: toDate(now),
    },
  });
  await recordAudit(tx, {
    actor,
    action: "account.limits_set",
    subjectType: "account",
    subjectId: input.accountId,
    detail: { ...limits, effectiveOn, reason: input.reason },
    at: now,
    exchangeAt,
  });
  await tellMarginRegime(tx, input.accountId, limits.marginRegime, effectiveOn);
  await publish(tx, "staff", "account");
  return limitsRowView(row, actor.displayName);
}
