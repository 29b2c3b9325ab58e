import { type CashEvent, noteOf } from "@/domain/funding/cash-event";
import { type FirmTransferEvent, transferPath } from "@/domain/funding/transfer-machine";
import { money } from "@/domain/money/money";
import { instantFromIso, localDate, localDateOf, toColumn, toDate } from "@/domain/time/instant";
import { afterReturn, beforeReturn } from "@/server/funding/after-return";
import { addToTimeline, changeTransfer, lockTransfer } from "@/server/funding/change-transfer";
import { tellAccounts } from "@/server/funding/request-transfer";
import type { TransferRow } from "@/server/funding/views";
import { lockCash } from "@/server/ledger";
import { recordAudit } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

type Told = Exclude<CashEvent, { kind: "CASH_STOP_REFUSED" }>;

const EVENT_KIND: Record<Told["kind"], FirmTransferEvent> = {
  CASH_ACCEPTED: "ACCEPT",
  CASH_REFUSED: "REFUSE",
  CASH_POSTED: "POST",
  CASH_RELEASED: "RELEASE",
  CASH_PAID: "PAY",
  CASH_RETURNED: "RETURN",
  CASH_STOPPED: "STOP",
};

/**
 * Applies one event in the caller's transaction, which has made sure that the event is new: the transfer's status and
 * dates, its journals, the end of its hold, a line of its timeline. A return has consequences (after-return.ts).
 *
 * What the firm should never say (an unknown transfer, a step that the table does not allow, another amount than was
 * asked for) changes nothing but is audited: it must not stop the events behind it, and if money did move at the firm,
 * the end-of-day reconciliation opens a break.
 */
export async function applyCashEvent(tx: Tx, deps: Deps, event: CashEvent): Promise<void> {
  const row = await lockTransfer(tx, event.transferId);
  if (!row) return setAside(tx, deps, event, "the transfer is unknown");
  if (event.kind === "CASH_STOP_REFUSED") return goesOn(tx, deps, event, row);
  // Both sides of a journal in key order, as whoever asks for one does.
  if (row.counterAccountId) await lockCash(tx, [row.accountId, row.counterAccountId]);
  if ("amount" in event && !money(event.amount).eq(money(row.amount)))
    return setAside(
      tx,
      deps,
      event,
      `the transfer is over ${money(row.amount).toFixed(2)}, not ${event.amount}`,
    );
  const exchangeAt = instantFromIso(event.at);
  if (event.kind === "CASH_RETURNED") await beforeReturn(tx, row);
  const on = "postedOn" in event && event.postedOn ? localDate(event.postedOn) : localDateOf(exchangeAt);
  const changed = await changeTransfer(tx, row, {
    event: EVENT_KIND[event.kind],
    note: noteOf(event, transferPath(row)),
    exchangeAt,
    wall: deps.clock.now(),
    facts: newFacts(event),
    on,
  });
  if (!changed) return setAside(tx, deps, event, `a ${row.direction} that is ${row.status} cannot do this`);
  if (event.kind === "CASH_RETURNED") await afterReturn(tx, deps, event, changed);
  await tellAccounts(tx, changed);
}

/** The clearing firm could not stop it any more: the customer reads so, and may ask again. */
async function goesOn(
  tx: Tx,
  deps: Deps,
  event: Extract<CashEvent, { kind: "CASH_STOP_REFUSED" }>,
  row: TransferRow,
): Promise<void> {
  await tx.transfer.update({ where: { id: row.id }, data: { cancelAskedAt: null } });
  const note = noteOf(event, transferPath(row));
  const exchangeAt = instantFromIso(event.at);
  await addToTimeline(tx, row.id, row.status, { note, exchangeAt, wall: deps.clock.now() });
  await tellAccounts(tx, row);
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
function newFacts(event: Told) {
  switch (event.kind) {
    case "CASH_RETURNED":
      return { returnCode: event.code };
    case "CASH_ACCEPTED":
      return {
        settlesOn: toColumn(localDate(event.settlesOn)),
        tradableOn: toColumn(localDate(event.tradableOn)),
        withdrawableOn: toColumn(localDate(event.withdrawableOn)),
      };
    case "CASH_POSTED":
    case "CASH_PAID": {
      const day = toColumn(localDate(event.postedOn));
      return { bookedOn: day, settlesOn: day };
    }
    case "CASH_REFUSED":
      return { cancelAskedAt: null };
    case "CASH_STOPPED":
      return { cancelAskedAt: toDate(instantFromIso(event.at)) };
    default:
      return {};
  }
}
