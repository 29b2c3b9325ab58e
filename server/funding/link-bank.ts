import { AppError } from "@/domain/errors";
import type { LinkBankInput } from "@/domain/funding/inputs";
import { LINK_LIMITS } from "@/domain/funding/link-limits";
import { plus, toDate } from "@/domain/time/instant";
import { numberContext, type SealedBankCommand } from "@/server/funding/bank-messages";
import { type OwnAccount, ownAccount } from "@/server/funding/own-account";
import { type BankLinkView, bankLinkView } from "@/server/funding/views";
import { lockCash } from "@/server/ledger";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Prisma, Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";
import { publish } from "@/server/platform/news";

type LinkRow = Prisma.BankLinkGetPayload<object>;

/** Links that count as one of an account's bank accounts, and whose number gives the same link again. */
const ACTIVE = ["PENDING", "MICRO_DEPOSITS", "VERIFIED"];

/**
 * Links a bank account by its numbers: they are encrypted at once, and the bank is asked whether the account belongs to
 * the holder of the brokerage account (same-name check). A bank that does not tell names is sent two small amounts instead
 * (apply-bank-event.ts). PENDING until it answers. The number of a link that is waiting or verified gives that link
 * again. Errors: NOT_FOUND, ACCOUNT_NOT_OPEN (closed), CONFLICT (LINK_LIMITS.active), RATE_LIMITED.
 */
export async function linkBank(deps: Deps, actor: Actor, input: LinkBankInput): Promise<BankLinkView> {
  const row = await deps.db.$transaction(async (tx) => {
    const account = await lockForLink(tx, actor, input.accountId);
    const known = await knownLink(tx, deps, input);
    if (known) return known;
    await checkTries(tx, deps, account.id);
    return record(tx, deps, actor, input, account);
  });
  deps.nudge();
  return bankLinkView(row, LINK_LIMITS.microTries);
}

/** The actor's account, locked so that two requests for links are counted one after the other. */
export async function lockForLink(tx: Tx, actor: Actor, accountId: string): Promise<OwnAccount> {
  await lockCash(tx, [accountId]);
  const account = await ownAccount(tx, actor, accountId);
  if (account.status === "CLOSED") throw new AppError("ACCOUNT_NOT_OPEN");
  return account;
}

/** The active link with the same numbers; CONFLICT when there is none and no room for another. */
export async function knownLink(
  tx: Tx,
  deps: Deps,
  input: Pick<LinkBankInput, "accountId" | "routingNumber" | "accountNumber">,
): Promise<LinkRow | null> {
  const active = await tx.bankLink.findMany({
    where: { accountId: input.accountId, status: { in: ACTIVE } },
    take: LINK_LIMITS.active,
  });
  const same = active.find(
    (link) =>
      link.routingNumber === input.routingNumber &&
      deps.cipher.decrypt(link.numberCiphertext, numberContext(link.id)) === input.accountNumber,
  );
  if (same) return same;
  if (active.length >= LINK_LIMITS.active)
    throw new AppError("CONFLICT", `An account can have ${LINK_LIMITS.active} bank accounts at most.`);
  return null;
}

/** RATE_LIMITED when as many bank accounts were tried in the last day as may be, whatever became of them. */
export async function checkTries(tx: Tx, deps: Deps, accountId: string): Promise<void> {
  const since = toDate(plus(deps.clock.now(), -LINK_LIMITS.tryWindowMs));
  const tries = await tx.bankLink.count({ where: { accountId, createdAt: { gt: since } } });
  if (tries >= LINK_LIMITS.triesADay)
    throw new AppError("RATE_LIMITED", "Too many bank accounts were tried today. Please try again tomorrow.");
}

async function record(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  input: LinkBankInput,
  account: OwnAccount,
): Promise<LinkRow> {
  const id = newId();
  const sealed = deps.cipher.encrypt(input.accountNumber, numberContext(id));
  const link = await tx.bankLink.create({
    data: {
      id,
      accountId: account.id,
      bankName: input.bankName,
      routingNumber: input.routingNumber,
      numberCiphertext: sealed,
      last4: input.accountNumber.slice(-4),
      kind: input.kind,
      status: "PENDING",
      createdAt: toDate(deps.clock.now()),
    },
  });
  const payload: SealedBankCommand = {
    kind: "LINK_ACCOUNT",
    bankReference: id,
    holderName: account.title,
    routingNumber: input.routingNumber,
    sealedAccountNumber: sealed,
  };
  await tx.outbox.create({ data: { messageId: newId(), party: "BANK", kind: payload.kind, payload } });
  await recordAudit(tx, {
    actor,
    action: "bank_link.requested",
    subjectType: "bank_link",
    subjectId: id,
    detail: { accountId: account.id, bankName: link.bankName, last4: link.last4, kind: link.kind },
    at: deps.clock.now(),
  });
  await publish(tx, `account:${account.id}`, "cash");
  return link;
}
