import { invariant } from "@/domain/errors";
import { type CashEvent, noteOf } from "@/domain/funding/cash-event";
import {
  type TransferDirection,
  type TransferEventKind,
  type TransferStatus,
  type TransferStep,
  transferDirection,
  transferStatus,
  transferStep,
} from "@/domain/funding/transfer-machine";
import { cashJournal } from "@/domain/ledger/posting-rules";
import { type Money, money, NO_SHARES } from "@/domain/money/money";
import { instantFromIso, localDate, localDateOf, toColumn, toDate } from "@/domain/time/instant";
import { restrictAccount } from "@/server/accounts";
import { cashOf, postJournals, releaseHolds } from "@/server/ledger";
import { recordAudit } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { publish } from "@/server/platform/news";

const EVENT_KIND: Record<CashEvent["kind"], TransferEventKind> = {
  CASH_ACCEPTED: "ACCEPT",
  CASH_REFUSED: "REFUSE",
  CASH_POSTED: "POST",
  CASH_RELEASED: "RELEASE",
  CASH_PAID: "PAY",
  CASH_RETURNED: "RETURN",
};

type Moved = {
  id: string;
  accountId: string;
  direction: TransferDirection;
  status: TransferStatus;
  amount: Money;
};

/**
 * Applies one event in the caller's transaction, which has made sure that the event is new: the transfer's status and
 * dates, its journal, the end of its hold, a line of its timeline. A return that leaves the account short restricts it.
 *
 * What the firm should never say (an unknown transfer, a step that the table does not allow, another amount than was
 * asked for) changes nothing but is audited: it must not stop the events behind it, and if money did move at the firm,
 * the end-of-day reconciliation opens a break.
 */
export async function applyCashEvent(tx: Tx, deps: Deps, event: CashEvent): Promise<void> {
  const moved = await load(tx, event.transferId);
  const step = moved && transferStep(moved.direction, moved.status, EVENT_KIND[event.kind]);
  if (!moved) return setAside(tx, deps, event, "the transfer is unknown");
  if (!step) return setAside(tx, deps, event, `a ${moved.direction} that is ${moved.status} cannot do this`);
  if ("amount" in event && !money(event.amount).eq(moved.amount))
    return setAside(tx, deps, event, `the transfer is over ${moved.amount.toFixed(2)}, not ${event.amount}`);

  const { count } = await tx.transfer.updateMany({
    where: { id: moved.id, status: moved.status },
    data: { status: step.to, ...newFacts(event) },
  });
  invariant(count === 1, `transfer ${moved.id} changed while an event was applied to it`);
  await book(tx, event, step, moved);
  await tx.transferEvent.create({
    data: {
      transferId: moved.id,
      status: step.to,
      note: noteOf(event, moved.direction),
      exchangeAt: toDate(instantFromIso(event.at)),
      at: toDate(deps.clock.now()),
    },
  });
  if (event.kind === "CASH_RETURNED") await afterReturn(tx, deps, event, moved);
  await publish(tx, `account:${moved.accountId}`, "cash");
}

async function load(tx: Tx, id: string): Promise<Moved | null> {
  const row = await tx.transfer.findUnique({ where: { id } });
  return (
    row && {
      id,
      accountId: row.accountId,
      direction: transferDirection(row.direction),
      status: transferStatus(row.status),
      amount: money(row.amount),
    }
  );
}

async function setAside(tx: Tx, deps: Deps, event: CashEvent, why: string): Promise<void> {
  deps.log.error({ transferId: event.transferId, kind: event.kind, why }, "cash event set aside");
  await recordAudit(tx, {
    actor: "SYSTEM",
    action: "cash_event.set_aside",
    subjectType: "transfer",
    subjectId: event.transferId,
    detail: { kind: event.kind, why },
    at: deps.clock.now(),
    exchangeAt: instantFromIso(event.at),
  });
}

/** The columns that an event tells us, beside the status. */
function newFacts(event: CashEvent) {
  if (event.kind === "CASH_RETURNED") return { returnCode: event.code };
  if (event.kind !== "CASH_ACCEPTED") return {};
  return {
    settlesOn: toColumn(localDate(event.settlesOn)),
    tradableOn: toColumn(localDate(event.tradableOn)),
    withdrawableOn: toColumn(localDate(event.withdrawableOn)),
  };
}

/** The books' side of a step. Journal before hold: what left is gone before it is no longer held back. */
async function book(tx: Tx, event: CashEvent, step: TransferStep, moved: Moved): Promise<void> {
  if (step.posts) {
    const exchangeAt = instantFromIso(event.at);
    const on = "postedOn" in event ? localDate(event.postedOn) : localDateOf(exchangeAt);
    const posting = { source: moved.id, accountId: moved.accountId, amount: moved.amount, on, exchangeAt };
    await postJournals(tx, [cashJournal(step.posts, posting)]);
  }
  if (step.endsHold)
    await releaseHolds(tx, [
      { accountId: moved.accountId, symbol: "", cash: moved.amount, shares: NO_SHARES },
    ]);
}

/** A return is recorded for supervision; where it took money that was already used, the account is restricted (I3). */
async function afterReturn(
  tx: Tx,
  deps: Deps,
  event: Extract<CashEvent, { kind: "CASH_RETURNED" }>,
  moved: Moved,
): Promise<void> {
  const { available } = await cashOf(tx, moved.accountId);
  await recordAudit(tx, {
    actor: "SYSTEM",
    action: "deposit.returned",
    subjectType: "transfer",
    subjectId: moved.id,
    detail: {
      accountId: moved.accountId,
      amount: moved.amount.toFixed(2),
      code: event.code,
      available: available.toFixed(2),
    },
    at: deps.clock.now(),
    exchangeAt: instantFromIso(event.at),
  });
  if (available.lt(0))
    await restrictAccount(tx, deps, {
      accountId: moved.accountId,
      reason: `A deposit was returned by the bank (${event.code}) and left the account short.`,
      exchangeAt: instantFromIso(event.at),
    });
}
