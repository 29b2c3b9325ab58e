import { type AchLimitCheck, checkAchLimits } from "@/domain/banking/ach";
import type { FirmCommand } from "@/domain/clearing/messages";
import { AppError, invariant } from "@/domain/errors";
import type { TransferInput } from "@/domain/funding/inputs";
import type { TransferDirection } from "@/domain/funding/transfer-machine";
import { formatUsd } from "@/domain/money/format";
import { type Money, money, moneyToWire } from "@/domain/money/money";
import { type Instant, type LocalDate, localDateOf, toColumn, toDate } from "@/domain/time/instant";
import { type OwnAccount, ownAccount } from "@/server/funding/own-account";
import { TRANSFER_PARTS, type TransferView, transferView } from "@/server/funding/views";
import { lockCash } from "@/server/ledger";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";
import { publish } from "@/server/platform/news";

/** One request in the transaction that decides on it; `today` is the exchange's day, which the limits count by. */
export type TransferRequest = {
  actor: Actor;
  input: TransferInput;
  direction: TransferDirection;
  exchangeAt: Instant;
  wall: Instant;
  today: LocalDate;
};

/** What a direction adds: throws if the account may not, or has not enough; a withdrawal takes its hold here. */
export type DirectionRule = (tx: Tx, request: TransferRequest, account: OwnAccount) => Promise<void>;

/**
 * Records a movement of cash and tells the clearing firm, all in one transaction. Requests of one account wait for each
 * other at its cash row, so limits and the client's id are checked where nobody can slip in between. The same
 * clientTransferId with the same terms gives the first answer again.
 */
export async function requestTransfer(
  deps: Deps,
  actor: Actor,
  input: TransferInput,
  direction: TransferDirection,
  rule: DirectionRule,
): Promise<TransferView> {
  const exchangeAt = await deps.clock.exchangeNow();
  const request: TransferRequest = {
    actor,
    input,
    direction,
    exchangeAt,
    wall: deps.clock.now(),
    today: localDateOf(exchangeAt),
  };
  const view = await deps.db.$transaction(async (tx) => {
    await lockCash(tx, [input.accountId]);
    const account = await ownAccount(tx, actor, input.accountId);
    const first = await firstAnswer(tx, request);
    if (first) return first;
    await checkBankLink(tx, input);
    await checkLimits(tx, request);
    await rule(tx, request, account);
    return record(tx, request, account);
  });
  deps.nudge();
  return view;
}

async function firstAnswer(tx: Tx, { input, direction }: TransferRequest): Promise<TransferView | null> {
  const row = await tx.transfer.findUnique({
    where: {
      accountId_clientTransferId: { accountId: input.accountId, clientTransferId: input.clientTransferId },
    },
    include: TRANSFER_PARTS,
  });
  if (!row) return null;
  const same =
    row.direction === direction && row.bankLinkId === input.bankLinkId && money(row.amount).eq(input.amount);
  if (!same)
    throw new AppError("CONFLICT", "A transfer with this id was asked for before, with different terms.");
  return transferView(row);
}

async function checkBankLink(tx: Tx, { accountId, bankLinkId }: TransferInput): Promise<void> {
  const link = await tx.bankLink.findFirst({
    where: { id: bankLinkId, accountId },
    select: { status: true },
  });
  if (!link) throw new AppError("NOT_FOUND");
  if (link.status === "VERIFIED") return;
  const message =
    link.status === "PENDING"
      ? "The bank has not confirmed this account yet. Please wait until it is marked as verified."
      : "The bank refused this account. Please choose or link another.";
  throw new AppError("BANK_LINK_REFUSED", message, [{ path: "bankLinkId", message }]);
}

/** What was asked for in one direction on one exchange day, refused requests aside. */
export async function requestedOn(
  tx: Pick<Tx, "transfer">,
  accountId: string,
  direction: TransferDirection,
  day: LocalDate,
): Promise<Money> {
  const { _sum } = await tx.transfer.aggregate({
    _sum: { amount: true },
    where: { accountId, direction, requestedOn: toColumn(day), status: { not: "REFUSED" } },
  });
  return money(_sum.amount ?? "0");
}

const LIMIT_WORDING: Record<Extract<AchLimitCheck, { allowed: false }>["reason"], (limit: string) => string> =
  {
    BELOW_MINIMUM: (limit) => `The smallest transfer is ${limit}.`,
    OVER_TRANSFER_LIMIT: (limit) => `One transfer can be at most ${limit}.`,
    OVER_DAY_LIMIT: (limit) => `Transfers of one day can be at most ${limit} together.`,
  };

async function checkLimits(tx: Tx, { input, direction, today }: TransferRequest): Promise<void> {
  const used = await requestedOn(tx, input.accountId, direction, today);
  const check = checkAchLimits(input.amount, used);
  if (check.allowed) return;
  const message = LIMIT_WORDING[check.reason](formatUsd(moneyToWire(check.limit)));
  throw new AppError("AMOUNT_OVER_LIMIT", message, [{ path: "amount", message }]);
}

async function record(tx: Tx, request: TransferRequest, account: OwnAccount): Promise<TransferView> {
  const { actor, input, direction, exchangeAt, wall, today } = request;
  invariant(account.number, "an open account has its number");
  const amount = moneyToWire(input.amount);
  const id = newId();
  const command: FirmCommand = {
    kind: "MOVE_CASH",
    transferId: id,
    accountNumber: account.number,
    direction,
    amount,
    bankReference: input.bankLinkId,
  };
  const row = await tx.transfer.create({
    data: {
      id,
      accountId: account.id,
      bankLinkId: input.bankLinkId,
      clientTransferId: input.clientTransferId,
      direction,
      amount,
      status: "REQUESTED",
      requestedAt: toDate(exchangeAt),
      requestedOn: toColumn(today),
      events: {
        create: {
          status: "REQUESTED",
          note: "Asked for; on its way to the clearing firm.",
          exchangeAt: toDate(exchangeAt),
          at: toDate(wall),
        },
      },
    },
    include: TRANSFER_PARTS,
  });
  await tx.outbox.create({
    data: { messageId: newId(), party: "CLEARING", kind: command.kind, payload: command },
  });
  await recordAudit(tx, {
    actor,
    action: direction === "DEPOSIT" ? "deposit.requested" : "withdrawal.requested",
    subjectType: "transfer",
    subjectId: id,
    detail: { accountId: account.id, bankLinkId: input.bankLinkId, amount },
    at: wall,
    exchangeAt,
  });
  await publish(tx, `account:${account.id}`, "cash");
  return transferView(row);
}
