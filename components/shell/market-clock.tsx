"use client";

import { useEffect, useState } from "react";
import { cx } from "@/components/ui/cx";
import { StatusPill, type Tone } from "@/components/ui/status-pill";
import { formatDateTime, formatTime } from "@/domain/time/format";

export type MarketPhase = "CLOSED" | "PRE_MARKET" | "OPEN" | "AFTER_HOURS";

export type MarketClockProps = {
  /** Exchange time when the server wrote this, in epoch milliseconds. */
  exchangeNow: number;
  /** Exchange milliseconds per real one: 1 as usual, 0 stopped, 60 hurried. */
  rate: number;
  phase: MarketPhase;
  /** Only the pill, for narrow headers. */
  isShort?: boolean;
};

const NEW_YORK_DAY = new Intl.DateTimeFormat("en-CA", { timeZone: "America/New_York" });

const PHASES: Record<MarketPhase, { long: string; short: string; tone: Tone }> = {
  OPEN: { long: "Market open", short: "Open", tone: "gain" },
  PRE_MARKET: { long: "Pre-market", short: "Pre-market", tone: "caution" },
  AFTER_HOURS: { long: "After hours", short: "After hours", tone: "caution" },
  CLOSED: { long: "Market closed", short: "Closed", tone: "neutral" },
};

/**
 * Exchange time, counted on from what the server said. The browser's own clock has no part in it, only the time
 * that has passed, so a wrong clock on the reader's machine does no harm.
 */
function useExchangeTime(exchangeNow: number, rate: number): number {
  const [now, setNow] = useState(exchangeNow);
  useEffect(() => {
    const start = performance.now();
    const tick = () => setNow(exchangeNow + (performance.now() - start) * rate);
    tick();
    if (rate === 0) return;
    const timer = setInterval(tick, rate > 1 ? 250 : 1000);
    return () => clearInterval(timer);
  }, [exchangeNow, rate]);
  return now;
}

/** Whether the market is open, and what time it is there; the reader's own time on hover. */
export function MarketClock({ exchangeNow, rate, phase, isShort = false }: MarketClockProps) {
  const now = useExchangeTime(exchangeNow, rate);
  const { long, short, tone } = PHASES[phase];
  const [ownTime, setOwnTime] = useState<string>();
  const time = formatTime(now);
  const hourAndMinute = `${time.slice(0, 5)} ET`;

  function showOwnTime() {
    setOwnTime(`${new Intl.DateTimeFormat(undefined, { timeStyle: "medium" }).format(now)} your time`);
  }

  return (
    <div className="flex items-center gap-3" onPointerEnter={showOwnTime} title={ownTime}>
      <StatusPill tone={tone} dot>
        <span className={isShort ? undefined : "lg:hidden"}>
          {short} {hourAndMinute}
        </span>
        {isShort ? null : <span className="max-lg:hidden">{long}</span>}
      </StatusPill>
      <time
        dateTime={NEW_YORK_DAY.format(now)}
        className={cx("num text-label text-muted", isShort ? "hidden" : "max-lg:hidden")}
      >
        {formatDateTime(now)}
      </time>
      {rate === 1 ? null : (
        <span className={cx("text-label text-caution", isShort ? "hidden" : "max-sm:hidden")}>
          {rate === 0 ? "clock stopped" : `clock ${rate}×`}
        </span>
      )}
    </div>
  );
}
