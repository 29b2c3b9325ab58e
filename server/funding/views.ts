import { ACH_RETURNS, isAchReturnCode } from "@/domain/banking/return-codes";
import type { BankAccountKind } from "@/domain/funding/inputs";
import {
  type TransferDirection,
  type TransferStatus,
  transferDirection,
  transferStatus,
} from "@/domain/funding/transfer-machine";
import { money, moneyToWire } from "@/domain/money/money";
import { instantFromDate, localDateFromColumn, toIso } from "@/domain/time/instant";
import type { Prisma } from "@/server/platform/db";

/** A linked bank account as its owner sees it: of the number only the last four digits. */
export type BankLinkView = {
  id: string;
  bankName: string;
  last4: string;
  kind: BankAccountKind;
  status: "PENDING" | "VERIFIED" | "REFUSED";
  /** Why the bank refused it. */
  reason: string | null;
};

export type TransferEventView = {
  status: TransferStatus;
  note: string;
  /** Exchange time, ISO. */
  at: string;
};

/** Money on its way. Dates are "YYYY-MM-DD"; `amount` is dollars, always positive. */
export type TransferView = {
  id: string;
  clientTransferId: string;
  direction: TransferDirection;
  amount: string;
  status: TransferStatus;
  bank: { id: string; name: string; last4: string };
  /** Exchange time, ISO. */
  requestedAt: string;
  requestedOn: string;
  settlesOn: string | null;
  tradableOn: string | null;
  withdrawableOn: string | null;
  returnCode: string | null;
  /** What the code means, in a sentence. */
  returnMeaning: string | null;
  timeline: TransferEventView[];
};

export type TransferPage = { transfers: TransferView[]; nextCursor: string | null };

type LinkRow = Prisma.BankLinkGetPayload<object>;

const KINDS: Record<string, BankAccountKind> = { CHECKING: "CHECKING", SAVINGS: "SAVINGS" };
const LINK_STATUSES: Record<string, BankLinkView["status"]> = { VERIFIED: "VERIFIED", REFUSED: "REFUSED" };

export function bankLinkView(row: LinkRow): BankLinkView {
  return {
    id: row.id,
    bankName: row.bankName,
    last4: row.last4,
    kind: KINDS[row.kind] ?? "CHECKING",
    status: LINK_STATUSES[row.status] ?? "PENDING",
    reason: row.reason,
  };
}

/** What a transfer's view is made of. */
export const TRANSFER_PARTS = {
  bankLink: { select: { id: true, bankName: true, last4: true } },
  events: { orderBy: { id: "asc" } },
} as const satisfies Prisma.TransferInclude;

export type TransferRow = Prisma.TransferGetPayload<{ include: typeof TRANSFER_PARTS }>;

const dayOrNull = (column: Date | null) => (column ? localDateFromColumn(column) : null);

export function transferView(row: TransferRow): TransferView {
  const code = row.returnCode;
  return {
    id: row.id,
    clientTransferId: row.clientTransferId,
    direction: transferDirection(row.direction),
    amount: moneyToWire(money(row.amount)),
    status: transferStatus(row.status),
    bank: { id: row.bankLink.id, name: row.bankLink.bankName, last4: row.bankLink.last4 },
    requestedAt: toIso(instantFromDate(row.requestedAt)),
    requestedOn: localDateFromColumn(row.requestedOn),
    settlesOn: dayOrNull(row.settlesOn),
    tradableOn: dayOrNull(row.tradableOn),
    withdrawableOn: dayOrNull(row.withdrawableOn),
    returnCode: code,
    returnMeaning: code && isAchReturnCode(code) ? ACH_RETURNS[code].meaning : null,
    timeline: row.events.map((event) => ({
      status: transferStatus(event.status),
      note: event.note,
      at: toIso(instantFromDate(event.exchangeAt)),
    })),
  };
}
