import type { ReactNode } from "react";
import { Arrival } from "@/components/shell/arrival";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";

/** The same sheets in the same places, still blank. */
function TransfersSkeleton() {
  return (
    <>
      <PageHeader title="Transfers" />
      <div className="grid items-start gap-4 lg:grid-cols-[23rem_minmax(0,1fr)]" aria-busy>
        <Card title="Move money">
          <div className="grid gap-4">
            <Skeleton className="h-9" />
            <Skeleton className="h-11" />
            <Skeleton className="h-11" />
            <Skeleton className="h-28" />
            <Skeleton className="h-11" />
          </div>
        </Card>
        <div className="grid gap-4">
          <Card>
            <div className="grid gap-4 sm:grid-cols-3">
              <Skeleton className="h-12" />
              <Skeleton className="h-12" />
              <Skeleton className="h-12" />
            </div>
          </Card>
          <Card title="Transfers">
            <SkeletonRows rows={4} />
          </Card>
        </div>
      </div>
    </>
  );
}

export default function TransfersLayout({ children }: { children: ReactNode }) {
  return <Arrival skeleton={<TransfersSkeleton />}>{children}</Arrival>;
}
