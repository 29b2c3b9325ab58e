import { randomInt } from "node:crypto";
import type { BankCommand, BankEvent } from "@/domain/clearing/messages";
import { AppError } from "@/domain/errors";
import type { MicroDepositsInput } from "@/domain/funding/inputs";
import { LINK_LIMITS, microExpiresOn, withdrawalsFrom } from "@/domain/funding/link-limits";
import { localDate, localDateFromColumn, localDateOf, toColumn } from "@/domain/time/instant";
import { tellOfLink } from "@/server/funding/tell-of-link";
import { type BankLinkView, bankLinkView } from "@/server/funding/views";
import { type Actor, heldBy } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Prisma, Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";
import { publish } from "@/server/platform/news";

const microContext = (bankLinkId: string): string => `micro_deposits:${bankLinkId}`;

/** An amount between one cent and 99 cents, as "0.07". */
const smallAmount = (): string => `0.${String(randomInt(1, 100)).padStart(2, "0")}`;
/** Two amounts that are not the same, for whoever guesses would have it easier. */
function twoAmounts(): [string, string] {
  const first = smallAmount();
  for (;;) {
    const second = smallAmount();
    if (second !== first) return [first, second];
  }
}

/**
 * The bank does not tell names: has it send two small amounts, which the customer will read on his statement. They are
 * kept encrypted. In the transaction that applies the bank's answer.
 */
export async function beginMicroDeposits(tx: Tx, deps: Deps, bankLinkId: string): Promise<boolean> {
  const amounts = twoAmounts();
  const { count } = await tx.bankLink.updateMany({
    where: { id: bankLinkId, status: "PENDING" },
    data: {
      status: "MICRO_DEPOSITS",
      method: "MICRO_DEPOSITS",
      microCiphertext: deps.cipher.encrypt(JSON.stringify(amounts), microContext(bankLinkId)),
    },
  });
  if (count === 0) return false;
  const payload: BankCommand = { kind: "SEND_MICRO_DEPOSITS", bankReference: bankLinkId, amounts };
  await tx.outbox.create({ data: { messageId: newId(), party: "BANK", kind: payload.kind, payload } });
  return true;
}

/** They are on their way: from the day on which they are there the customer may tell them, for a while. */
export async function microDepositsSent(
  tx: Tx,
  event: Extract<BankEvent, { kind: "MICRO_DEPOSITS_SENT" }>,
): Promise<boolean> {
  const arriveOn = localDate(event.arriveOn);
  const { count } = await tx.bankLink.updateMany({
    where: { id: event.bankReference, status: "MICRO_DEPOSITS", microArrivesOn: null },
    data: { microArrivesOn: toColumn(arriveOn), microExpiresOn: toColumn(microExpiresOn(arriveOn)) },
  });
  return count > 0;
}

type Verdict = { row: Prisma.BankLinkGetPayload<object>; error: AppError | null };

/**
 * Checks the two amounts that the customer found on his statement, in either order. A wrong pair uses up a try, however
 * many are sent at once; after the last one, or too late, the link is refused. Errors: NOT_FOUND (not the actor's),
 * CONFLICT (it waits for no amounts, or they are not there yet), BANK_LINK_REFUSED.
 */
export async function confirmMicroDeposits(
  deps: Deps,
  actor: Actor,
  input: MicroDepositsInput,
): Promise<BankLinkView> {
  const exchangeAt = await deps.clock.exchangeNow();
  const today = localDateOf(exchangeAt);
  const { row, error } = await deps.db.$transaction(async (tx): Promise<Verdict> => {
    await tx.$executeRaw`select 1 from portal.bank_link where id = ${input.bankLinkId}::uuid for update`;
    const link = await tx.bankLink.findFirst({
      where: { id: input.bankLinkId, account: heldBy(actor), status: { not: "REMOVED" } },
    });
    if (!link) throw new AppError("NOT_FOUND");
    if (link.status === "VERIFIED") return { row: link, error: null };
    if (link.status !== "MICRO_DEPOSITS" || !link.microCiphertext)
      throw new AppError("CONFLICT", "This bank account does not wait for amounts.");
    const [arriveOn, expireOn] = [link.microArrivesOn, link.microExpiresOn];
    if (!arriveOn || !expireOn || localDateFromColumn(arriveOn) > today)
      throw new AppError("CONFLICT", "The two amounts are not on your statement yet.");
    const decide = async (data: Prisma.BankLinkUpdateInput, action: string | null) => {
      const changed = await tx.bankLink.update({ where: { id: link.id }, data });
      if (action) await record(tx, deps, actor, changed, action);
      await publish(tx, `account:${link.accountId}`, "cash");
      return changed;
    };
    const refuse = async (reason: string, tries: number): Promise<Verdict> => ({
      row: await decide({ status: "REFUSED", reason, microTries: tries }, "bank_link.refused"),
      error: new AppError("BANK_LINK_REFUSED", reason),
    });
    if (localDateFromColumn(expireOn) < today)
      return refuse("The two amounts were not told in time. Please link the account again.", link.microTries);
    const amounts: unknown = JSON.parse(deps.cipher.decrypt(link.microCiphertext, microContext(link.id)));
    if (isSamePair(amounts, input)) {
      const verified = {
        status: "VERIFIED",
        verifiedOn: toColumn(today),
        withdrawalsFrom: toColumn(withdrawalsFrom(today)),
      };
      const changed = await decide(verified, "bank_link.verified");
      await tellOfLink(tx, deps, changed);
      return { row: changed, error: null };
    }
    const tries = link.microTries + 1;
    if (tries >= LINK_LIMITS.microTries)
      return refuse("The two amounts were wrong too often. Please link the account again.", tries);
    const left = LINK_LIMITS.microTries - tries;
    const message = `These are not the two amounts. ${left === 1 ? "One try is" : `${left} tries are`} left.`;
    return {
      row: await decide({ microTries: tries }, null),
      error: new AppError("BANK_LINK_REFUSED", message, [{ path: "first", message }]),
    };
  });
  // What was counted stays counted: the answer is given after the commit.
  if (error) throw error;
  return bankLinkView(row, LINK_LIMITS.microTries);
}

function isSamePair(amounts: unknown, { first, second }: MicroDepositsInput): boolean {
  return Array.isArray(amounts) && [...amounts].sort().join() === [first, second].sort().join();
}

const record = (tx: Tx, deps: Deps, actor: Actor, link: Prisma.BankLinkGetPayload<object>, action: string) =>
  recordAudit(tx, {
    actor,
    action,
    subjectType: "bank_link",
    subjectId: link.id,
    detail: { accountId: link.accountId, method: "MICRO_DEPOSITS", tries: link.microTries },
    at: deps.clock.now(),
  });
