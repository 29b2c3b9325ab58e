import { expect, it } from "vitest";
import { taxFormStage, validThrough } from "@/domain/onboarding/tax-forms";
import { addDays, localDate } from "@/domain/time/instant";

it("reminds from ninety days before a form's last day, and says when it has run out", () => {
  const last = validThrough(localDate("2026-02-03"));
  expect(last).toBe("2029-12-31");
  expect(taxFormStage(last, addDays(last, -91))).toBe("VALID");
  expect(taxFormStage(last, addDays(last, -90))).toBe("EXPIRING");
  expect(taxFormStage(last, last)).toBe("EXPIRING");
  expect(taxFormStage(last, addDays(last, 1))).toBe("EXPIRED");
  expect(taxFormStage(null, localDate("2099-01-01"))).toBe("VALID");
});
