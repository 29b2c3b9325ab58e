import { describe, expect, it } from "vitest";
import { LONGEST_SESSION_MS, sessionExpiry } from "@/domain/auth/session-limits";
import { instant, plus } from "@/domain/time/instant";

const HOUR = 3_600_000;
const start = instant(1_800_000_000_000);

describe("sessionExpiry", () => {
  it("ends an investor's session 12 hours after its last use", () => {
    expect(sessionExpiry("INVESTOR", start, plus(start, 3 * HOUR))).toBe(start + 15 * HOUR);
  });
  it("ends it 24 hours after sign-in however busy it is", () => {
    expect(sessionExpiry("INVESTOR", start, plus(start, 20 * HOUR))).toBe(start + 24 * HOUR);
  });
  it("gives staff two hours of idleness and eight in all", () => {
    expect(sessionExpiry("REVIEWER", start, start)).toBe(start + 2 * HOUR);
    expect(sessionExpiry("ADMIN", start, plus(start, 7 * HOUR))).toBe(start + 8 * HOUR);
  });
  it("lets no cookie outlive a day", () => {
    expect(LONGEST_SESSION_MS).toBe(24 * HOUR);
  });
});
