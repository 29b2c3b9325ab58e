import { formatTime } from "@/domain/time/format";

export type ConnectionBarProps = {
  /** `live` shows nothing. `stale`: connected, but the market says nothing new. */
  state: "live" | "reconnecting" | "offline" | "stale";
  /** The exchange instant of the last news, in epoch milliseconds. */
  since?: number;
};

const WORDS = {
  reconnecting: "Connection lost. Reconnecting; nothing that happens meanwhile will be missed.",
  offline: "You are offline. Orders already placed go on working; prices here do not.",
  stale: "No fresh prices.",
};

/** A quiet bar while news does not come; it goes away by itself. Always mounted, so that it is read out. */
export function ConnectionBar({ state, since }: ConnectionBarProps) {
  return (
    <div role="status">
      {state === "live" ? null : (
        <p className="tabular border-b border-line bg-caution-soft px-4 py-1.5 text-center text-small text-caution md:px-6">
          {WORDS[state]}
          {since === undefined ? "" : ` What you see is as of ${formatTime(since)}.`}
        </p>
      )}
    </div>
  );
}
