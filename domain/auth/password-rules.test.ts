import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalPassword, PASSWORD_MAX, PASSWORD_MIN, passwordProblem } from "@/domain/auth/password-rules";

const about = { email: "margaret.holm@example.com", displayName: "Margaret Holm" };

describe("passwordProblem", () => {
  it.each([
    "calm harbour lantern",
    "ørsted grønn båt 7",
    "xK4!pW9zQ2mL7vR",
    "the password of my aunt",
    "92837 44019 83726",
    "日本語のとても長い合言葉です。はい",
  ])("takes %s", (password) => {
    expect(passwordProblem(password, about)).toBeNull();
  });

  it.each([
    ["too short", "a".repeat(PASSWORD_MIN - 1), /15 characters/],
    ["too long", "abcd efgh ijkl mnop".repeat(10), /128 characters/],
    ["widely known", "CorrectHorseBatteryStaple", /widely known/],
    ["known ones in a row", "iloveyou password", /strings widely known/],
    ["a known one with digits", "P@ssw0rd-2026!!99", /strings widely known/],
    ["one character", "a".repeat(20), /repeats itself/],
    ["a repeated word", "lantern-lantern-", /repeats itself/],
    ["the alphabet", "abcdefghijklmnop", /follows/],
    ["digits in a row", "123456789012345", /follows/],
    ["the keyboard backwards", "poiuytrewqpoiuy", /follows/],
    ["the person's name", "margaret holm 1981", /mostly your name/],
    ["our name", "RushTrade 2026 !", /mostly your name/],
  ])("refuses %s", (_, password, problem) => {
    expect(passwordProblem(password, about)).toMatch(problem);
  });

  it("takes the same keys for the same password, whatever made them", () => {
    expect(normalPassword("Ａ ｆｕｌｌ ｗｉｄｔｈ")).toBe("A full width");
    expect(normalPassword("e\u0301")).toBe(normalPassword("\u00e9"));
  });

  it("demands no mixture: any letters, however many of one kind", () => {
    const letters = fc.array(fc.constantFrom(..."bcdfghjkmnprstvwz"), { minLength: 64, maxLength: 64 });
    fc.assert(
      fc.property(letters, (list) => {
        fc.pre(new Set(list).size > 8);
        expect(passwordProblem(list.join(""), about)).toBeNull();
      }),
    );
  });

  it("counts characters, not code units", () => {
    expect(passwordProblem("🦊".repeat(8), about)).toMatch(/15 characters/);
    expect(PASSWORD_MAX).toBeGreaterThanOrEqual(64);
  });
});
