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

/** An outgoing wire, in dollars: to whom, at which bank. The number is encrypted at once. */
export const wireInput = z.strictObject({
  accountId,
  clientTransferId: clientTransferIdInput,
  amount: moneyInput(),
  beneficiaryName: lineInput({ max: 100, label: "The name on the account" }),
  bankName: lineInput({ max: 60, label: "The name of the bank" }),
  routingNumber: routingNumberInput,
  accountNumber: bankAccountNumberInput,
  purpose: lineInput({ max: 140, label: "What the wire is for" }),
});
export type WireInput = z.infer<typeof wireInput>;

/** Cash from one account to another of the same owners, in dollars. */
export const moveBetweenInput = z.strictObject({
  accountId,
  toAccountId: z.uuid("Choose the account that it goes to."),
  clientTransferId: clientTransferIdInput,
  amount: moneyInput(),
});
export type MoveBetweenInput = z.infer<typeof moveBetweenInput>;

export const transferIdInput = z.strictObject({ transferId: z.uuid("Choose a transfer.") });
export type TransferIdInput = z.infer<typeof transferIdInput>;

export const bankLinkInput = z.strictObject({ bankLinkId });
export type BankLinkInput = z.infer<typeof bankLinkInput>;

const cents = z
  .string({ error: "Type the amount as it stands on your statement." })
  .regex(/^0?\.\d{2}$/, "An amount of less than a dollar, like 0.32.")
  .transform((text) => (text.startsWith(".") ? `0${text}` : text));

/** The two amounts that the customer found on his bank statement, in either order. */
export const microDepositsInput = z.strictObject({ bankLinkId, first: cents, second: cents });
export type MicroDepositsInput = z.infer<typeof microDepositsInput>;

/** What the customer came back with from the bank's consent page. */
export const finishLinkInput = z.strictObject({
  consentId: z.uuid("This is not a visit to a bank."),
  code: z
    .string({ error: "The bank's code is needed." })
    .regex(/^[\w-]{20,100}$/, "This is not a bank's code."),
});
export type FinishLinkInput = z.infer<typeof finishLinkInput>;

export const accountInput = z.strictObject({ accountId });
export type AccountInput = z.infer<typeof accountInput>;

/** At most so many transfers a page. */
export const TRANSFERS_PAGE = 20;

/** Which transfers a list shows. */
export const TRANSFER_KINDS = ["DEPOSIT", "WITHDRAWAL", "WIRE", "JOURNAL"] as const;
export const TRANSFER_STATES = ["UNDER_WAY", "DONE", "FAILED"] as const;
export type TransferKindFilter = (typeof TRANSFER_KINDS)[number];
export type TransferState = (typeof TRANSFER_STATES)[number];

export const transfersInput = z.strictObject({
  accountId,
  kind: z.enum(TRANSFER_KINDS).nullish(),
  state: z.enum(TRANSFER_STATES).nullish(),
  /** The id of the last transfer of the page before. */
  cursor: z.uuid("This is not a place in the list.").nullish(),
});
export type TransfersInput = z.infer<typeof transfersInput>;
