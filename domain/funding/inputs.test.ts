import { describe, expect, it } from "vitest";
import { formatBankDay } from "@/domain/funding/bank-day";
import {
  linkBankForm,
  linkBankInput,
  microDepositsInput,
  transferInput,
  transfersInput,
} from "@/domain/funding/inputs";

const id = "01936f00-0000-7000-8000-000000000001";
const link = {
  accountId: id,
  bankName: "First National",
  routingNumber: "021000021",
  accountNumber: "000123456789",
  kind: "CHECKING",
};
const transfer = { accountId: id, bankLinkId: id, clientTransferId: "a-1", amount: "1250.50" };

const issuesOf = (schema: typeof linkBankInput | typeof transferInput, value: unknown) =>
  schema.safeParse(value).error?.issues.map((issue) => [issue.path.join("."), issue.message]) ?? [];

describe("linking a bank account", () => {
  it("takes a bank, its routing number and the account's digits as text", () => {
    expect(linkBankInput.parse({ ...link, bankName: "  First   National " })).toEqual(link);
  });

  it.each([
    ["bankName", "", "The name of the bank is needed."],
    ["bankName", "A\u0000B", "The name of the bank contains a character that cannot be shown."],
    ["bankName", "x".repeat(10_000), "The name of the bank may have 60 characters at most."],
    ["routingNumber", "021000022", "This is not a routing number. Copy the nine digits from a check."],
    ["routingNumber", 21000021, "Send the routing number as text."],
    ["accountNumber", "12 34", "An account number has 4 to 17 digits and nothing else."],
    ["accountNumber", "9".repeat(10_000), "An account number has at most 17 digits."],
    ["accountNumber", 123456, "Send the account number as text."],
    ["kind", "BROKERAGE", "Choose a checking or a savings account."],
    ["accountId", "1 or 1=1", "Choose an account."],
  ])("says what is wrong with %s %j", (field, value, message) => {
    expect(issuesOf(linkBankInput, { ...link, [field]: value })).toEqual([[field, message]]);
  });

  it("asks for the number twice in a form", () => {
    expect(linkBankForm.safeParse({ ...link, repeatedNumber: link.accountNumber }).success).toBe(true);
    expect(linkBankForm.safeParse({ ...link, repeatedNumber: "000123456780" }).error?.issues).toMatchObject([
      { path: ["repeatedNumber"], message: "The two account numbers are not the same." },
    ]);
  });

  it("refuses what it does not know", () => {
    expect(issuesOf(linkBankInput, { ...link, status: "VERIFIED" })).toHaveLength(1);
  });
});

describe("asking for a transfer", () => {
  it("reads dollars exactly", () => {
    expect(transferInput.parse(transfer).amount.toFixed()).toBe("1250.5");
  });

  it.each([
    [1250.5, "The amount must be sent as text"],
    ["NaN", "plain digits"],
    ["1e309", "plain digits"],
    ["-5", "must not be negative"],
    ["0", "at least 0.01"],
    ["0.001", "at most 2 decimals"],
    ["9007199254740993", "at most 1,000,000,000"],
    ["9".repeat(10_000), "too long"],
    ["1,000", "plain digits"],
  ])("refuses the amount %j", (amount, message) => {
    const issues = issuesOf(transferInput, { ...transfer, amount });
    expect(issues).toEqual([["amount", expect.stringContaining(message)]]);
  });

  it.each(["", "a b", "x".repeat(65), "ä", null, 7])("refuses the client's id %j", (clientTransferId) => {
    expect(issuesOf(transferInput, { ...transfer, clientTransferId })).toHaveLength(1);
  });

  it("does not let a client choose status or direction", () => {
    expect(issuesOf(transferInput, { ...transfer, status: "AVAILABLE" })).toHaveLength(1);
    expect(issuesOf(transferInput, { ...transfer, direction: "DEPOSIT" })).toHaveLength(1);
  });

  it("pages by a transfer's id", () => {
    expect(transfersInput.parse({ accountId: id })).toEqual({ accountId: id });
    expect(transfersInput.safeParse({ accountId: id, cursor: "x" }).success).toBe(false);
  });
});

describe("micro-deposits", () => {
  it.each([
    ["0.07", "0.07"],
    [".07", "0.07"],
    ["0.99", "0.99"],
  ])("reads %s as %s", (typed, read) => {
    const input = { bankLinkId: id, first: typed, second: "0.32" };
    expect(microDepositsInput.parse(input).first).toBe(read);
  });

  it.each(["1.07", "7", "0.7", "0.077", "-0.07", "", 0.07, null])("refuses %j", (typed) => {
    expect(microDepositsInput.safeParse({ bankLinkId: id, first: typed, second: "0.32" }).success).toBe(
      false,
    );
  });
});

describe("a bank day", () => {
  it.each([
    ["2026-05-28", "Thu 28 May"],
    ["2024-02-29", "Thu 29 Feb"],
    ["2026-11-01", "Sun 1 Nov"],
    ["2013-12-31", "Tue 31 Dec"],
  ])("%s reads %s", (date, text) => {
    expect(formatBankDay(date)).toBe(text);
  });
});
