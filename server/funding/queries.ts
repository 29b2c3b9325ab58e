import { ACH_LIMITS, achAvailability } from "@/domain/banking/ach";
import { AppError } from "@/domain/errors";
import { type AccountInput, TRANSFERS_PAGE, type TransfersInput } from "@/domain/funding/inputs";
import { TRANSFER_DIRECTIONS, type TransferDirection } from "@/domain/funding/transfer-machine";
import { larger, money, moneyToWire, subtract, ZERO } from "@/domain/money/money";
import { type LocalDate, localDateOf } from "@/domain/time/instant";
import { ownAccount } from "@/server/funding/own-account";
import { requestedOn } from "@/server/funding/request-transfer";
import {
  type BankLinkView,
  bankLinkView,
  TRANSFER_PARTS,
  type TransferPage,
  transferView,
} from "@/server/funding/views";
import { notYetWithdrawable } from "@/server/funding/withdrawable";
import { cashOf } from "@/server/ledger";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";

/** Links shown: every active one fits, and the newest of those that were refused. */
const LINKS_SHOWN = 20;

/** The bank accounts of one of the actor's accounts, newest first. NOT_FOUND for anybody else's. */
export async function listBankLinks(deps: Deps, actor: Actor, input: AccountInput): Promise<BankLinkView[]> {
  const account = await ownAccount(deps.db, actor, input.accountId);
  const rows = await deps.db.bankLink.findMany({
    where: { accountId: account.id },
    orderBy: { id: "desc" },
    take: LINKS_SHOWN,
  });
  return rows.map(bankLinkView);
}

/** Transfers with their timelines, newest first, a page at a time. NOT_FOUND for anybody else's account or cursor. */
export async function listTransfers(deps: Deps, actor: Actor, input: TransfersInput): Promise<TransferPage> {
  const account = await ownAccount(deps.db, actor, input.accountId);
  const last = input.cursor
    ? await deps.db.transfer.findFirst({ where: { id: input.cursor, accountId: account.id } })
    : null;
  if (input.cursor && !last) throw new AppError("NOT_FOUND");
  const older = last && {
    OR: [{ requestedAt: { lt: last.requestedAt } }, { requestedAt: last.requestedAt, id: { lt: last.id } }],
  };
  const rows = await deps.db.transfer.findMany({
    where: { accountId: account.id, ...older },
    orderBy: [{ requestedAt: "desc" }, { id: "desc" }],
    take: TRANSFERS_PAGE + 1,
    include: TRANSFER_PARTS,
  });
  const shown = rows.slice(0, TRANSFERS_PAGE);
  return {
    transfers: shown.map(transferView),
    nextCursor: rows.length > TRANSFERS_PAGE ? (shown.at(-1)?.id ?? null) : null,
  };
}

/** Dollars as wire strings, days as "YYYY-MM-DD". */
export type TransferLimits = {
  /** The exchange's day, by which limits count. */
  today: LocalDate;
  minimum: string;
  perTransfer: string;
  perDay: string;
  /** What may still be asked for today, by direction. */
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
};

/** What the transfer form needs to say before anything is sent. NOT_FOUND for anybody else's account. */
export async function transferLimits(deps: Deps, actor: Actor, input: AccountInput): Promise<TransferLimits> {
  const account = await ownAccount(deps.db, actor, input.accountId);
  const today = localDateOf(await deps.clock.exchangeNow());
  const cash = await cashOf(deps.db, account.id);
  const [held] = await deps.db.$queryRaw<{ amount: unknown }[]>`
    select ${notYetWithdrawable(account.id, today)} as amount`;
  const left = async (direction: TransferDirection) => {
    const used = await requestedOn(deps.db, account.id, direction, today);
    return moneyToWire(larger(ZERO, subtract(ACH_LIMITS.perDay, used)));
  };
  const [DEPOSIT, WITHDRAWAL] = await Promise.all(TRANSFER_DIRECTIONS.map(left));
  const depositDates = achAvailability(today);
  return {
    today,
    minimum: moneyToWire(ACH_LIMITS.minimum),
    perTransfer: moneyToWire(ACH_LIMITS.perTransfer),
    perDay: moneyToWire(ACH_LIMITS.perDay),
    leftToday: { DEPOSIT: DEPOSIT ?? "0.00", WITHDRAWAL: WITHDRAWAL ?? "0.00" },
    available: moneyToWire(cash.available),
    uncollected: moneyToWire(cash.uncollected),
    withdrawable: moneyToWire(
      larger(ZERO, subtract(cash.settledAvailable, money(String(held?.amount ?? "0")))),
    ),
    depositDates,
    withdrawalArrivesOn: depositDates.settlesOn,
  };
}
