import { setTimeout as pause } from "node:timers/promises";
import { endQuietRuns } from "@/scripts/setup/processes";
import { say } from "@/scripts/setup/terminal";

/** How long a step that was under way may take to notice that the end has come. */
const SETTLE_LIMIT_MS = 15_000;

/**
 * What a task has to undo at its end: what it started is stopped in reverse order, whether the task ended, failed, or
 * was asked to stop (Ctrl-C, kill). A second Ctrl-C does not hurry it: a clean end takes seconds.
 */
export class Undoing {
  private readonly steps: (() => Promise<void>)[] = [];
  private running: Promise<void> | undefined;

  /** Whether the end has begun: from then on, children that end did so because we stopped them. */
  get begun(): boolean {
    return this.running !== undefined;
  }

  /** Something to do at the end, before what was added earlier. */
  add(step: () => Promise<void>): void {
    this.steps.push(step);
    // A step that was under way when the end began has started something after all.
    if (this.running) this.running = this.running.then(() => this.runSteps());
  }

  /**
   * Runs the task and then undoes. Returns the task's exit code, or `codeWhenStopped` when it was asked to stop; what
   * the task says after that is of no interest.
   */
  async around(task: () => Promise<number>, codeWhenStopped = 0): Promise<number> {
    const work = task();
    const outcome = await Promise.race([
      work.then(
        () => "ended",
        () => "ended",
      ),
      this.askedToStop(),
    ]);
    if (outcome === "stop") {
      say("… stopping");
      void this.finish();
      await Promise.race([work.catch(() => 0), pause(SETTLE_LIMIT_MS, undefined, { ref: false })]);
      await this.running;
      say("✓ stopped");
      return codeWhenStopped;
    }
    await this.finish();
    return work;
  }

  private askedToStop(): Promise<"stop"> {
    return new Promise((resolve) => {
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
        process.on(signal, () => resolve("stop"));
    });
  }

  /** Begins the end now; resolves when everything is undone. */
  finish(): Promise<void> {
    this.running ??= this.runSteps();
    return this.running;
  }

  private async runSteps(): Promise<void> {
    await endQuietRuns();
    for (let step = this.steps.pop(); step; step = this.steps.pop()) await step();
  }
}
