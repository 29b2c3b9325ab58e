"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CalendarDays, FastForward, Moon, Sunrise, Sunset } from "lucide-react";
import { useState } from "react";
import { type ApiError, isUnanswered, type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { MarketClock } from "@/components/shell/market-clock";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { ProgressBar } from "@/components/ui/progress-bar";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { formatDateTime } from "@/domain/time/format";

type Clock = Outputs["clearing"]["desk"]["clock"];

const RATES = [
  { value: "0", label: "Stopped" },
  { value: "1", label: "1×" },
  { value: "10", label: "10×" },
  { value: "60", label: "60×" },
] as const;
type RateText = (typeof RATES)[number]["value"];
const RATE = { "0": 0, "1": 1, "10": 10, "60": 60 } as const satisfies Record<RateText, number>;
const rateText = (rate: number): RateText => RATES.find(({ value }) => value === String(rate))?.value ?? "1";

const JUMPS = [
  { target: "OPEN", label: "To the open", Icon: Sunrise },
  { target: "AFTER_HOURS", label: "To after-hours", Icon: Moon },
  { target: "CLOSE", label: "Run to the close", Icon: Sunset },
  { target: "NEXT_DAY", label: "Next day", Icon: FastForward },
  { target: "MONTH_END", label: "To month end", Icon: CalendarDays },
] as const;
/** What is only there where the day has hours before and after the regular ones. */
const EXTENDED: readonly string[] = ["OPEN", "AFTER_HOURS"];

const problemOf = (error: ApiError): string =>
  isUnanswered(error) ? "No answer came. Look at the clock to see whether it moved." : error.message;

/** Where exchange time stands, and what moves it. */
export function ClockCard({ clock, canAct }: { clock: Clock; canAct: boolean }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const onSuccess = () => queryClient.invalidateQueries(trpc.clearing.desk.pathFilter());
  const setRate = useMutation(trpc.clearing.setRate.mutationOptions({ onSuccess }));
  const runTo = useMutation(trpc.clearing.runTo.mutationOptions({ onSuccess }));
  const error = setRate.error ?? runTo.error;
  const isRunning = clock.runUntil !== null;
  // The day is over: there is no close to run to before the next one has begun.
  const isAtClose = clock.ceiling !== null && clock.exchangeNow >= clock.ceiling;
  return (
    <Card title="Exchange clock" aside={clock.isReal ? "real time" : "virtual time"}>
      <div className="grid gap-4">
        <MarketClock exchangeNow={clock.exchangeNow} rate={isRunning ? 0 : clock.rate} phase={clock.phase} />
        <DescriptionList
          columns={1}
          items={[
            {
              term: "The day ends at",
              detail: clock.ceiling ? formatDateTime(clock.ceiling) : "the session's close",
              note: "Then the clearing firm settles and writes its files, and the clock goes to the next open.",
            },
          ]}
        />
        {isRunning && clock.runUntil ? (
          <RunProgress
            key={clock.runUntil}
            now={clock.exchangeNow}
            until={clock.runUntil}
            daysLeft={clock.daysLeft}
          />
        ) : null}
        {clock.isReal ? (
          <p className="text-small text-muted">Here exchange time is real time; nothing moves it.</p>
        ) : canAct ? (
          <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
            <SegmentedControl
              label="How fast exchange time flows"
              size="sm"
              value={rateText(clock.rate)}
              onChange={(value) => setRate.mutate({ rate: RATE[value] })}
              options={RATES}
            />
            <div className="flex flex-wrap gap-2">
              {JUMPS.filter(({ target }) => clock.hasExtendedHours || !EXTENDED.includes(target)).map(
                ({ target, label, Icon }) => (
                  <Button
                    key={target}
                    size="sm"
                    icon={<Icon aria-hidden size={16} />}
                    isDisabled={isRunning || runTo.isPending || (target === "CLOSE" && isAtClose)}
                    isPending={runTo.isPending && runTo.variables?.target === target}
                    onClick={() => runTo.mutate({ target })}
                  >
                    {label}
                  </Button>
                ),
              )}
            </div>
          </div>
        ) : (
          <p className="text-small text-muted">Administrators can stop the clock and let it run ahead.</p>
        )}
        {error ? (
          <Callout tone="danger" title="The clock was not moved" isLive>
            {problemOf(error)}
          </Callout>
        ) : null}
      </div>
    </Card>
  );
}

/** How far a run has come since this page first saw it. */
function RunProgress({ now, until, daysLeft }: { now: number; until: number; daysLeft: number }) {
  const [start] = useState(now);
  const [furthest, setFurthest] = useState(now);
  if (now > furthest) setFurthest(now);
  const days = daysLeft === 1 ? "1 trading day to end" : `${daysLeft} trading days to end`;
  return (
    <ProgressBar
      label={`Running to ${formatDateTime(until)}`}
      value={furthest - start}
      max={Math.max(1, until - start)}
      detail={daysLeft > 0 ? days : "almost there"}
    />
  );
}
