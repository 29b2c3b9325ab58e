"use client";

import { useState } from "react";
import { formatTime, formatTimestamp } from "@/domain/time/format";

type EasternTimeProps = {
  /** An instant: ISO text or epoch milliseconds. */
  at: string | number;
  /**
   * `clock` is "10:42:07", with the day beside it: columns say the zone once. `short` leaves the day to the hover, where
   * there is no room; `full` says all of it.
   */
  look?: "clock" | "short" | "full";
};

/** "14 Jul 2026 10:42:07 ET" in its parts. */
function partsOf(at: string | number): { day: string; clock: string } {
  const [day = "", month = ""] = formatTimestamp(at).split(" ");
  return { day: `${day} ${month}`, clock: formatTime(at).replace(" ET", "") };
}

/** When something happened, by New York's clock; the reader's own on hover. */
export function EasternTime({ at, look = "clock" }: EasternTimeProps) {
  const [ownTime, setOwnTime] = useState<string>();
  const { day, clock } = partsOf(at);
  function showOwnTime() {
    const format = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
    setOwnTime(`${formatTimestamp(at)}; ${format.format(new Date(at))} your time`);
  }
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={ownTime}
      onPointerEnter={showOwnTime}
      className="tabular whitespace-nowrap"
    >
      {look === "full" ? (
        formatTimestamp(at)
      ) : (
        <>
          {clock}
          {look === "clock" ? <span className="text-muted"> {day}</span> : null}
        </>
      )}
    </time>
  );
}
