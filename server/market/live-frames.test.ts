import fc from "fast-check";
import { expect, test } from "vitest";
import {
  CONNECTED_FRAME,
  type LiveMessage,
  messageFrame,
  PING_FRAME,
  quotesFrame,
  readFrames,
} from "@/server/market/live-frames";

test("what is framed is read back, whatever stands in the texts", () => {
  const message = fc.record({ kind: fc.constant("news" as const), about: fc.string({ unit: "binary" }) });
  const id = fc.option(fc.bigInt({ min: 0n, max: 2n ** 63n }).map(String));
  fc.assert(
    fc.property(fc.array(fc.tuple(message, id)), (sent) => {
      const bytes = sent.map(([each, number]) => messageFrame(each, number ?? undefined));
      expect(readFrames(Buffer.concat([CONNECTED_FRAME, ...bytes, PING_FRAME]))).toEqual(
        sent.map(([each, number]) => ({ message: JSON.parse(JSON.stringify(each)), id: number })),
      );
    }),
  );
});

test("separators that only JavaScript takes for line ends are read back", () => {
  const message: LiveMessage = { kind: "news", about: "\u2028 \u2029 \u0085" };
  expect(readFrames(messageFrame(message, "7"))).toEqual([{ message, id: "7" }]);
});

test("quotes that were serialised before are one message", () => {
  const [frame] = readFrames(quotesFrame(['{"symbol":"F"}', '{"symbol":"KO"}']));
  expect(frame).toEqual({
    message: { kind: "quotes", quotes: [{ symbol: "F" }, { symbol: "KO" }] } as unknown as LiveMessage,
    id: null,
  });
});
