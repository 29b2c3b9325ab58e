import { instant } from "@/domain/time/instant";
import { beginDay } from "@/server/street/begin-day";
import { workCommands, COMMANDS_A_STEP } from "@/server/street/commands";
import { moveDueCash, MOVEMENTS_A_STEP } from "@/server/street/clearing-firm/due-cash";
import { type DueDay, dueDay, markDone, workEndOfDay } from "@/server/street/end-of-day";
import { dayBounds } from "@/server/street/day-bounds";
import { changeClock, readClock } from "@/server/street/exchange-clock";
import { inStep, isBusy } from "@/server/street/step";
import type { Step, Street } from "@/server/street/street";
import { readTape } from "@/server/street/venues/work-venues";
import type { TapePlace } from "@/server/street/venues/venue-order-rows";

/** Steps that one call of the cycle takes at most; what is left waits for the next call. */
const STEPS_A_CALL = 20;

/** What one step did: `tape` is where the reading of the tape goes on. */
type Progress = { did: boolean; dayEnded: boolean; tape: TapePlace };

/** What somebody wants of the steps: to go past the day's end although nothing else drives the clock. */
type Aim = { tape: TapePlace; isDriven: boolean };

/** A run ahead: lets the clock jump to where it leads, at most to the close. Returns the step at its new instant. */
async function runAhead(step: Step): Promise<{ step: Step; jumped: boolean }> {
  if (step.clock === null || step.clock.runUntil === null) return { step, jumped: false };
  const { now, ceiling, runUntil } = step.clock;
  const at = instant(Math.min(ceiling, runUntil));
  if (now >= at && runUntil > ceiling) return { step, jumped: false };
  await changeClock(step.tx, step.street.clock.now(), {
    at,
    ...(runUntil <= ceiling ? { runUntil: null } : {}),
  });
  return { step: { ...step, now: instant(Math.max(now, at)) }, jumped: true };
}

/** While a day is to be ended, nothing later than its close is looked at. */
function untilClose(step: Step, due: DueDay | null): Step {
  const session = due && due.next !== "CLOCK" ? dayBounds(due.day, step.street.env.EXCHANGE_HOURS) : null;
  if (!session || step.now <= session.close) return step;
  return { ...step, now: session.close, today: session.date };
}

/** One step: the beginning of a day, requests, cash that is due, the tape; and when a day is to be ended, its next step. */
async function work(given: Step, aim: Aim): Promise<Progress> {
  const { step: present, jumped } = await runAhead(given);
  const due = await dueDay(present);
  const step = untilClose(present, due);
  if (due && due.next !== "TAPE" && due.next !== "CLOCK") {
    return { did: await workEndOfDay(step, due, aim.isDriven), dayEnded: false, tape: null };
  }
  if (await beginDay(step)) return { did: true, dayEnded: false, tape: null };
  const commands = await workCommands(step);
  if (commands === COMMANDS_A_STEP) return { did: true, dayEnded: false, tape: null };
  // Once a day's files may be out, what is due is the next day's: it would be in no file of any day.
  const cash = due?.next === "CLOCK" ? 0 : await moveDueCash(step);
  if (cash === MOVEMENTS_A_STEP) return { did: true, dayEnded: false, tape: null };
  const { next, happened } = await readTape(step, aim.tape, due !== null);
  const did = jumped || commands > 0 || cash > 0 || happened > 0;
  if (next !== null || aim.tape !== null) return { did: true, dayEnded: false, tape: next };
  if (due?.next === "TAPE") {
    await markDone(step, due.day, "TAPE");
    return { did: true, dayEnded: false, tape: null };
  }
  const dayEnded = due?.next === "CLOCK" && (await workEndOfDay(step, due, aim.isDriven));
  return { did: did || dayEnded, dayEnded, tape: null };
}

/**
 * The street's one runner. `cycle` advances the street to the clock's now, a bounded number of steps a call and at
 * most to one day's end, so that whoever listens can keep up; false when there was nothing to do or another runner
 * works. `drain` waits for its turn and goes on until all is done, or the day has ended.
 */
export type Cycle = { cycle(): Promise<boolean>; drain(isDriven: boolean): Promise<void> };

export function openCycle(street: Street): Cycle {
  let isRunning = false;
  let again = false;

  async function takeStep(aim: Aim, waits: boolean): Promise<Progress | null> {
    const outcome = await inStep(street, waits, (step) => work(step, aim));
    if (isBusy(outcome)) return null;
    street.clock.refresh();
    return outcome;
  }

  async function steps(): Promise<boolean> {
    let did = false;
    let tape: TapePlace = null;
    for (let taken = 0; taken < STEPS_A_CALL; taken++) {
      again = false;
      const progress: Progress | null = await takeStep({ tape, isDriven: false }, false);
      if (!progress) return did;
      did ||= progress.did;
      tape = progress.tape;
      if (progress.dayEnded || (!progress.did && !again)) return did;
    }
    return did;
  }

  return {
    async cycle() {
      // A request may have come in after the runner of this process looked for the last time: it looks again.
      if (isRunning) {
        again = true;
        return false;
      }
      isRunning = true;
      try {
        await street.script?.refresh();
        return await steps();
      } finally {
        isRunning = false;
      }
    },
    async drain(isDriven) {
      await street.script?.refresh();
      let tape: TapePlace = null;
      for (;;) {
        const progress: Progress | null = await takeStep({ tape, isDriven }, true);
        if (!progress?.did || progress.dayEnded) return;
        tape = progress.tape;
      }
    },
  };
}

/** The clock as it stands, outside a step. */
export const clockOf = (street: Street) => readClock(street.db, street.clock.now());
