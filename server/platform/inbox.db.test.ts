import { expect, it } from "vitest";
import { pullEvents } from "@/server/platform/inbox";
import { testDatabase } from "@/server/platform/testing/database";
import { testDeps } from "@/server/platform/testing/deps";

const at = "2026-06-01T14:00:00.000Z";

it("applies each event once and in order, however they are told, and waits at a number that is missing", async () => {
  const database = await testDatabase();
  const deps = testDeps(database);
  const applied: number[] = [];
  const answers = [
    [3, 1, 2, 2, 1],
    [3, 2, 5, 4],
    [7, 8],
    [8, 6, 7, 6],
    [8, 8],
  ];
  const pulls: number[] = [];
  for (const told of answers) {
    const port = {
      send: async () => {},
      events: async () => told.map((seq) => ({ seq, event: { kind: "TOLD", at } })),
    };
    pulls.push(
      await pullEvents(deps, {
        party: "BANK",
        port,
        apply: async (_tx, events) => {
          applied.push(...events.map(({ seq }) => seq));
        },
      }),
    );
  }
  expect(applied).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(pulls).toEqual([3, 2, 0, 3, 0]);
});
