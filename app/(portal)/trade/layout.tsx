import type { ReactNode } from "react";
import { Arrival } from "@/components/shell/arrival";
import { WorkspaceSkeleton } from "@/components/trade/workspace-skeleton";
import { Card } from "@/components/ui/card";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";

function TradeSkeleton() {
  return (
    <div data-flush className="flex flex-col gap-2 lg:h-[calc(100dvh-4.5rem)]">
      <Skeleton className="h-12 w-full shrink-0" />
      <div className="min-h-0 flex-1 max-lg:hidden">
        <WorkspaceSkeleton />
      </div>
      <div className="grid gap-2 lg:hidden">
        <Card title="Chart">
          <Skeleton className="h-64" />
        </Card>
        <Card padding="none">
          <SkeletonRows rows={4} />
        </Card>
      </div>
    </div>
  );
}

export default function TradeLayout({ children }: { children: ReactNode }) {
  return <Arrival skeleton={<TradeSkeleton />}>{children}</Arrival>;
}
