import { invariant } from "@/domain/errors";
import {
  type TransferEventKind,
  type TransferStep,
  transferPath,
  transferStatus,
  transferStep,
} from "@/domain/funding/transfer-machine";
import { type CashPosting, cashJournal } from "@/domain/ledger/posting-rules";
import { add, money, NO_SHARES } from "@/domain/money/money";
import { type Instant, type LocalDate, toDate } from "@/domain/time/instant";
import { TRANSFER_PARTS, type TransferRow } from "@/server/funding/views";
import { postJournals, releaseHolds } from "@/server/ledger";
import type { Prisma, Tx } from "@/server/platform/db";

/** What happens to a transfer: the event, the line that its timeline gets, the columns that it tells. */
export type Change = {
  event: TransferEventKind;
  note: string;
  exchangeAt: Instant;
  wall: Instant;
  facts?: Prisma.TransferUncheckedUpdateManyInput;
  /** The day on which a journal of this change is booked. */
  on: LocalDate;
};

/** A transfer, locked until the transaction ends; null if there is none. */
export async function lockTransfer(tx: Tx, id: string): Promise<TransferRow | null> {
  await tx.$executeRaw`select 1 from portal.transfer where id = ${id}::uuid for update`;
  return tx.transfer.findUnique({ where: { id }, include: TRANSFER_PARTS });
}

/** What the table says of an event for a transfer as it stands; null where it has no place. */
export const stepOf = (row: TransferRow, event: TransferEventKind): TransferStep | null =>
  transferStep(transferPath(row), transferStatus(row.status), event);

/**
 * Takes one step of the table for a transfer that the caller has locked: status, journals, end of the hold, timeline,
 * all in the caller's transaction. Null, and nothing done, where the table knows no such step.
 */
export async function changeTransfer(tx: Tx, row: TransferRow, change: Change): Promise<TransferRow | null> {
  const step = stepOf(row, change.event);
  if (!step) return null;
  const [changed] = await tx.transfer.updateManyAndReturn({
    where: { id: row.id, status: row.status },
    data: { status: step.to, ...change.facts },
  });
  invariant(changed, `transfer ${row.id} changed while an event was applied to it`);
  await book(tx, row, step, change);
  const told = await addToTimeline(tx, row.id, step.to, change);
  // What stands beside a locked transfer does not change, so it is not read again.
  return { ...row, ...changed, events: [...row.events, told] };
}

/** Tells something of a transfer that does not change where it stands. */
export const addToTimeline = (
  tx: Tx,
  transferId: string,
  status: string,
  { note, exchangeAt, wall }: Pick<Change, "note" | "exchangeAt" | "wall">,
) =>
  tx.transferEvent.create({
    data: { transferId, status, note, exchangeAt: toDate(exchangeAt), at: toDate(wall) },
  });

/** The books' side of a step. Journal before hold: what left is gone before it is no longer held back. */
async function book(tx: Tx, row: TransferRow, step: TransferStep, { on, exchangeAt }: Change): Promise<void> {
  const [amount, fee] = [money(row.amount), money(row.fee)];
  const posting: CashPosting = { source: row.id, accountId: row.accountId, amount, on, exchangeAt };
  if (step.posts === "JOURNAL") {
    invariant(row.counterAccountId, "a journal has two accounts");
    await postJournals(tx, [
      cashJournal("JOURNAL_OUT", posting),
      cashJournal("JOURNAL_IN", { ...posting, accountId: row.counterAccountId }),
    ]);
  } else if (step.posts) {
    const charged =
      step.posts === "WIRE_OUT" && fee.gt(0) ? [cashJournal("WIRE_FEE", { ...posting, amount: fee })] : [];
    await postJournals(tx, [cashJournal(step.posts, posting), ...charged]);
  }
  if (step.endsHold)
    await releaseHolds(tx, [
      { accountId: row.accountId, symbol: "", cash: add(amount, fee), shares: NO_SHARES },
    ]);
}
