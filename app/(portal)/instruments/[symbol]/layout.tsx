import type { ReactNode } from "react";
import { Arrival } from "@/components/shell/arrival";
import { Card } from "@/components/ui/card";
import { Skeleton, SkeletonText } from "@/components/ui/skeleton";

function InstrumentSkeleton() {
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-end justify-between gap-4">
        <div className="grid gap-2">
          <Skeleton className="h-6 w-56" />
          <Skeleton className="h-4 w-40" />
        </div>
        <Skeleton className="h-8 w-64" />
      </div>
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_21.25rem]">
        <Card title="Chart">
          <Skeleton className="h-72 md:h-96" />
        </Card>
        <Card title="Order ticket" className="max-md:hidden">
          <SkeletonText lines={10} />
        </Card>
      </div>
    </div>
  );
}

export default function InstrumentLayout({ children }: { children: ReactNode }) {
  return <Arrival skeleton={<InstrumentSkeleton />}>{children}</Arrival>;
}
