import type { WireEvent } from "@/domain/funding/cash-event";
import { money } from "@/domain/money/money";
import { instantFromIso, localDate, localDateOf, toColumn, toDate } from "@/domain/time/instant";
import { changeTransfer } from "@/server/funding/change-transfer";
import { tellAccounts } from "@/server/funding/request-transfer";
import { TRANSFER_PARTS } from "@/server/funding/views";
import { recordAudit } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

/**
 * Applies the clearing firm's word of a wire that came for one of our accounts: a transfer that nobody asked for here, with
 * its journal; or one that was sent back, for the customer to know. A wire counts once. One for an account that we do not
 * have changes nothing but is logged: the end-of-day files bring it up as a break.
 */
export async function applyWireEvent(tx: Tx, deps: Deps, event: WireEvent): Promise<void> {
  const account = await tx.account.findUnique({
    where: { number: event.accountNumber },
    select: { id: true },
  });
  if (!account) {
    deps.log.error({ wireId: event.wireId }, "a wire came for an account that is not ours");
    return;
  }
  if (await tx.transfer.findUnique({ where: { id: event.wireId }, select: { id: true } })) return;
  const exchangeAt = instantFromIso(event.at);
  const isBooked = event.kind === "WIRE_RECEIVED";
  const on = isBooked ? localDate(event.postedOn) : localDateOf(exchangeAt);
  const day = toColumn(on);
  const arrived = await tx.transfer.create({
    data: {
      id: event.wireId,
      accountId: account.id,
      clientTransferId: event.wireId,
      direction: "DEPOSIT",
      method: "WIRE",
      amount: money(event.amount).toFixed(2),
      status: "REQUESTED",
      requestedAt: toDate(exchangeAt),
      requestedOn: toColumn(localDateOf(exchangeAt)),
      settlesOn: day,
      tradableOn: day,
      withdrawableOn: day,
      bookedOn: isBooked ? day : null,
      wire: { create: { partyName: event.originator.name, bankName: event.originator.bankName } },
    },
    include: TRANSFER_PARTS,
  });
  const change = { exchangeAt, wall: deps.clock.now(), on };
  const row = await changeTransfer(
    tx,
    arrived,
    isBooked
      ? { ...change, event: "POST", note: "Arrived at the clearing firm: usable at once." }
      : { ...change, event: "REFUSE", note: `Sent back by the clearing firm: ${event.reason}` },
  );
  await recordAudit(tx, {
    actor: "SYSTEM",
    action: isBooked ? "wire.received" : "wire.sent_back",
    subjectType: "transfer",
    subjectId: event.wireId,
    detail: { accountId: account.id, amount: event.amount, originator: event.originator.name },
    at: deps.clock.now(),
    exchangeAt,
  });
  if (row) await tellAccounts(tx, row);
}
