import { describe, expect, it } from "vitest";
import type { Party } from "@/domain/clearing/parties";
import { newId } from "@/server/platform/ids";
import { type Deliveries, dispatchOutbox } from "@/server/platform/outbox";
import { testDatabase } from "@/server/platform/testing/database";
import { testDeps } from "@/server/platform/testing/deps";

const database = await testDatabase();

/** Parties that keep what they are told, unless they are down. */
async function scene() {
  await database.portal.outbox.deleteMany();
  const deps = testDeps(database);
  const told: string[] = [];
  const down = new Set<Party>();
  const deliver = (party: Party) => async (messages: readonly { payload: unknown }[]) => {
    if (down.has(party)) throw new Error("it is down");
    told.push(...messages.map(({ payload }) => String((payload as { name: string }).name)));
  };
  const deliveries: Deliveries = {
    VENUES: deliver("VENUES"),
    CLEARING: deliver("CLEARING"),
    BANK: deliver("BANK"),
  };
  return {
    told,
    down,
    wait: (ms: number) => deps.clock.advance(ms),
    dispatch: () => dispatchOutbox(deps, deliveries),
    write: (party: Party, ...names: string[]) =>
      deps.db.outbox.createMany({
        data: names.map((name) => ({
          messageId: newId(),
          party,
          kind: "SOMETHING",
          payload: { name },
          nextAttemptAt: new Date(0),
        })),
      }),
  };
}

describe("the outbox", () => {
  it("keeps the order of what one party is told, though it was down in between", async () => {
    const { told, down, wait, dispatch, write } = await scene();
    down.add("VENUES");
    await write("VENUES", "new order");
    expect(await dispatch()).toBe(0);
    down.clear();
    // The order waits for its next attempt; its cancel may not overtake it, or the venue would not know what to cancel.
    await write("VENUES", "cancel of it");
    expect(await dispatch()).toBe(0);
    wait(1_000);
    expect(await dispatch()).toBe(2);
    expect(told).toEqual(["new order", "cancel of it"]);
  });

  it("lets no party wait for another, however much waits for that one", async () => {
    const { told, down, dispatch, write } = await scene();
    down.add("BANK");
    await write("BANK", ...Array.from({ length: 450 }, (_, n) => `bank ${n}`));
    await dispatch();
    await write("CLEARING", "deposit");
    expect(await dispatch()).toBe(1);
    expect(told).toEqual(["deposit"]);
  });

  it("tells all that waits, batch by batch", async () => {
    const { told, down, wait, dispatch, write } = await scene();
    const names = Array.from({ length: 450 }, (_, n) => `order ${n}`);
    down.add("VENUES");
    await write("VENUES", ...names);
    await dispatch();
    down.clear();
    wait(1_000);
    while ((await dispatch()) > 0);
    expect(told).toEqual(names);
  });
});
