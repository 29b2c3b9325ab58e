import { achAvailability } from "@/domain/banking/ach";
import { transferRules } from "@/domain/banking/transfer-limits";
import { wireLeavesOn } from "@/domain/banking/wire";
import { AppError } from "@/domain/errors";
import { wireTerms } from "@/domain/fees/wire-fees";
import {
  type AccountInput,
  TRANSFERS_PAGE,
  type TransferIdInput,
  type TransferKindFilter,
  type TransfersInput,
  type TransferState,
} from "@/domain/funding/inputs";
import { LINK_LIMITS, withdrawalsFrom } from "@/domain/funding/link-limits";
import type { TransferDirection, TransferMethod } from "@/domain/funding/transfer-machine";
import { larger, type Money, money, moneyToWire, smaller, subtract, ZERO } from "@/domain/money/money";
import { type LocalDate, localDateOf } from "@/domain/time/instant";
import { capsOf, movedSoFar } from "@/server/funding/account-caps";
import { ownAccount } from "@/server/funding/own-account";
import {
  type BankLinkView,
  bankLinkView,
  TRANSFER_PARTS,
  type TransferPage,
  type TransferView,
  transferView,
} from "@/server/funding/views";
import { notYetWithdrawable } from "@/server/funding/withdrawable";
import { cashOf } from "@/server/ledger";
import { type Actor, heldBy } from "@/server/platform/actor";
import type { Prisma } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

/** Links shown: every active one fits, and the newest of those that were refused. */
const LINKS_SHOWN = 20;

/** The bank accounts of one of the actor's accounts, newest first. NOT_FOUND for anybody else's. */
export async function listBankLinks(deps: Deps, actor: Actor, input: AccountInput): Promise<BankLinkView[]> {
  const account = await ownAccount(deps.db, actor, input.accountId);
  const rows = await deps.db.bankLink.findMany({
    where: { accountId: account.id, status: { not: "REMOVED" } },
    orderBy: { id: "desc" },
    take: LINKS_SHOWN,
  });
  return rows.map((row) => bankLinkView(row, LINK_LIMITS.microTries));
}

const KIND: Record<TransferKindFilter, Prisma.TransferWhereInput> = {
  DEPOSIT: { method: "ACH", direction: "DEPOSIT" },
  WITHDRAWAL: { method: "ACH", direction: "WITHDRAWAL" },
  WIRE: { method: "WIRE" },
  JOURNAL: { method: "JOURNAL" },
};
const STATE: Record<TransferState, Prisma.TransferWhereInput> = {
  UNDER_WAY: { status: { in: ["CALLBACK", "APPROVAL", "REQUESTED", "INSTRUCTED", "POSTED"] } },
  DONE: { status: { in: ["AVAILABLE", "COMPLETED"] } },
  FAILED: { status: { in: ["RETURNED", "REFUSED", "DECLINED", "CANCELED"] } },
};

/** Transfers with their timelines, newest first, a page at a time. NOT_FOUND for anybody else's account or cursor. */
export async function listTransfers(deps: Deps, actor: Actor, input: TransfersInput): Promise<TransferPage> {
  const account = await ownAccount(deps.db, actor, input.accountId);
  const ofAccount = { OR: [{ accountId: account.id }, { counterAccountId: account.id }] };
  const last = input.cursor
    ? await deps.db.transfer.findFirst({ where: { id: input.cursor, ...ofAccount } })
    : null;
  if (input.cursor && !last) throw new AppError("NOT_FOUND");
  const older = last
    ? [
        {
          OR: [
            { requestedAt: { lt: last.requestedAt } },
            { requestedAt: last.requestedAt, id: { lt: last.id } },
          ],
        },
      ]
    : [];
  const rows = await deps.db.transfer.findMany({
    where: {
      AND: [
        ofAccount,
        ...(input.kind ? [KIND[input.kind]] : []),
        ...(input.state ? [STATE[input.state]] : []),
        ...older,
      ],
    },
    orderBy: [{ requestedAt: "desc" }, { id: "desc" }],
    take: TRANSFERS_PAGE + 1,
    include: TRANSFER_PARTS,
  });
  const today = localDateOf(await deps.clock.exchangeNow());
  const shown = rows.slice(0, TRANSFERS_PAGE);
  return {
    transfers: shown.map((row) => transferView(row, account.id, today)),
    nextCursor: rows.length > TRANSFERS_PAGE ? (shown.at(-1)?.id ?? null) : null,
  };
}

/** One transfer of an account of the actor's. NOT_FOUND for anybody else's. */
export async function transferOf(
  deps: Deps,
  actor: Actor,
  { transferId }: TransferIdInput,
): Promise<TransferView & { today: LocalDate }> {
  const row = await deps.db.transfer.findFirst({
    where: { id: transferId, OR: [{ account: heldBy(actor) }, { counterAccount: heldBy(actor) }] },
    include: TRANSFER_PARTS,
  });
  if (!row) throw new AppError("NOT_FOUND");
  const today = localDateOf(await deps.clock.exchangeNow());
  return { ...transferView(row, row.accountId, today), today };
}

/** Dollars as wire strings, days as "YYYY-MM-DD". */
export type TransferLimits = {
  /** The exchange's day, by which limits count. */
  today: LocalDate;
  minimum: string;
  perTransfer: string;
  perDay: string;
  perMonth: string;
  /** What may still be asked for today, by direction: the least of what the day and the month leave. */
  leftToday: Record<TransferDirection, string>;
  /** What a new order may use. */
  available: string;
  /** Booked deposits that cannot be used yet. */
  uncollected: string;
  /** What may leave now: available less deposits that are too young; never below zero. */
  withdrawable: string;
  /** When a deposit asked for today settles, counts toward buying power, and may leave again. */
  depositDates: { settlesOn: LocalDate; tradableOn: LocalDate; withdrawableOn: LocalDate };
  /** When a withdrawal asked for today is at the bank. */
  withdrawalArrivesOn: LocalDate;
  /** A withdrawal of more than this waits for two administrators. */
  twoAdminsOver: string;
  /** Dollars; the time of the day (New York) and the day on which a wire that is released now leaves. */
  wire: {
    fee: string;
    incomingFee: string;
    cutoff: string;
    leavesOn: LocalDate;
    perTransfer: string;
    leftToday: string;
  };
  /** When money may leave to a bank account that is linked today. */
  newLinkWithdrawalsFrom: LocalDate;
  /** What the house by itself keeps the account from, and why; what staff have placed is not told here. */
  restrictions: { kind: string; reason: string }[];
};

/** What the transfer form needs to say before anything is sent. NOT_FOUND for anybody else's account. */
export async function transferLimits(deps: Deps, actor: Actor, input: AccountInput): Promise<TransferLimits> {
  const account = await ownAccount(deps.db, actor, input.accountId);
  const now = await deps.clock.exchangeNow();
  const today = localDateOf(now);
  const cash = await cashOf(deps.db, account.id);
  const [held] = await deps.db.$queryRaw<{ amount: unknown }[]>`
    select ${notYetWithdrawable(account.id, today)} as amount`;
  const left = async (method: TransferMethod, direction: TransferDirection): Promise<Money> => {
    const counted = { accountId: account.id, method, direction, today };
    const [caps, moved] = await Promise.all([capsOf(deps.db, counted), movedSoFar(deps.db, counted)]);
    const ofDay = subtract(caps.perDay, moved.today);
    return larger(ZERO, smaller(ofDay, subtract(caps.perMonth, moved.thisMonth)));
  };
  const [ach, wireCaps, deposits, withdrawals, wires] = await Promise.all([
    capsOf(deps.db, { accountId: account.id, method: "ACH", today }),
    capsOf(deps.db, { accountId: account.id, method: "WIRE", today }),
    left("ACH", "DEPOSIT"),
    left("ACH", "WITHDRAWAL"),
    left("WIRE", "WITHDRAWAL"),
  ]);
  const depositDates = achAvailability(today);
  const terms = wireTerms(today);
  return {
    today,
    minimum: moneyToWire(ach.minimum),
    perTransfer: moneyToWire(ach.perTransfer),
    perDay: moneyToWire(ach.perDay),
    perMonth: moneyToWire(ach.perMonth),
    leftToday: { DEPOSIT: moneyToWire(deposits), WITHDRAWAL: moneyToWire(withdrawals) },
    available: moneyToWire(cash.available),
    uncollected: moneyToWire(cash.uncollected),
    withdrawable: moneyToWire(
      larger(ZERO, subtract(cash.settledAvailable, money(String(held?.amount ?? "0")))),
    ),
    depositDates,
    withdrawalArrivesOn: depositDates.settlesOn,
    twoAdminsOver: moneyToWire(transferRules(today).twoAdminsOver),
    wire: {
      fee: moneyToWire(terms.outgoing),
      incomingFee: moneyToWire(terms.incoming),
      cutoff: terms.cutoff,
      leavesOn: wireLeavesOn(now),
      perTransfer: moneyToWire(wireCaps.perTransfer),
      leftToday: moneyToWire(wires),
    },
    newLinkWithdrawalsFrom: withdrawalsFrom(today),
    restrictions: await deps.db.accountRestriction.findMany({
      where: { accountId: account.id, placedBy: null, liftedAt: null },
      select: { kind: true, reason: true },
      orderBy: { kind: "asc" },
    }),
  };
}
