import type { TaxStatus } from "@/domain/corporate-actions/withholding";
import type { FirmCommand } from "@/domain/clearing/messages";
import { ACCOUNT_TYPES, type AccountTypeKey } from "@/domain/onboarding/account-types";
import { toDate } from "@/domain/time/instant";
import { openCashBalance } from "@/server/ledger";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { idFrom } from "@/server/platform/ids";

export type AccountRequest = {
  applicationId: string;
  type: AccountTypeKey;
  /** The name on the account. */
  title: string;
  /** Who may see and use it: owners, or whoever signs for an entity. */
  holders: readonly { userId: string; role: "OWNER" | "SIGNER" }[];
  /** What the signed forms say of the owners' standing with the tax office. */
  tax: TaxStatus;
};

const COMMISSION_CLASS = "STANDARD";

/**
 * Makes the account of an approved application, in the transaction that approves it: the account waits as OPENING,
 * with its holders and its cash row, and the clearing firm is asked to open it. Returns the account's id, which is the
 * application's for ever. The caller nudges once it has committed.
 */
export async function openAccount(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  request: AccountRequest,
): Promise<string> {
  const now = deps.clock.now();
  const accountId = idFrom("account-of-application", request.applicationId);
  await tx.account.create({
    data: {
      id: accountId,
      title: request.title,
      type: request.type,
      commissionClass: COMMISSION_CLASS,
      status: "OPENING",
      applicationId: request.applicationId,
      createdAt: toDate(now),
      holders: { createMany: { data: [...request.holders] } },
    },
  });
  const { lending, registration } = ACCOUNT_TYPES[request.type];
  await openCashBalance(tx, accountId, lending);
  const command: FirmCommand = {
    kind: "OPEN_ACCOUNT",
    accountId,
    title: request.title,
    commissionClass: COMMISSION_CLASS,
    tax: request.tax,
    ...(registration === "INDIVIDUAL" ? {} : { registration }),
    ...(lending === "MARGIN" ? { accountType: lending } : {}),
  };
  await tx.outbox.create({
    data: {
      messageId: idFrom("open-account", accountId),
      party: "CLEARING",
      kind: command.kind,
      payload: command,
    },
  });
  await recordAudit(tx, {
    actor,
    action: "account.requested",
    subjectType: "account",
    subjectId: accountId,
    detail: { applicationId: request.applicationId, type: request.type },
    at: now,
    exchangeAt: await deps.clock.exchangeNow(),
  });
  return accountId;
}
