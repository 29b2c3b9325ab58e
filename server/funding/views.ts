import { ACH_RETURNS, isAchReturnCode } from "@/domain/banking/return-codes";
import type { BankAccountKind } from "@/domain/funding/inputs";
import {
  cancelWay,
  type TransferDirection,
  type TransferMethod,
  type TransferStatus,
  transferDirection,
  transferMethod,
  transferPath,
  transferStatus,
} from "@/domain/funding/transfer-machine";
import { whereabouts } from "@/domain/funding/whereabouts";
import { money, moneyToWire } from "@/domain/money/money";
import { instantFromDate, type LocalDate, localDateFromColumn, toIso } from "@/domain/time/instant";
import type { Prisma } from "@/server/platform/db";

export type BankLinkStatus = "PENDING" | "MICRO_DEPOSITS" | "VERIFIED" | "REFUSED" | "STOPPED";

/** A linked bank account as its owner sees it: of the number only the last four digits. Days are exchange days. */
export type BankLinkView = {
  id: string;
  bankName: string;
  last4: string;
  kind: BankAccountKind;
  status: BankLinkStatus;
  method: "NUMBERS" | "MICRO_DEPOSITS" | "INSTANT";
  /** Why the bank refused it, or why it is stopped. */
  reason: string | null;
  /** The first day on which money may leave to it. */
  withdrawalsFrom: LocalDate | null;
  /** Two small amounts: when they are there, until when they count, and how many tries are left. */
  microDeposits: { arriveOn: LocalDate | null; expireOn: LocalDate | null; triesLeft: number } | null;
};

export type TransferEventView = {
  status: TransferStatus;
  note: string;
  /** Exchange time, ISO. */
  at: string;
};

/** Who is at the other end: a linked bank account, another account of the same owners, or the party of a wire. */
export type OtherEnd = {
  kind: "BANK" | "ACCOUNT" | "WIRE";
  id: string | null;
  name: string;
  last4: string | null;
};

/** Money on its way. Dates are "YYYY-MM-DD"; `amount` is dollars, always positive. */
export type TransferView = {
  id: string;
  accountId: string;
  clientTransferId: string;
  method: TransferMethod;
  /** As seen from the account that is looked at: a journal comes into one and leaves the other. */
  direction: TransferDirection;
  amount: string;
  /** Dollars beside the amount; "0.00" where there is none. */
  fee: string;
  status: TransferStatus;
  otherEnd: OtherEnd;
  /** Exchange time, ISO. */
  requestedAt: string;
  requestedOn: string;
  settlesOn: string | null;
  tradableOn: string | null;
  withdrawableOn: string | null;
  returnCode: string | null;
  /** What the code means, in a sentence. */
  returnMeaning: string | null;
  /** Who has the money now, and what comes next. */
  heldBy: string;
  next: string | null;
  /** How the customer may stop it; null when no longer, or when the clearing firm has been asked already. */
  cancel: "AT_ONCE" | "ASK_FIRM" | null;
  isCancelAsked: boolean;
  timeline: TransferEventView[];
};

export type TransferPage = { transfers: TransferView[]; nextCursor: string | null };

type LinkRow = Prisma.BankLinkGetPayload<object>;

const KINDS: Record<string, BankAccountKind> = { CHECKING: "CHECKING", SAVINGS: "SAVINGS" };
const LINK_STATUSES: readonly BankLinkStatus[] = ["MICRO_DEPOSITS", "VERIFIED", "REFUSED", "STOPPED"];
const LINK_METHODS: readonly BankLinkView["method"][] = ["MICRO_DEPOSITS", "INSTANT"];

const dayOrNull = (column: Date | null) => (column ? localDateFromColumn(column) : null);

export function bankLinkView(row: LinkRow, microTries: number): BankLinkView {
  const status = LINK_STATUSES.find((known) => known === row.status) ?? "PENDING";
  return {
    id: row.id,
    bankName: row.bankName,
    last4: row.last4,
    kind: KINDS[row.kind] ?? "CHECKING",
    status,
    method: LINK_METHODS.find((known) => known === row.method) ?? "NUMBERS",
    reason: row.reason,
    withdrawalsFrom: dayOrNull(row.withdrawalsFrom),
    microDeposits:
      status === "MICRO_DEPOSITS"
        ? {
            arriveOn: dayOrNull(row.microArrivesOn),
            expireOn: dayOrNull(row.microExpiresOn),
            triesLeft: Math.max(0, microTries - row.microTries),
          }
        : null,
  };
}

/** What a transfer's view is made of. */
export const TRANSFER_PARTS = {
  bankLink: { select: { id: true, bankName: true, last4: true } },
  account: { select: { id: true, number: true, title: true } },
  counterAccount: { select: { id: true, number: true, title: true } },
  wire: true,
  events: { orderBy: { id: "asc" } },
} as const satisfies Prisma.TransferInclude;

export type TransferRow = Prisma.TransferGetPayload<{ include: typeof TRANSFER_PARTS }>;

function otherEnd(row: TransferRow, isComing: boolean): OtherEnd {
  if (row.bankLink)
    return { kind: "BANK", id: row.bankLink.id, name: row.bankLink.bankName, last4: row.bankLink.last4 };
  if (row.counterAccount) {
    const account = isComing ? row.account : row.counterAccount;
    return {
      kind: "ACCOUNT",
      id: account.id,
      name: `your account ${account.number ?? account.title}`,
      last4: null,
    };
  }
  const { partyName = "", bankName = "", last4 = null } = row.wire ?? {};
  return { kind: "WIRE", id: null, name: `${partyName}, ${bankName}`, last4 };
}

/** How the other end reads in a sentence. */
export const nameOfEnd = ({ name, last4 }: Pick<OtherEnd, "name" | "last4">): string =>
  last4 ? `${name} ••${last4}` : name;

/** A transfer as the owner of `accountId` sees it on the exchange's day `today`. */
export function transferView(row: TransferRow, accountId: string, today: LocalDate): TransferView {
  const code = row.returnCode;
  const path = transferPath(row);
  const status = transferStatus(row.status);
  const isComing = row.direction === "DEPOSIT" || row.counterAccountId === accountId;
  const other = otherEnd(row, isComing);
  const dates = {
    settlesOn: dayOrNull(row.settlesOn),
    tradableOn: dayOrNull(row.tradableOn),
    withdrawableOn: dayOrNull(row.withdrawableOn),
  };
  const facts = { path, isComing, status, ...dates, other: nameOfEnd(other) };
  return {
    id: row.id,
    accountId,
    clientTransferId: row.clientTransferId,
    method: transferMethod(row.method),
    direction: isComing ? "DEPOSIT" : transferDirection(row.direction),
    amount: moneyToWire(money(row.amount)),
    fee: moneyToWire(money(row.fee)),
    status,
    otherEnd: other,
    requestedAt: toIso(instantFromDate(row.requestedAt)),
    requestedOn: localDateFromColumn(row.requestedOn),
    ...dates,
    returnCode: code,
    returnMeaning: code && isAchReturnCode(code) ? ACH_RETURNS[code].meaning : null,
    ...whereabouts(facts, today),
    cancel: row.cancelAskedAt === null ? cancelWay(path, status) : null,
    isCancelAsked: row.cancelAskedAt !== null && cancelWay(path, status) !== null,
    timeline: row.events.map((event) => ({
      status: transferStatus(event.status),
      note: event.note,
      at: toIso(instantFromDate(event.exchangeAt)),
    })),
  };
}
