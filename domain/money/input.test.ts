import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { moneyInput, priceInput, quantityInput, wholeQuantityInput } from "@/domain/money/input";

const schemas = {
  money: moneyInput(),
  price: priceInput(),
  quantity: quantityInput(),
  whole: wholeQuantityInput(),
};
const issuesOf = (schema: z.ZodType, sent: unknown) => schema.safeParse(sent).error?.issues ?? [];
const sentence = (schema: z.ZodType, sent: unknown): string | undefined => issuesOf(schema, sent)[0]?.message;

const HOSTILE: [string, unknown][] = [
  ["a JSON number", 100],
  ["null", null],
  ["nothing", undefined],
  ["an object", { toString: () => "1" }],
  ["a list", ["1"]],
  ["NaN", "NaN"],
  ["the number NaN", Number.NaN],
  ["Infinity", "Infinity"],
  ["1e309", "1e309"],
  ["an exponent", "1e2"],
  ["hexadecimal", "0x10"],
  ["a negative", "-1"],
  ["a real minus", "\u22121"],
  ["negative zero", "-0"],
  ["a plus sign", "+1"],
  ["zero", "0"],
  ["zero with decimals", "0.00"],
  ["2^53+1", "9007199254740993"],
  ["ten kilobytes of digits", "9".repeat(10_000)],
  ["ten kilobytes of zeros", `0.${"0".repeat(10_000)}1`],
  ["Arabic digits", "١٢٣"],
  ["full-width digits", "１２３"],
  ["empty", ""],
  ["a space", " "],
  ["spaces around", " 1 "],
  ["a line end", "1\n"],
  ["thousands", "1,000"],
  ["a leading zero", "007"],
  ["no whole part", ".5"],
  ["no fraction after the point", "5."],
  ["two points", "1.2.3"],
  ["words", "one"],
];

describe.each(Object.entries(schemas))("%s input", (_name, schema) => {
  it.each(HOSTILE)("refuses %s with one short sentence", (_what, sent) => {
    const issues = issuesOf(schema, sent);
    expect(issues).toHaveLength(1);
    expect(issues[0]?.message).toMatch(/^The (amount|price|quantity) .*\.$/s);
    expect(JSON.stringify(issues).length).toBeLessThan(300);
  });

  it("refuses every text that is no plain positive numeral, and never throws", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.double().map(String)), (text) => {
        const result = schema.safeParse(text);
        if (result.success) expect(text).toMatch(/^(0|[1-9][0-9]*)(\.[0-9]+)?$/);
        else expect(result.error.issues).toHaveLength(1);
      }),
    );
  });

  it("gives back exactly what was sent", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (n) => {
        expect(schema.parse(String(n)).toFixed()).toBe(String(n));
      }),
    );
  });
});

describe("what is said", () => {
  it.each([
    [schemas.money, 100, 'The amount must be sent as text, such as "1250.50".'],
    [schemas.money, "9".repeat(10_000), "The amount is too long: at most 24 characters."],
    [schemas.money, "-5", "The amount must not be negative."],
    [schemas.money, "1e309", "The amount must be written in plain digits, such as 1250.50."],
    [schemas.money, "1.005", "The amount must have at most 2 decimals, such as 1250.50."],
    [schemas.money, "0.00", "The amount must be at least 0.01."],
    [schemas.money, "9007199254740993", "The amount must be at most 1,000,000,000."],
    [schemas.money, "9".repeat(24), "The amount must be at most 1,000,000,000."],
    [schemas.price, "187.40001", "The price must have at most 4 decimals, such as 187.40."],
    [schemas.price, "1000000.01", "The price must be at most 1,000,000."],
    [schemas.whole, "1.5", "The quantity must be a whole number."],
    [schemas.whole, "1.0", "The quantity must be a whole number."],
    [schemas.whole, "1000001", "The quantity must be at most 1,000,000."],
    [schemas.quantity, "0.0000001", "The quantity must have at most 6 decimals, such as 2.5."],
  ] as [z.ZodType, unknown, string][])("case %#", (schema, sent, message) => {
    expect(sentence(schema, sent)).toBe(message);
  });

  it("names the field in an object", () => {
    const order = z.strictObject({ quantity: wholeQuantityInput(), limitPrice: priceInput() });
    const issues = issuesOf(order, { quantity: 5, limitPrice: "NaN" });
    expect(issues.map((issue) => issue.path.join("."))).toEqual(["quantity", "limitPrice"]);
  });
});

describe("limits", () => {
  it("are inclusive and exact", () => {
    const schema = moneyInput({ min: "1.00", max: "50000.00" });
    expect(schema.parse("1.00").toFixed(2)).toBe("1.00");
    expect(schema.parse("50000").toFixed(2)).toBe("50000.00");
    expect(sentence(schema, "50000.01")).toBe("The amount must be at most 50,000.");
    expect(sentence(schema, "0.99")).toBe("The amount must be at least 1.");
  });

  it("cents survive exactly", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000_000_000 }), (cents) => {
        const text = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
        expect(schemas.money.parse(text).toFixed(2)).toBe(text);
      }),
    );
  });
});
