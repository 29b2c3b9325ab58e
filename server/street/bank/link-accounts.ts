import { achSettlementDate } from "@/domain/banking/ach";
import { mayLink } from "@/domain/banking/same-name";
import type { BankCommand } from "@/domain/clearing/messages";
import { toIso } from "@/domain/time/instant";
import { sign } from "@/server/platform/crypto";
import type { Tx } from "@/server/platform/db";
import { type BankStatus, statusOfNumber, tellsNames } from "@/server/street/bank/test-identities";
import type { Step } from "@/server/street/street";

/** A request for a link as it is kept: the account number only as a keyed hash, even before the bank has looked. */
export type StoredLink = {
  kind: "LINK_ACCOUNT";
  bankReference: string;
  holderName: string;
  routingNumber: string;
  numberHash: string;
  identity: BankStatus;
};

export const numberHash = (hashKey: string, routingNumber: string, accountNumber: string): string =>
  sign(hashKey, `bank-account ${routingNumber} ${accountNumber}`);

export function storedLink(
  command: Extract<BankCommand, { kind: "LINK_ACCOUNT" }>,
  hashKey: string,
): StoredLink {
  const { kind, bankReference, holderName, routingNumber, accountNumber } = command;
  return {
    kind,
    bankReference,
    holderName,
    routingNumber,
    numberHash: numberHash(hashKey, routingNumber, accountNumber),
    identity: statusOfNumber(accountNumber),
  };
}

/** Keeps an account under the broker's reference, once. */
export async function keepAccount(
  tx: Tx,
  account: {
    reference: string;
    routingNumber: string;
    numberHash: string;
    holder: string;
    status: BankStatus;
  },
): Promise<void> {
  await tx.$executeRaw`
    insert into street.bank_account (reference, routing, number_hash, holder, status)
    values (${account.reference}::uuid, ${account.routingNumber}, ${account.numberHash}, ${account.holder}, ${account.status})
    on conflict (reference) do nothing`;
}

/**
 * Confirms that a bank account belongs to the named holder. The bank knows an account's holder from the first request
 * that names the account; another name is refused from then on. A bank that does not tell names says so.
 */
export async function linkAccount(step: Step, command: StoredLink): Promise<void> {
  const { bankReference, holderName, routingNumber, identity } = command;
  const at = toIso(step.now);
  const refuse = (reason: string) =>
    step.events.add("BANK", { kind: "LINK_REFUSED", bankReference, reason, at });
  if (identity === "UNKNOWN") return refuse("The bank knows no account with this number.");
  const [first] = await step.tx.$queryRaw<{ holder: string }[]>`
    select holder from street.bank_account
    where routing = ${routingNumber} and number_hash = ${command.numberHash} limit 1`;
  if (first && !mayLink(holderName, first.holder)) {
    return refuse("The bank account is held under another name.");
  }
  await keepAccount(step.tx, {
    reference: bankReference,
    routingNumber,
    numberHash: command.numberHash,
    holder: holderName,
    status: identity,
  });
  const kind = tellsNames(routingNumber) ? "LINK_VERIFIED" : "LINK_UNCONFIRMED";
  step.events.add("BANK", { kind, bankReference, at });
}

/** Sends two small amounts by ACH; they are there when it settles. Asked for again, they are not sent again. */
export async function sendMicroDeposits(
  step: Step,
  { bankReference, amounts }: Extract<BankCommand, { kind: "SEND_MICRO_DEPOSITS" }>,
): Promise<void> {
  const arriveOn = achSettlementDate(step.today);
  const sent = await step.tx.$executeRaw`
    update street.bank_account set micro_amounts = ${JSON.stringify(amounts)}::jsonb, micro_arrives_on = ${arriveOn}::date
    where reference = ${bankReference}::uuid and micro_amounts is null`;
  const at = toIso(step.now);
  if (sent > 0) step.events.add("BANK", { kind: "MICRO_DEPOSITS_SENT", bankReference, arriveOn, at });
}

/** What the bank has confirmed under a reference; null if it knows none. */
export async function bankAccount(tx: Tx, reference: string): Promise<{ status: string } | null> {
  const [row] = await tx.$queryRaw<{ status: string }[]>`
    select status from street.bank_account where reference = ${reference}::uuid`;
  return row ?? null;
}
