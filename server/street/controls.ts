import type { StreetControls } from "@/domain/clearing/ports";
import { AppError, invariant } from "@/domain/errors";
import { type Instant, instant } from "@/domain/time/instant";
import { announceFromDesk } from "@/server/street/clearing-firm/actions/announce";
import { receiveWire } from "@/server/street/clearing-firm/receive-wire";
import { returnEntry } from "@/server/street/clearing-firm/return-entry";
import { type Cycle, clockOf } from "@/server/street/cycle";
import { dayRun } from "@/server/street/end-of-day";
import { faultSettings } from "@/server/street/faulty-doors";
import { bustFill, correctFill } from "@/server/street/venues/amend-fill";
import { changeClock, type ClockChange, runTarget } from "@/server/street/exchange-clock";
import { inStep, isBusy } from "@/server/street/step";
import type { Step, Street } from "@/server/street/street";

/**
 * The switches of the simulation. With real exchange time only `cycle` works; the others throw FORBIDDEN.
 *
 * Running to the close stops there with the day's end done and the clock paused; the other targets go on flowing at
 * the rate that was set.
 */
export function streetControls(street: Street, cycle: Cycle): StreetControls {
  function refuseReal(): void {
    if (street.env.EXCHANGE_CLOCK === "real")
      throw new AppError("FORBIDDEN", "Exchange time is real here; nobody can move it.");
  }

  async function change(given: ClockChange): Promise<void> {
    await changeClock(street.db, street.clock.now(), given);
    street.clock.refresh();
  }

  function refuseProduction(): void {
    if (street.env.APP_MODE === "production")
      throw new AppError("FORBIDDEN", "There are no drills in production.");
  }

  /** What has arrived is worked off first, so that the ruling comes after all that it follows. */
  async function rule<T>(work: (step: Step) => Promise<T>): Promise<T> {
    refuseProduction();
    await cycle.drain(false);
    const outcome = await inStep(street, true, work);
    invariant(!isBusy(outcome), "who waits for his turn has it");
    return outcome;
  }

  return {
    cycle: () => cycle.cycle(),
    async setRate(rate) {
      refuseReal();
      await change({ rate });
    },
    async runTo(target) {
      refuseReal();
      const { ceiling } = await clockOf(street);
      const runUntil = runTarget(target, ceiling, street.env.EXCHANGE_HOURS);
      const stopsThere = target !== "NEXT_DAY" && target !== "MONTH_END";
      await change(stopsThere ? { runUntil, rate: 0 } : { runUntil });
    },
    async advanceTo(wanted: Instant) {
      refuseReal();
      // The clock is kept in whole milliseconds: it would never be at an instant between two of them.
      const target = instant(Math.ceil(wanted));
      await cycle.drain(false);
      for (;;) {
        const { now, ceiling } = await clockOf(street);
        if (now >= target) return;
        await change({ at: instant(Math.min(target, ceiling)) });
        await cycle.drain(target > ceiling);
        const after = await clockOf(street);
        if (after.now < target && after.ceiling === ceiling && after.now >= ceiling) {
          throw new AppError(
            "MARKET_DATA_UNAVAILABLE",
            "The market's data end here; exchange time cannot go on.",
          );
        }
      }
    },
    dayRun: () => dayRun(street.db),
    async announceAction(terms) {
      const id = await rule((step) => announceFromDesk(step, terms));
      await street.script?.refresh();
      return id;
    },
    async faults() {
      refuseProduction();
      return faultSettings(street.db);
    },
    async setFault(dial, setting) {
      refuseProduction();
      if (setting === null) await street.db.faultDial.deleteMany({ where: { name: dial } });
      else
        await street.db.faultDial.upsert({
          where: { name: dial },
          create: { name: dial, value: setting },
          update: { value: setting },
        });
    },
    receiveWire: (wire) => rule((step) => receiveWire(step, wire)),
    returnEntry: (transferId, code) => rule((step) => returnEntry(step, transferId, code)),
    bustFill: (execId, reason) => rule((step) => bustFill(step, execId, reason)),
    correctFill: (execId, should, reason) => rule((step) => correctFill(step, execId, should, reason)),
  };
}
