import superjson from "superjson";
import { describe, expect, it } from "vitest";
import { ZodError } from "zod";
import { liveInputOf } from "@/server/trpc/live-door";

/** The address that a browser's link makes of an input. */
const addressOf = (input: unknown): string =>
  `/api/trpc/market.live?input=${encodeURIComponent(superjson.stringify(input))}`;
const PLAIN = { symbols: ["AAPL"], accountId: null, depth: [] };

describe("what a browser asks of its live line", () => {
  it("is read as it was meant, also what was left unsaid", () => {
    expect(liveInputOf(addressOf({ ...PLAIN, madeAt: 1_000 }), undefined)).toEqual({
      ...PLAIN,
      madeAt: 1_000,
    });
    expect(liveInputOf(addressOf(PLAIN), undefined)).toEqual(PLAIN);
    // A value that is there and undefined travels as null, with a note beside it.
    expect(liveInputOf(addressOf({ ...PLAIN, madeAt: undefined }), undefined).madeAt).toBeUndefined();
  });

  it("goes on after the last event that the browser heard", () => {
    expect(liveInputOf(addressOf(PLAIN), "17").lastEventId).toBe("17");
    expect(liveInputOf(addressOf({ ...PLAIN, lastEventId: "3" }), "17").lastEventId).toBe("17");
  });

  it("is refused where it is none", () => {
    for (const url of [
      "/api/trpc/market.live",
      "/api/trpc/market.live?input=%7B",
      addressOf(7),
      addressOf(null),
    ])
      expect(() => liveInputOf(url, undefined), url).toThrow(ZodError);
    expect(() => liveInputOf(addressOf({ ...PLAIN, madeAt: -1 }), undefined)).toThrow(ZodError);
    expect(() => liveInputOf(addressOf(PLAIN), "x")).toThrow(ZodError);
  });
});
