import { describe, expect, it } from "vitest";
import type { Ports } from "@/domain/clearing/ports";
import { localDate } from "@/domain/time/instant";
import { faultyLine, type LineFault } from "@/server/platform/faulty-line";

const EVENTS = [1, 2, 3, 4, 5].map((seq) => ({ seq, event: { kind: "SOMETHING" } }));
const DAY = localDate("2026-06-01");

/** A street that keeps what it was sent, behind a line with one fault after the other. */
function behind(...faults: (LineFault | null)[]) {
  const sent: string[] = [];
  const port = {
    send: async (messages: readonly { messageId: string }[]) =>
      void sent.push(...messages.map(({ messageId }) => messageId)),
    events: async (after: number) => EVENTS.filter(({ seq }) => seq > after),
  };
  const file = async (day: string) => `file of ${day}`;
  const ports = { venues: port, bank: port, clearing: { ...port, file } } as unknown as Ports;
  const waiting = [...faults];
  const line = faultyLine(ports, () => {
    const fault = waiting.shift() ?? null;
    return fault && { fault, die: 2 };
  });
  return {
    sent,
    send: (messageId: string) => line.venues.send([{ messageId } as never]),
    heard: async (after: number) => (await line.venues.events(after, 10)).map(({ seq }) => seq),
    file: () => line.clearing.file(DAY, "money"),
  };
}

describe("a faulty line", () => {
  it("brings requests twice, or after the next ones though nobody heard that they arrived", async () => {
    const { sent, send } = behind("DOUBLED", "LATE", null);
    await send("a");
    await expect(send("b")).rejects.toMatchObject({ code: "CLEARING_FIRM_UNAVAILABLE" });
    expect(sent).toEqual(["a", "a"]);
    await send("c");
    expect(sent).toEqual(["a", "a", "c", "b"]);
  });

  it("tells events with a hole, cut off, or old ones first", async () => {
    const { heard } = behind("GAP", "CUT", "STALE", null);
    expect(await heard(0)).toEqual([1, 2, 4, 5]);
    expect(await heard(0)).toEqual([1, 2]);
    expect(await heard(4)).toEqual([2, 3, 4, 5]);
    expect(await heard(4)).toEqual([5]);
  });

  it("brings the file of another day, or none", async () => {
    const { file } = behind("OTHER_DAY", "MISSING", null);
    expect(await file()).toBe("file of 2026-05-31");
    await expect(file()).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await file()).toBe("file of 2026-06-01");
  });
});
