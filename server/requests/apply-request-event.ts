import type { FirmEvent } from "@/domain/clearing/messages";
import { InvariantError } from "@/domain/errors";
import { type AccountStatus, nextAccountStatus } from "@/domain/onboarding/account-status";
import { nextRequestStatus, type RequestKind, type RequestStatus } from "@/domain/requests/request-machine";
import { marginTypeOf } from "@/domain/requests/upgrade";
import { instantFromIso, toDate } from "@/domain/time/instant";
import { beginLending } from "@/server/ledger";
import { recordAudit } from "@/server/platform/audit";
import type { Prisma, Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { publish } from "@/server/platform/news";
import { letterOf, tellCustomer } from "@/server/requests/tell-customer";

type RequestEventOfFirm = Extract<FirmEvent, { kind: "MARGIN_MADE" | "ACCOUNT_CLOSED" | "CHANGE_REFUSED" }>;

type Row = {
  id: string;
  kind: RequestKind;
  status: RequestStatus;
  user_id: string;
  account_id: string;
  detail: Prisma.JsonObject;
};
type Account = { status: AccountStatus; type: string };

/** What the account becomes: a margin account, a closed one, or what it was before it was to be closed. */
async function changeAccount(tx: Tx, event: RequestEventOfFirm, row: Row, account: Account): Promise<void> {
  const where = { id: row.account_id };
  if (event.kind === "MARGIN_MADE") {
    const type = marginTypeOf(account.type);
    if (!type) throw new InvariantError(`account ${row.account_id} is a margin account already`);
    await tx.account.update({ where, data: { type } });
    await beginLending(tx, row.account_id);
    return;
  }
  const wasOpen = row.kind === "CLOSE_ACCOUNT" && row.detail.statusBefore === "OPEN";
  const status =
    event.kind === "ACCOUNT_CLOSED"
      ? nextAccountStatus(account.status, "closed")
      : wasOpen
        ? nextAccountStatus(account.status, "released")
        : null;
  if (status) await tx.account.update({ where, data: { status } });
}

/** Applies the clearing firm's answer to a request, in the transaction that moves the cursor. The same answer again changes nothing. */
export async function applyRequestEvent(tx: Tx, deps: Deps, event: RequestEventOfFirm): Promise<void> {
  const [row] = await tx.$queryRaw<Row[]>`
    select id, kind, status, user_id, account_id, detail from portal.customer_request
    where id = ${event.requestId}::uuid for update`;
  if (!row)
    throw new InvariantError(`the clearing firm answers request ${event.requestId}, which is not ours`);
  const status = nextRequestStatus(row.status, event.kind === "CHANGE_REFUSED" ? "refused" : "done");
  if (!status) return;
  const [account] = await tx.$queryRaw<Account[]>`
    select status, type from portal.account where id = ${row.account_id}::uuid for update`;
  if (!account) throw new InvariantError(`request ${row.id} is about no account`);
  await changeAccount(tx, event, row, account);
  const refusal = event.kind === "CHANGE_REFUSED" ? event.reason : null;
  await tx.customerRequest.update({
    where: { id: row.id },
    data: {
      status,
      doneAt: toDate(deps.clock.now()),
      ...(refusal ? { detail: { ...row.detail, refusal } } : {}),
    },
  });
  await recordAudit(tx, {
    actor: "SYSTEM",
    action:
      event.kind === "MARGIN_MADE"
        ? "account.margin_made"
        : event.kind === "ACCOUNT_CLOSED"
          ? "account.closed"
          : "request.refused",
    subjectType: "account",
    subjectId: row.account_id,
    detail: { requestId: row.id, kind: row.kind, ...(refusal ? { reason: refusal } : {}) },
    at: deps.clock.now(),
    exchangeAt: instantFromIso(event.at),
  });
  const letter = letterOf(row.kind, status, refusal);
  if (letter) await tellCustomer(tx, deps, row, letter);
  await publish(tx, "staff", "request");
}
