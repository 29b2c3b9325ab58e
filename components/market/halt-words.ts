import type { Status } from "@/components/market/market-types";
import { formatTime } from "@/domain/time/format";

type Halt = NonNullable<Status["halt"]>;

const WHY: Record<Halt["code"], string> = {
  T1: "News is pending",
  T2: "News has been released",
  T3: "News has been released, and the time of resumption is set",
  LUDP: "The price moved beyond its limit up-limit down band",
  M: "One market paused it because of its volatility",
  H10: "The SEC has suspended trading in it",
  MWC1: "The whole market is halted after a fall of 7%",
  MWC2: "The whole market is halted after a fall of 13%",
  MWC3: "The whole market is halted for the day after a fall of 20%",
};

/** "Halted since 10:42:00 ET (T1). News is pending. Nobody has said yet when trading resumes." */
export function haltInWords({ code, since, until }: Halt): string {
  const end =
    until === null ? "Nobody has said yet when trading resumes." : `Trading resumes at ${formatTime(until)}.`;
  return `Halted since ${formatTime(since)} (${code}). ${WHY[code]}. ${end}`;
}
