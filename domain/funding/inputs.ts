import { z } from "zod";
import { bankAccountNumberInput, routingNumberInput } from "@/domain/banking/bank-account";
import { moneyInput } from "@/domain/money/input";
import { lineInput } from "@/domain/text/text-input";

/** What customers send about their bank accounts and their money on its way. */
const accountId = z.uuid("Choose an account.");
const bankLinkId = z.uuid("Choose a bank account.");

/** The client's own name for a transfer: the same name never moves money twice. */
export const clientTransferIdInput = z
  .string({ error: "A client transfer id is needed." })
  .regex(/^[A-Za-z0-9_-]{1,64}$/, "A client transfer id has 1 to 64 letters, digits, - or _.");

export const BANK_ACCOUNT_KINDS = ["CHECKING", "SAVINGS"] as const;
export type BankAccountKind = (typeof BANK_ACCOUNT_KINDS)[number];

export const linkBankInput = z.strictObject({
  accountId,
  bankName: lineInput({ max: 60, label: "The name of the bank" }),
  routingNumber: routingNumberInput,
  accountNumber: bankAccountNumberInput,
  kind: z.enum(BANK_ACCOUNT_KINDS, { error: "Choose a checking or a savings account." }),
});
export type LinkBankInput = z.infer<typeof linkBankInput>;

/** The same as a person types it: the number twice, because nobody sees a wrong digit in it. */
export const linkBankForm = linkBankInput
  .extend({ repeatedNumber: z.string() })
  .refine(({ accountNumber, repeatedNumber }) => accountNumber === repeatedNumber, {
    path: ["repeatedNumber"],
    message: "The two account numbers are not the same.",
  });

/** A deposit or a withdrawal by ACH, in dollars. How much is allowed depends on the day: the use case says so. */
export const transferInput = z.strictObject({
  accountId,
  bankLinkId,
  clientTransferId: clientTransferIdInput,
  amount: moneyInput(),
});
export type TransferInput = z.infer<typeof transferInput>;

export const accountInput = z.strictObject({ accountId });
export type AccountInput = z.infer<typeof accountInput>;

/** At most so many transfers a page. */
export const TRANSFERS_PAGE = 20;

export const transfersInput = z.strictObject({
  accountId,
  /** The id of the last transfer of the page before. */
  cursor: z.uuid("This is not a place in the list.").nullish(),
});
export type TransfersInput = z.infer<typeof transfersInput>;
