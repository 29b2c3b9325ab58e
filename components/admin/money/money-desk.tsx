"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { DrillCard } from "@/components/admin/money/drill-card";
import { ReturnedCard } from "@/components/admin/money/returned-card";
import { ShortCard } from "@/components/admin/money/short-card";
import { TransferDialog } from "@/components/admin/money/transfer-dialog";
import type { MoneyDeskView } from "@/components/admin/money/types";
import { WaitingCard } from "@/components/admin/money/waiting-card";
import { useTRPC } from "@/components/shell/trpc-client";

/** How often the queue is looked at beside what the live line tells. */
const PACE_MS = 15_000;

/** The money desk: what waits for staff, what came back, who owes; and drills. */
export function MoneyDesk({ desk: first, canDrill }: { desk: MoneyDeskView; canDrill: boolean }) {
  const trpc = useTRPC();
  const desk = useQuery({
    ...trpc.funding.desk.queryOptions(),
    initialData: first,
    refetchInterval: PACE_MS,
  }).data;
  const [openId, setOpenId] = useState<string | null>(null);
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="grid min-w-0 gap-4">
        <WaitingCard waiting={desk.waiting} onOpen={setOpenId} />
        <ReturnedCard returned={desk.returned} onOpen={setOpenId} />
      </div>
      <div className="grid min-w-0 gap-4">
        <ShortCard accounts={desk.short} />
        {canDrill ? <DrillCard /> : null}
      </div>
      {openId ? <TransferDialog transferId={openId} onClose={() => setOpenId(null)} /> : null}
    </div>
  );
}
