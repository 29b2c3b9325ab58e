import type { BankCommand } from "@/domain/clearing/messages";
import {
  linkAccount,
  sendMicroDeposits,
  type StoredLink,
  storedLink,
} from "@/server/street/bank/link-accounts";
import type { Step } from "@/server/street/street";

/** A request to the bank as it is kept: no account number in clear. */
export type StoredBankCommand = StoredLink | Exclude<BankCommand, { kind: "LINK_ACCOUNT" }>;

export const storedBankCommand = (command: BankCommand, hashKey: string): StoredBankCommand =>
  command.kind === "LINK_ACCOUNT" ? storedLink(command, hashKey) : command;

/** Does what the bank was asked for. */
export const workBankCommand = (step: Step, command: StoredBankCommand): Promise<void> =>
  command.kind === "LINK_ACCOUNT" ? linkAccount(step, command) : sendMicroDeposits(step, command);
