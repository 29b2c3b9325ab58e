import { z } from "zod";
import { type BankCommand, bankCommand } from "@/domain/clearing/messages";
import type { Deps } from "@/server/platform/deps";

/** Binds the encrypted number to its row, so that it cannot be moved to another. */
export const numberContext = (bankLinkId: string): string => `bank_link:${bankLinkId}`;

/** The same for the number that a wire goes to. */
export const wireContext = (transferId: string): string => `wire:${transferId}`;

/** A request to the bank as it waits in the outbox: the account number stays sealed until the moment of sending. */
const sealedLink = z.strictObject({
  kind: z.literal("LINK_ACCOUNT"),
  bankReference: z.uuid(),
  holderName: z.string(),
  routingNumber: z.string(),
  sealedAccountNumber: z.string(),
});
export type SealedBankCommand = z.infer<typeof sealedLink>;

/**
 * Opens an outbox payload of party BANK for sending. The result holds a bank account number in clear: hand it to the
 * port and nothing else. Throws if the payload is not one of ours or was sealed for another link.
 */
export function openBankMessage(deps: Pick<Deps, "cipher">, payload: unknown): BankCommand {
  const plain = bankCommand.safeParse(payload);
  if (plain.success) return plain.data;
  const { sealedAccountNumber, ...rest } = sealedLink.parse(payload);
  const accountNumber = deps.cipher.decrypt(sealedAccountNumber, numberContext(rest.bankReference));
  return bankCommand.parse({ ...rest, accountNumber });
}
