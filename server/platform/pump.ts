import type { Logger } from "@/server/platform/log";

/** One thing that the pump does in each round; returns how much it did (0 = nothing to do). */
export type PumpStep = { name: string; run: () => Promise<number> };

/** Moves messages between the portal and the street until both are quiet. */
export interface Pump {
  /** Runs rounds until nothing moves, or `maxRounds` are done; one run at a time, a second caller joins the first. */
  run(maxRounds?: number): Promise<void>;
  /** Starts a run soon; never throws. */
  nudge(): void;
  /** Waits for the run under way, if any, and starts no more. */
  stop(): Promise<void>;
}

const ROUNDS = 40;

/**
 * A step that fails is logged and tried again in the next run; the others go on. So a clearing firm that is down
 * delays what depends on it and nothing else.
 */
export function createPump(steps: readonly PumpStep[], log: Logger): Pump {
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;

  async function round(): Promise<number> {
    let moved = 0;
    for (const step of steps) {
      if (stopped) return 0;
      try {
        moved += await step.run();
      } catch (error) {
        log.error({ err: error, step: step.name }, "a step of the pump failed");
      }
    }
    return moved;
  }

  async function rounds(max: number): Promise<void> {
    for (let i = 0; i < max && !stopped; i++) {
      again = false;
      if ((await round()) === 0 && !again) return;
    }
  }

  function run(max = ROUNDS): Promise<void> {
    again = true;
    running ??= rounds(max).finally(() => {
      running = null;
    });
    return running;
  }

  return {
    run,
    nudge() {
      if (stopped) return;
      if (running) again = true;
      else void run();
    },
    async stop() {
      stopped = true;
      await running;
    },
  };
}
