"use client";

import { useQuery } from "@tanstack/react-query";
import { BreaksCard } from "@/components/admin/clearing/breaks-card";
import { ClockCard } from "@/components/admin/clearing/clock-card";
import { FaultsCard } from "@/components/admin/clearing/faults-card";
import { CorporateActionsCard } from "@/components/admin/clearing/corporate-actions-card";
import { ImportsCard } from "@/components/admin/clearing/imports-card";
import { MarginCallsCard } from "@/components/admin/clearing/margin-calls-card";
import { PapersCard } from "@/components/admin/clearing/papers-card";
import { RulingCard } from "@/components/admin/clearing/ruling-card";
import { type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Callout } from "@/components/ui/callout";
import { formatDate } from "@/domain/time/format";

type Desk = Outputs["clearing"]["desk"];

type ClearingDeskProps = {
  desk: Desk;
  imports: Outputs["clearing"]["imports"];
  breaks: Outputs["clearing"]["breaks"];
  /** Administrators act; reviewers look. */
  canAct: boolean;
  userId: string;
};

/** Something is under way: look every second. Else news tells, and this is only the net below it. */
const BUSY_MS = 1_000;
const QUIET_MS = 10_000;
const isBusy = (desk: Desk): boolean =>
  desk.clock.runUntil !== null || desk.clock.rate > 1 || desk.papers.waiting > 0 || desk.awaiting !== null;

/** The clearing desk: how time stands, what came in, what differs, what is being printed. */
export function ClearingDesk({ desk: initial, imports, breaks, canAct, userId }: ClearingDeskProps) {
  const trpc = useTRPC();
  const { data: desk } = useQuery(
    trpc.clearing.desk.queryOptions(undefined, {
      initialData: initial,
      refetchInterval: ({ state }) => (isBusy(state.data ?? initial) ? BUSY_MS : QUIET_MS),
    }),
  );
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <ClockCard clock={desk.clock} canAct={canAct} />
      <PapersCard desk={desk} canAct={canAct} />
      {desk.missingDays.length > 0 ? (
        <div className="lg:col-span-2">
          <Callout tone="caution" title="Days without imported books">
            {desk.missingDays.map((day) => formatDate(day)).join(", ")}. Reports and statements that need them
            wait.
          </Callout>
        </div>
      ) : null}
      <div className="lg:col-span-2">
        <BreaksCard initial={breaks} canAct={canAct} userId={userId} key={`breaks ${desk.openBreaks}`} />
      </div>
      <div className="lg:col-span-2">
        <MarginCallsCard />
      </div>
      <div className="lg:col-span-2">
        <CorporateActionsCard canAnnounce={canAct && desk.hasDrills} />
      </div>
      <div className="lg:col-span-2">
        <ImportsCard initial={imports} canAct={canAct} lastImport={desk.lastImport} />
      </div>
      {canAct && desk.hasDrills ? (
        <div className="grid gap-4 lg:col-span-2">
          <FaultsCard />
          <RulingCard />
        </div>
      ) : null}
    </div>
  );
}
