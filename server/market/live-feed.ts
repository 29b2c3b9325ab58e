import { tracked } from "@trpc/server";
import type { AppError } from "@/domain/errors";
import { type LiveMessage, readFrames } from "@/server/market/live-frames";
import { liveHubOf } from "@/server/market/live-hub";
import type { LiveInput } from "@/server/market/live-input";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";

/** Frames that wait for a caller in this process. */
const WAITING = 64;

/**
 * A line for a caller in this process; browsers get the same one from server/trpc/live-door.ts, without this
 * procedure in between. Each message comes with the number from which the line can be resumed. Throws as
 * `LiveHub.open` does, before the first message.
 */
export async function liveFeed(deps: Deps, actor: Actor, input: LiveInput, signal: AbortSignal) {
  const waiting: Buffer[] = [];
  let wake = () => {};
  let ended: { reason: AppError | null } | null = null;
  const line = await liveHubOf(deps).open(actor, input, {
    write(bytes) {
      waiting.push(bytes);
      wake();
      return waiting.length < WAITING;
    },
    end(reason) {
      ended = { reason };
      wake();
    },
  });

  // Also when nobody ever asks for the first message.
  signal.addEventListener("abort", () => {
    line.gone();
    wake();
  });

  async function* feed() {
    let id = input.lastEventId ?? "0";
    try {
      while (!signal.aborted) {
        const bytes = waiting.shift();
        if (bytes) {
          for (const frame of readFrames(bytes)) {
            id = frame.id ?? id;
            yield tracked<LiveMessage>(id, frame.message);
          }
          continue;
        }
        line.drained();
        if (waiting.length > 0) continue;
        const end = ended as { reason: AppError | null } | null;
        if (end?.reason) throw end.reason;
        if (end) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (signal.aborted) resolve();
        });
      }
    } finally {
      line.gone();
    }
  }
  return feed();
}
