import type { ClockRateInput, RunToInput } from "@/domain/clearing/desk-inputs";
import { AppError } from "@/domain/errors";
import { clockView } from "@/server/clearing/queries";
import type { ClockView } from "@/server/clearing/views";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Prisma } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { publish } from "@/server/platform/news";

/** Sets how fast exchange time flows. CONFLICT where it is real time. */
export async function setClockRate(deps: Deps, actor: Actor, { rate }: ClockRateInput): Promise<ClockView> {
  return moveClock(deps, actor, "clock.rate_set", { rate }, () => deps.controls.setRate(rate));
}

/** Lets the street run ahead by itself; the answer comes at once, and the state tells how far it is. */
export async function runClockTo(deps: Deps, actor: Actor, { target }: RunToInput): Promise<ClockView> {
  return moveClock(deps, actor, "clock.run", { target }, () => deps.controls.runTo(target));
}

async function moveClock(
  deps: Deps,
  actor: Actor,
  action: "clock.rate_set" | "clock.run",
  detail: Prisma.InputJsonObject,
  move: () => Promise<void>,
): Promise<ClockView> {
  if (deps.env.EXCHANGE_CLOCK === "real")
    throw new AppError("CONFLICT", "Exchange time is real time here; nothing moves it.");
  const exchangeAt = await deps.clock.exchangeNow();
  await move();
  await deps.db.$transaction(async (tx) => {
    await recordAudit(tx, {
      actor,
      action,
      subjectType: "clock",
      subjectId: "exchange",
      detail,
      at: deps.clock.now(),
      exchangeAt,
    });
    await publish(tx, "clock", "moved");
    await publish(tx, "staff", "clock");
  });
  deps.nudge();
  deps.clock.refresh();
  return clockView(await deps.clock.state(), deps.env);
}
