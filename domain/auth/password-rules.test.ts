import { describe, expect, it } from "vitest";
import { PASSWORD_MAX, PASSWORD_MIN, passwordProblem } from "@/domain/auth/password-rules";

const about = { email: "margaret.holm@example.com", displayName: "Margaret Holm" };

describe("passwordProblem", () => {
  it.each([
    "calm harbour lantern",
    "ørsted grønn båt 7",
    "xK4!pW9zQ2mL7vR",
    "日本語のとても長い合言葉です。はい",
  ])("takes %s", (password) => {
    expect(passwordProblem(password, about)).toBeNull();
  });

  it.each([
    ["too short", "a".repeat(PASSWORD_MIN - 1), /15 characters/],
    ["too long", "abcd efgh ijkl mnop".repeat(10), /128 characters/],
    ["widely known", "CorrectHorseBatteryStaple", /widely known/],
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

  it("counts characters, not code units", () => {
    expect(passwordProblem("🦊".repeat(8), about)).toMatch(/15 characters/);
    expect(PASSWORD_MAX).toBeGreaterThanOrEqual(64);
  });
});
