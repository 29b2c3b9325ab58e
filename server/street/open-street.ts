import type { FaultSource } from "@/domain/clearing/faults";
import type { StreetControls } from "@/domain/clearing/ports";
import { scriptedMarket } from "@/domain/market/scripted";
import { inTodaysShares } from "@/domain/market/todays-shares";
import type { MarketData } from "@/domain/market/types";
import { type BankConsent, bankConsent } from "@/server/street/bank/consent";
import { streetControls } from "@/server/street/controls";
import { openCycle } from "@/server/street/cycle";
import { httpDoor } from "@/server/street/door-http";
import { dialledFaults, faultyDoors } from "@/server/street/faulty-doors";
import { type RecordingDoors, recordingDoors } from "@/server/street/doors";
import { marketScript } from "@/server/street/market-script";
import type { Street } from "@/server/street/street";

/** The street's doors; `answer` is the signed HTTP door to the same. */
export interface StreetDoors extends RecordingDoors {
  consent: Pick<BankConsent, "open" | "redeem">;
  answer(request: Request): Promise<Response>;
}

/** `market` is the given one with the drill's script laid over it (not in production, where there is none). */
export type OpenStreet = { doors: StreetDoors; controls: StreetControls; market: MarketData };

/**
 * Builds the street on its own writer. It does nothing until its cycle is called. `faults` says what goes wrong at its
 * doors; without it the dials do, and in production nothing.
 */
export function openStreet(given: Omit<Street, "script">, faults?: FaultSource): OpenStreet {
  const script = given.env.APP_MODE === "production" ? undefined : marketScript(given.db);
  const market = inTodaysShares(script ? scriptedMarket(given.market, script.rows) : given.market);
  const street: Street = { ...given, market, ...(script ? { script } : {}) };
  const cycle = openCycle(street);
  const recording = recordingDoors(street);
  const source = faults ?? dialledFaults(given.db);
  const doors = given.env.APP_MODE === "production" ? recording : faultyDoors(recording, source);
  const controls = streetControls(street, cycle);
  const consent = bankConsent(street);
  const answer = httpDoor(street, doors, controls, consent);
  return { doors: { ...doors, consent, answer }, controls, market };
}
