import { expect, test } from "vitest";
import {
  accountLabel,
  pickAccount,
  pickAccounts,
  type PortalAccount,
  shortAccountLabel,
} from "@/components/portal-frame/pick-account";

const account = (id: string, number: string | null): PortalAccount => ({
  id,
  number,
  maskedNumber: number ?? "Being opened",
  title: "Ann Example",
  typeTitle: "Individual, cash",
  status: "OPEN",
  openedOn: "2026-07-14",
});
const [first, second] = [account("a", "RT-00004417"), account("b", null)];

test("the address names the account; a name that is nobody's falls back to the first", () => {
  expect(pickAccount([first, second], "b")).toBe(second);
  expect(pickAccount([first, second], "c")).toBe(first);
  expect(pickAccount([first, second], ["b", "c"])).toBe(first);
  expect(pickAccount([first], undefined)).toBe(first);
  expect(pickAccount([], "a")).toBeNull();
});

test("all accounts can be looked at together", () => {
  expect(pickAccounts([first, second], "all")).toEqual([first, second]);
  expect(pickAccounts([first, second], "b")).toEqual([second]);
  expect(pickAccounts([first, second], "c")).toEqual([first]);
  expect(pickAccounts([], "all")).toEqual([]);
  expect(pickAccount([first, second], "all")).toBe(first);
});

test("an account is called by its kind and the end of its number", () => {
  expect(accountLabel(first)).toBe("Individual · cash ••4417");
  expect(shortAccountLabel(first)).toBe("Individual ••4417");
  expect(accountLabel(second)).toBe("Individual · cash (being opened)");
});
