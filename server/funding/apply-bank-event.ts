import type { BankEvent } from "@/domain/clearing/messages";
import { withdrawalsFrom } from "@/domain/funding/link-limits";
import { instantFromIso, localDateOf, toColumn } from "@/domain/time/instant";
import { correctLink } from "@/server/funding/correct-link";
import { beginMicroDeposits, microDepositsSent } from "@/server/funding/micro-deposits";
import { tellOfLink } from "@/server/funding/tell-of-link";
import { recordAudit } from "@/server/platform/audit";
import type { Prisma, Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { publish } from "@/server/platform/news";

type LinkRow = Prisma.BankLinkGetPayload<object>;
type Answer = Extract<BankEvent, { kind: "LINK_VERIFIED" | "LINK_REFUSED" }>;

/**
 * Applies what the bank says of a link in the caller's transaction. Only a link that waits for that changes: a bank that
 * says the same or another thing later, or speaks of a link that we never asked about, changes nothing.
 */
export async function applyBankEvent(tx: Tx, deps: Deps, event: BankEvent): Promise<void> {
  const link = await tx.bankLink.findUnique({ where: { id: event.bankReference } });
  if (!link) {
    deps.log.error(
      { bankReference: event.bankReference, kind: event.kind },
      "the bank spoke of an unknown link",
    );
    return;
  }
  const changed = await apply(tx, deps, event, link);
  if (changed) await publish(tx, `account:${link.accountId}`, "cash");
}

async function apply(tx: Tx, deps: Deps, event: BankEvent, link: LinkRow): Promise<boolean> {
  switch (event.kind) {
    case "LINK_UNCONFIRMED":
      return beginMicroDeposits(tx, deps, link.id);
    case "MICRO_DEPOSITS_SENT":
      return microDepositsSent(tx, event);
    case "LINK_CHANGED":
      return correctLink(tx, deps, event, link);
    default:
      return answer(tx, deps, event, link);
  }
}

async function answer(tx: Tx, deps: Deps, event: Answer, link: LinkRow): Promise<boolean> {
  const isVerified = event.kind === "LINK_VERIFIED";
  const exchangeAt = instantFromIso(event.at);
  const today = localDateOf(exchangeAt);
  const from = toColumn(withdrawalsFrom(today));
  const { count } = await tx.bankLink.updateMany({
    where: { id: link.id, status: "PENDING" },
    data: isVerified
      ? { status: "VERIFIED", verifiedOn: toColumn(today), withdrawalsFrom: from }
      : { status: "REFUSED", reason: event.reason },
  });
  if (count === 0) return false;
  await recordAudit(tx, {
    actor: "SYSTEM",
    action: isVerified ? "bank_link.verified" : "bank_link.refused",
    subjectType: "bank_link",
    subjectId: link.id,
    detail: { accountId: link.accountId, ...(isVerified ? {} : { reason: event.reason }) },
    at: deps.clock.now(),
    exchangeAt,
  });
  if (isVerified) await tellOfLink(tx, deps, { ...link, withdrawalsFrom: from });
  return true;
}
