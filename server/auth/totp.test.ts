import { describe, expect, it } from "vitest";
import { instant } from "@/domain/time/instant";
import { newTotpKey, stepOfCode, totpAddress, totpCode } from "@/server/auth/totp";

/** RFC 6238, appendix B, SHA-1: the key is "12345678901234567890", and six digits are the last of the eight there. */
const KEY = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const VECTORS = [
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
  [20_000_000_000, "353130"],
] as const;

describe("codes", () => {
  it.each(VECTORS)("at second %i the code is %s", (seconds, code) => {
    const now = instant(seconds * 1000);
    expect(totpCode(KEY, now).code).toBe(code);
    expect(stepOfCode(KEY, code, now)).toBe(Math.floor(seconds / 30));
  });

  it("name their own step, one before and one after, and none beyond", () => {
    const now = instant(1_234_567_890_000);
    const step = Math.floor(1_234_567_890 / 30);
    for (const away of [-1, 0, 1])
      expect(stepOfCode(KEY, totpCode(KEY, instant(now + away * 30_000)).code, now)).toBe(step + away);
    for (const away of [-2, 2])
      expect(stepOfCode(KEY, totpCode(KEY, instant(now + away * 30_000)).code, now)).toBeNull();
  });

  it("end with their half minute", () => {
    expect(totpCode(KEY, instant(59_000)).msLeft).toBe(1000);
  });
});

it("makes keys of 160 bits, and an address that apps read", () => {
  const key = newTotpKey();
  expect(key).toMatch(/^[A-Z2-7]{32}$/);
  const address = new URL(totpAddress(key, "margaret@example.com"));
  expect(address.protocol).toBe("otpauth:");
  expect(Object.fromEntries(address.searchParams)).toMatchObject({ issuer: "RushTrade", secret: key });
  expect(decodeURIComponent(address.pathname)).toContain("RushTrade:margaret@example.com");
});
