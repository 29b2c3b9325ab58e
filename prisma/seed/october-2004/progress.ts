import type { PlannedOrder } from "@/prisma/seed/october-2004/moment-plan";
import type { Installation } from "@/server/compose";
import type { Prisma } from "@/server/platform/db";

/** Under which platform.world_state keeps it. */
export const WORLD_KEY = "october-2004";

/** What a life that is interrupted needs to know to go on; the rest is in the books themselves. */
export type Progress = {
  /** The part of the reported size that is lived, and the market that it is lived on (as MARKET_DATA names it). */
  scale: number;
  market: string;
  stage: "CUSTOMERS" | "MONTH" | "DONE";
  /** The last moment that is over. */
  done: string | null;
  /** The orders of the moment that is under way: an interrupted moment places the same ones again, which counts once. */
  plan: { name: string; orders: PlannedOrder[] } | null;
  /** Milliseconds by phase, over all runs. */
  spent: Record<string, number>;
};

export const newProgress = (scale: number, market: string): Progress => ({
  scale,
  market,
  stage: "CUSTOMERS",
  done: null,
  plan: null,
  spent: {},
});

export async function loadProgress({ deps }: Installation): Promise<Progress | null> {
  const row = await deps.db.worldState.findUnique({ where: { key: WORLD_KEY } });
  return (row?.value ?? null) as Progress | null;
}

export async function saveProgress({ deps }: Installation, progress: Progress): Promise<void> {
  const value = progress as unknown as Prisma.InputJsonObject;
  await deps.db.worldState.upsert({
    where: { key: WORLD_KEY },
    create: { key: WORLD_KEY, value },
    update: { value },
  });
}

/** Adds up how long what took. */
export class Stopwatch {
  constructor(private readonly spent: Record<string, number>) {}

  async time<T>(phase: string, work: () => Promise<T>): Promise<T> {
    const began = performance.now();
    try {
      return await work();
    } finally {
      this.spent[phase] = (this.spent[phase] ?? 0) + performance.now() - began;
    }
  }
}
