import { TRAVEL_RULE_FROM } from "@/domain/banking/wire";
import { AppError } from "@/domain/errors";
import type { DeskTransferInput } from "@/domain/funding/desk-inputs";
import { money, moneyToWire, negate } from "@/domain/money/money";
import { localDateOf } from "@/domain/time/instant";
import { type ApprovalView, approvalsOf, listApprovals } from "@/server/approvals";
import { phoneOfRecord } from "@/server/funding/phone-of-record";
import { TRANSFER_PARTS, type TransferRow, type TransferView, transferView } from "@/server/funding/views";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";

const WAITING_SHOWN = 100;
const RETURNED_SHOWN = 50;
const SHORT_SHOWN = 50;

type AccountOf = { id: string; number: string | null; title: string };

/** A movement as the money desk lists it. */
export type DeskTransfer = TransferView & { account: AccountOf };
/** What waits for staff: a call to the customer, or approvals. */
export type WaitingTransfer = DeskTransfer & { approval: ApprovalView | null };
/** An account whose cash is below zero; dollars that it owes. */
export type ShortAccount = AccountOf & { status: string; owes: string };

export type MoneyDesk = {
  waiting: WaitingTransfer[];
  returned: DeskTransfer[];
  short: ShortAccount[];
};

/** What the money desk has before it: the oldest first of what waits, the newest first of what came back. */
export async function moneyDesk(deps: Deps, actor: Actor): Promise<MoneyDesk> {
  const today = localDateOf(await deps.clock.exchangeNow());
  const [waiting, returned, approvals, short] = await Promise.all([
    deps.db.transfer.findMany({
      where: { status: { in: ["CALLBACK", "APPROVAL"] } },
      orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
      take: WAITING_SHOWN,
      include: TRANSFER_PARTS,
    }),
    deps.db.transfer.findMany({
      where: { status: "RETURNED" },
      orderBy: [{ requestedAt: "desc" }, { id: "desc" }],
      take: RETURNED_SHOWN,
      include: TRANSFER_PARTS,
    }),
    listApprovals(deps, actor, { status: "PROPOSED", kind: "MONEY_OUT" }),
    shortAccounts(deps),
  ]);
  const deskView = (row: TransferRow): DeskTransfer => ({
    ...transferView(row, row.accountId, today),
    account: row.account,
  });
  return {
    waiting: waiting.map((row) => ({
      ...deskView(row),
      approval: approvals.find(({ subjectId }) => subjectId === row.id) ?? null,
    })),
    returned: returned.map(deskView),
    short,
  };
}

async function shortAccounts(deps: Deps): Promise<ShortAccount[]> {
  const rows = await deps.db.$queryRaw<(AccountOf & { status: string; cash: string })[]>`
    select a.id, a.number, a.title, a.status, (b.settled + b.unsettled_in - b.unsettled_out - b.reserved)::text as cash
    from portal.cash_balance b join portal.account a on a.id = b.account_id
    where b.long_value is null and b.settled + b.unsettled_in - b.unsettled_out - b.reserved < 0
    order by b.settled + b.unsettled_in - b.unsettled_out - b.reserved limit ${SHORT_SHOWN}`;
  return rows.map(({ cash, ...account }) => ({ ...account, owes: moneyToWire(negate(money(cash))) }));
}

export type CallbackView = {
  phone: string;
  calledAt: string;
  by: string;
  said: string;
  outcome: string;
};

export type DeskTransferDetail = DeskTransfer & {
  owners: { name: string; email: string }[];
  phoneOfRecord: string | null;
  purpose: string | null;
  callbacks: CallbackView[];
  approvals: ApprovalView[];
  /** Whether 31 CFR 1010.410(f) has us keep and send on the sender's particulars, and what was kept so far. */
  travelRule: { applies: boolean; record: unknown };
};

/** One movement for the staff, with calls and approvals. NOT_FOUND if there is none. */
export async function deskTransfer(
  deps: Deps,
  actor: Actor,
  { transferId }: DeskTransferInput,
): Promise<DeskTransferDetail> {
  const row = await deps.db.transfer.findUnique({
    where: { id: transferId },
    include: { ...TRANSFER_PARTS, callbacks: { orderBy: { at: "asc" } } },
  });
  if (!row) throw new AppError("NOT_FOUND");
  const [owners, phone, approvals, callers] = await Promise.all([
    deps.db.$queryRaw<{ name: string; email: string }[]>`
      select u.display_name as name, u.email from portal.account_holder h join portal.users u on u.id = h.user_id
      where h.account_id = ${row.accountId}::uuid order by u.display_name`,
    phoneOfRecord(deps.db, row.accountId),
    approvalsOf(deps, actor, row.id),
    deps.db.user.findMany({
      where: { id: { in: row.callbacks.map(({ calledBy }) => calledBy) } },
      select: { id: true, email: true },
    }),
  ]);
  const today = localDateOf(await deps.clock.exchangeNow());
  return {
    ...transferView(row, row.accountId, today),
    account: row.account,
    owners,
    phoneOfRecord: phone,
    purpose: row.wire?.purpose ?? null,
    callbacks: row.callbacks.map((call) => ({
      phone: call.phone,
      calledAt: call.calledAt.toISOString(),
      by: callers.find(({ id }) => id === call.calledBy)?.email ?? call.calledBy,
      said: call.said,
      outcome: call.outcome,
    })),
    approvals,
    travelRule: {
      applies: row.method === "WIRE" && money(row.amount).gte(TRAVEL_RULE_FROM),
      record: row.wire?.travelRule ?? null,
    },
  };
}

/** How many movements wait for staff: the number beside the staff's link. */
export const moneyWaiting = (deps: Deps): Promise<number> =>
  deps.db.transfer.count({ where: { status: { in: ["CALLBACK", "APPROVAL"] } } });
