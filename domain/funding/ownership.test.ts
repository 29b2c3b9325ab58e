import { describe, expect, it } from "vitest";
import { isSameOwner, type Ownership } from "@/domain/funding/ownership";

const ada: Ownership = { type: "INDIVIDUAL_CASH", title: "Ada Example", holderIds: ["a"] };
const both: Ownership = { type: "JOINT_WROS_CASH", title: "Ada & Ben Example", holderIds: ["a", "b"] };
const company: Ownership = { type: "LLC_CASH", title: "Harbor LLC", holderIds: ["a"] };

describe("the same owners", () => {
  it.each([
    ["cash and margin of one person", ada, { ...ada, type: "INDIVIDUAL_MARGIN" }, true],
    ["a joint account and its margin account", both, { ...both, holderIds: ["b", "a"] }, true],
    ["one's own and a joint one", ada, both, false],
    ["one's own and a company's that one signs for", ada, company, false],
    ["two accounts of one company", company, { ...company, type: "LLC_MARGIN", title: "harbor llc" }, true],
    ["two companies of one person", company, { ...company, title: "Pier LLC" }, false],
    ["a company and a trust of one name", company, { ...company, type: "TRUST_CASH" }, false],
    ["accounts of nobody", { ...ada, holderIds: [] }, { ...ada, holderIds: [] }, false],
  ] as const)("%s", (_case, from, to, expected) => {
    expect(isSameOwner(from, to)).toBe(expected);
    expect(isSameOwner(to, from)).toBe(expected);
  });
});
