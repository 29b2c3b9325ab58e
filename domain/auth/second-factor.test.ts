import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isFreshProof,
  isRecoveryCode,
  recoveryCode,
  secondFactorInput,
  spellRecoveryCode,
  STEP_UP_MS,
} from "@/domain/auth/second-factor";
import { instant } from "@/domain/time/instant";

describe("a proof", () => {
  it.each([
    [null, 0, false],
    [0, 0, true],
    [0, STEP_UP_MS - 1, true],
    [0, STEP_UP_MS, false],
  ])("of %s is looked at %s later: fresh %s", (at, now, fresh) => {
    expect(isFreshProof(at === null ? null : instant(at), instant(now))).toBe(fresh);
  });
});

describe("a recovery code", () => {
  const tenBytes = fc.uint8Array({ minLength: 10, maxLength: 10 });

  it("can be typed as it is shown, in either case, with or without the dash", () => {
    fc.assert(
      fc.property(tenBytes, (bytes) => {
        const code = recoveryCode(bytes);
        const shown = spellRecoveryCode(code);
        for (const text of [code, shown, shown.toUpperCase(), ` ${shown} `])
          expect(secondFactorInput.parse({ code: text })).toEqual({ code });
        expect(isRecoveryCode(code)).toBe(true);
      }),
    );
  });

  it("tells any two of its bits apart", () => {
    fc.assert(
      fc.property(tenBytes, fc.nat(9), fc.nat(4), (bytes, at, bit) => {
        const other = bytes.map((byte, index) => (index === at ? byte ^ (1 << bit) : byte));
        expect(recoveryCode(other)).not.toBe(recoveryCode(bytes));
      }),
    );
  });
});

describe("a typed code", () => {
  it.each(["123456", "123 456", " 123-456 "])("%s is six digits", (text) => {
    const { code } = secondFactorInput.parse({ code: text });
    expect(code).toBe("123456");
    expect(isRecoveryCode(code)).toBe(false);
  });

  it.each(["", "12345", "1234567", "12345a", "١٢٣٤٥٦", "abcde-fghi1", "a".repeat(41)])(
    "%s is none",
    (text) => {
      expect(secondFactorInput.safeParse({ code: text }).success).toBe(false);
    },
  );
});
