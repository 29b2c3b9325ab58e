import type { BankCommand } from "@/domain/clearing/messages";
import { toIso } from "@/domain/time/instant";
import { sign } from "@/server/platform/crypto";
import type { Tx } from "@/server/platform/db";
import type { Arrived, Step } from "@/server/street/street";

/** Status of a bank account whose debits come back for want of funds. */
export const NO_FUNDS = "NO_FUNDS";
const VERIFIED = "VERIFIED";

/**
 * Test identities of the simulated bank, by the last four digits of an account number, in the manner of payment
 * sandboxes: 0001 has no money (deposits come back as R01), 0002 does not exist at the bank.
 */
const WITHOUT_FUNDS = "0001";
const UNKNOWN = "0002";

/** A request for a link as it is kept: the account number only as a keyed hash, even before the bank has looked. */
export type StoredLink = {
  kind: "LINK_ACCOUNT";
  bankReference: string;
  holderName: string;
  routingNumber: string;
  numberHash: string;
  identity: "ORDINARY" | "WITHOUT_FUNDS" | "UNKNOWN";
};

export function storedLink(command: BankCommand, hashKey: string): StoredLink {
  const { kind, bankReference, holderName, routingNumber, accountNumber } = command;
  const end = accountNumber.slice(-4);
  return {
    kind,
    bankReference,
    holderName,
    routingNumber,
    numberHash: sign(hashKey, `bank-account ${routingNumber} ${accountNumber}`),
    identity: end === WITHOUT_FUNDS ? "WITHOUT_FUNDS" : end === UNKNOWN ? "UNKNOWN" : "ORDINARY",
  };
}

/** A name as the same-name check compares it: letters and digits of any script, in one case. */
const comparable = (name: string): string =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, " ")
    .trim();

/**
 * Confirms that a bank account belongs to the named holder. The bank knows an account's holder from the first request
 * that names the account; another name is refused from then on.
 */
export async function linkAccount(step: Step, { command }: Arrived<StoredLink>): Promise<void> {
  const { bankReference, holderName, routingNumber, numberHash, identity } = command;
  const at = toIso(step.now);
  const refuse = (reason: string) =>
    step.events.add("BANK", { kind: "LINK_REFUSED", bankReference, reason, at });
  if (identity === "UNKNOWN") return refuse("The bank knows no account with this number.");
  const [first] = await step.tx.$queryRaw<{ holder: string }[]>`
    select holder from street.bank_account where routing = ${routingNumber} and number_hash = ${numberHash} limit 1`;
  if (first && comparable(first.holder) !== comparable(holderName)) {
    return refuse("The bank account is held under another name.");
  }
  const status = identity === "WITHOUT_FUNDS" ? NO_FUNDS : VERIFIED;
  await step.tx.$executeRaw`
    insert into street.bank_account (reference, routing, number_hash, holder, status)
    values (${bankReference}::uuid, ${routingNumber}, ${numberHash}, ${holderName}, ${status})
    on conflict (reference) do nothing`;
  step.events.add("BANK", { kind: "LINK_VERIFIED", bankReference, at });
}

/** Whether the bank has confirmed the account under a reference. */
export async function bankAccount(tx: Tx, reference: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from street.bank_account where reference = ${reference}::uuid`;
  return rows.length > 0;
}
