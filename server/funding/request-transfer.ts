import { AppError } from "@/domain/errors";
import type { TransferDirection, TransferMethod, TransferStatus } from "@/domain/funding/transfer-machine";
import { type Money, money, moneyToWire, ZERO } from "@/domain/money/money";
import { type Instant, type LocalDate, localDateOf, toColumn, toDate } from "@/domain/time/instant";
import { checkCaps } from "@/server/funding/account-caps";
import { instructFirm } from "@/server/funding/instruct-firm";
import { type OwnAccount, ownAccount } from "@/server/funding/own-account";
import { TRANSFER_PARTS, type TransferRow, type TransferView, transferView } from "@/server/funding/views";
import { lockCash } from "@/server/ledger";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Prisma, Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";
import { publish } from "@/server/platform/news";

/** What every movement is asked for with. */
export type Asked = {
  accountId: string;
  clientTransferId: string;
  amount: Money;
  method: TransferMethod;
  direction: TransferDirection;
};

/** One request in the transaction that decides on it; `today` is the exchange's day, which the limits count by. */
export type TransferRequest = {
  actor: Actor;
  asked: Asked;
  exchangeAt: Instant;
  wall: Instant;
  today: LocalDate;
};

/** Who is at the other end, what it costs, and where the transfer begins: at the clearing firm, or with our staff. */
export type Terms = {
  bankLinkId?: string;
  counterAccountId?: string;
  wire?: Omit<Prisma.WireUncheckedCreateInput, "transferId">;
  fee?: Money;
  startsAs: Extract<TransferStatus, "REQUESTED" | "CALLBACK" | "APPROVAL">;
  note: string;
};

/**
 * What a kind of movement adds. `isSame` says whether a stored transfer has the terms that are asked for again;
 * `decide` throws if the account may not, takes the hold of what leaves, and gives the terms.
 */
export type MovementRule = {
  isSame: (row: TransferRow) => boolean;
  decide: (tx: Tx, request: TransferRequest, account: OwnAccount, transferId: string) => Promise<Terms>;
  /** What else belongs into the transaction once the transfer is there. */
  afterwards?: (tx: Tx, request: TransferRequest, row: TransferRow) => Promise<void>;
};

/**
 * Records a movement of cash and tells the clearing firm (unless our staff must look first), all in one transaction.
 * Requests of one account wait for each other at its cash row, so limits and the client's id are checked where nobody
 * can slip in between. The same clientTransferId with the same terms gives the first answer again.
 */
export async function requestTransfer(
  deps: Deps,
  actor: Actor,
  asked: Asked,
  rule: MovementRule,
): Promise<TransferView> {
  const exchangeAt = await deps.clock.exchangeNow();
  const wall = deps.clock.now();
  const request: TransferRequest = { actor, asked, exchangeAt, wall, today: localDateOf(exchangeAt) };
  const view = await deps.db.$transaction(async (tx) => {
    await lockCash(tx, [asked.accountId]);
    const account = await ownAccount(tx, actor, asked.accountId);
    const first = await firstAnswer(tx, asked, rule);
    if (first) return transferView(first, asked.accountId, request.today);
    await checkCaps(tx, asked.amount, { ...asked, today: request.today });
    const transferId = newId();
    const terms = await rule.decide(tx, request, account, transferId);
    const row = await record(tx, request, transferId, terms);
    if (terms.startsAs === "REQUESTED") await instructFirm(tx, deps, row);
    await rule.afterwards?.(tx, request, row);
    return transferView(row, asked.accountId, request.today);
  });
  deps.nudge();
  return view;
}

async function firstAnswer(tx: Tx, asked: Asked, rule: MovementRule): Promise<TransferRow | null> {
  const { accountId, clientTransferId } = asked;
  const row = await tx.transfer.findUnique({
    where: { accountId_clientTransferId: { accountId, clientTransferId } },
    include: TRANSFER_PARTS,
  });
  if (!row) return null;
  const isSame =
    row.direction === asked.direction &&
    row.method === asked.method &&
    money(row.amount).eq(asked.amount) &&
    rule.isSame(row);
  if (!isSame)
    throw new AppError("CONFLICT", "A transfer with this id was asked for before, with different terms.");
  return row;
}

async function record(
  tx: Tx,
  { actor, asked, exchangeAt, wall, today }: TransferRequest,
  id: string,
  terms: Terms,
): Promise<TransferRow> {
  const amount = moneyToWire(asked.amount);
  const fee = moneyToWire(terms.fee ?? ZERO);
  const row = await tx.transfer.create({
    data: {
      id,
      accountId: asked.accountId,
      bankLinkId: terms.bankLinkId ?? null,
      counterAccountId: terms.counterAccountId ?? null,
      clientTransferId: asked.clientTransferId,
      direction: asked.direction,
      method: asked.method,
      amount,
      fee,
      status: terms.startsAs,
      requestedAt: toDate(exchangeAt),
      requestedOn: toColumn(today),
      requestedBy: actor.userId,
      events: {
        create: {
          status: terms.startsAs,
          note: terms.note,
          exchangeAt: toDate(exchangeAt),
          at: toDate(wall),
        },
      },
      ...(terms.wire ? { wire: { create: terms.wire } } : {}),
    },
    include: TRANSFER_PARTS,
  });
  await recordAudit(tx, {
    actor,
    action: AUDIT_ACTION[asked.method][asked.direction],
    subjectType: "transfer",
    subjectId: id,
    detail: {
      accountId: asked.accountId,
      amount,
      ...(terms.bankLinkId ? { bankLinkId: terms.bankLinkId } : {}),
      ...(terms.counterAccountId ? { counterAccountId: terms.counterAccountId } : {}),
      ...(terms.wire ? { beneficiary: terms.wire.partyName, bank: terms.wire.bankName, fee } : {}),
    },
    at: wall,
    exchangeAt,
  });
  await tellAccounts(tx, row);
  return row;
}

const AUDIT_ACTION: Record<TransferMethod, Record<TransferDirection, string>> = {
  ACH: { DEPOSIT: "deposit.requested", WITHDRAWAL: "withdrawal.requested" },
  WIRE: { DEPOSIT: "wire.received", WITHDRAWAL: "wire.requested" },
  JOURNAL: { DEPOSIT: "journal.requested", WITHDRAWAL: "journal.requested" },
};

/** Whoever looks at one of the accounts of a transfer, or at the money desk, sees it anew. */
export async function tellAccounts(
  tx: Tx,
  { accountId, counterAccountId, status }: Pick<TransferRow, "accountId" | "counterAccountId" | "status">,
): Promise<void> {
  await publish(tx, `account:${accountId}`, "cash");
  if (counterAccountId) await publish(tx, `account:${counterAccountId}`, "cash");
  if (status === "CALLBACK" || status === "APPROVAL") await publish(tx, "staff", "account");
}
