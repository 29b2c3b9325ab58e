import { mayLink } from "@/domain/banking/same-name";
import type { ConsentedAccount } from "@/domain/clearing/ports";
import { AppError } from "@/domain/errors";
import type { AccountInput, FinishLinkInput } from "@/domain/funding/inputs";
import { LINK_LIMITS, withdrawalsFrom } from "@/domain/funding/link-limits";
import { localDateOf, plus, toColumn, toDate } from "@/domain/time/instant";
import { numberContext } from "@/server/funding/bank-messages";
import { checkTries, knownLink, lockForLink } from "@/server/funding/link-bank";
import { tellOfLink } from "@/server/funding/tell-of-link";
import { type BankLinkView, bankLinkView } from "@/server/funding/views";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Prisma, Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";
import { publish } from "@/server/platform/news";

/**
 * Begins an instant link: announces the customer's visit to the bank and says where to send him. Errors: NOT_FOUND,
 * ACCOUNT_NOT_OPEN, RATE_LIMITED, CLEARING_FIRM_UNAVAILABLE (the bank does not answer).
 */
export async function startInstantLink(
  deps: Deps,
  actor: Actor,
  { accountId }: AccountInput,
): Promise<{ consentId: string; path: string }> {
  const now = deps.clock.now();
  const consentId = newId();
  const title = await deps.db.$transaction(async (tx) => {
    const account = await lockForLink(tx, actor, accountId);
    await checkTries(tx, deps, accountId);
    const since = toDate(plus(now, -LINK_LIMITS.tryWindowMs));
    const visits = await tx.bankConsent.count({ where: { accountId, createdAt: { gt: since } } });
    if (visits >= LINK_LIMITS.triesADay)
      throw new AppError(
        "RATE_LIMITED",
        "Too many bank accounts were tried today. Please try again tomorrow.",
      );
    await tx.bankConsent.create({
      data: { id: consentId, accountId, userId: actor.userId, createdAt: toDate(now) },
    });
    return account.title;
  });
  return { consentId, ...(await deps.ports.bank.openConsent(consentId, title)) };
}

/**
 * Ends it: takes what the customer agreed to at the bank, compares the names, and links the account, verified at once. A
 * visit counts once; the same again gives the same link. Errors: NOT_FOUND (not the actor's visit, too old, no consent),
 * BANK_LINK_REFUSED (another name), CONFLICT (too many links), CLEARING_FIRM_UNAVAILABLE.
 */
export async function finishInstantLink(
  deps: Deps,
  actor: Actor,
  { consentId, code }: FinishLinkInput,
): Promise<BankLinkView> {
  const since = toDate(plus(deps.clock.now(), -LINK_LIMITS.consentMs));
  const visit = await deps.db.bankConsent.findFirst({
    where: { id: consentId, userId: actor.userId, createdAt: { gt: since } },
  });
  if (!visit) throw new AppError("NOT_FOUND", "This visit to your bank is over. Please start again.");
  const consented = await deps.ports.bank.redeemConsent(consentId, code);
  const exchangeAt = await deps.clock.exchangeNow();
  const row = await deps.db.$transaction(async (tx) => {
    const account = await lockForLink(tx, actor, visit.accountId);
    const made = await tx.bankLink.findUnique({ where: { id: consentId } });
    if (made) return made;
    const known = await knownLink(tx, deps, { accountId: account.id, ...consented });
    if (known?.status === "VERIFIED") return known;
    const isOwn = mayLink(account.title, consented.holderName);
    const today = localDateOf(exchangeAt);
    const link = await tx.bankLink.create({
      data: {
        ...linkData(deps, consentId, account.id, consented),
        ...(isOwn
          ? {
              status: "VERIFIED",
              verifiedOn: toColumn(today),
              withdrawalsFrom: toColumn(withdrawalsFrom(today)),
            }
          : { status: "REFUSED", reason: "The bank account is held under another name." }),
      },
    });
    await tx.bankConsent.update({
      where: { id: consentId },
      data: { usedAt: toDate(deps.clock.now()) },
    });
    if (isOwn && known) await tx.bankLink.update({ where: { id: known.id }, data: { status: "REMOVED" } });
    await record(tx, deps, actor, link);
    return link;
  });
  if (row.status === "REFUSED")
    throw new AppError(
      "BANK_LINK_REFUSED",
      "This bank account is held under another name. Money can come from and go to your own accounts only.",
    );
  deps.nudge();
  return bankLinkView(row, LINK_LIMITS.microTries);
}

const linkData = (deps: Deps, id: string, accountId: string, consented: ConsentedAccount) => ({
  id,
  accountId,
  bankName: consented.bankName,
  routingNumber: consented.routingNumber,
  numberCiphertext: deps.cipher.encrypt(consented.accountNumber, numberContext(id)),
  last4: consented.accountNumber.slice(-4),
  kind: consented.kind,
  method: "INSTANT",
  holderName: consented.holderName,
  createdAt: toDate(deps.clock.now()),
});

async function record(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  link: Prisma.BankLinkGetPayload<object>,
): Promise<void> {
  const isVerified = link.status === "VERIFIED";
  await recordAudit(tx, {
    actor,
    action: isVerified ? "bank_link.verified" : "bank_link.refused",
    subjectType: "bank_link",
    subjectId: link.id,
    detail: { accountId: link.accountId, bankName: link.bankName, last4: link.last4, method: "INSTANT" },
    at: deps.clock.now(),
  });
  if (isVerified) await tellOfLink(tx, deps, link);
  await publish(tx, `account:${link.accountId}`, "cash");
}
