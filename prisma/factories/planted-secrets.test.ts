import { expect, it } from "vitest";
import { numbersIn, searchFor } from "@/prisma/factories/planted-secrets";

const value = "287654321";
const find = searchFor([{ what: "ssn", value }]);
const forms = (text: string) => find("here", text).map(({ form }) => form);

it("finds a number as people and as programs write it", () => {
  expect(forms("call 287654321 now")).toContain("as it is");
  expect(forms("SSN 287-65-4321.")).toContain('like a Social Security number, with "-"');
  expect(forms("28-7654321")).toContain('like an employer\'s number, with "-"');
  expect(forms("2876 5432 1")).toContain('in fours, with " "');
  expect(forms(Buffer.from(value).toString("hex").toUpperCase())).toContain("hex");
  for (const before of ["", "a", "ab", "abc"])
    for (const after of ["", "x", "xy"])
      expect(forms(Buffer.from(before + value + after).toString("base64"))).toContain("base64");
});

it("finds nothing where there is nothing", () => {
  expect(forms("the last four are 4321, the first 2876 and then 5")).toEqual([]);
});

it("knows the numbers of an application by their names", () => {
  const answers = {
    identification: { kind: "SSN", number: "287-65-4321" },
    foreignTin: [{ number: "A1" }],
    n: 5,
  };
  expect(numbersIn(answers)).toEqual([
    { what: "identification.number", value },
    { what: "foreignTin.0.number", value: "A1" },
  ]);
});
