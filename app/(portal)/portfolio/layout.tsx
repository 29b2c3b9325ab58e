import type { ReactNode } from "react";
import { Arrival } from "@/components/shell/arrival";
import { Card } from "@/components/ui/card";
import { Skeleton, SkeletonRows, SkeletonText } from "@/components/ui/skeleton";

function PortfolioSkeleton() {
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_21.25rem]">
      <Card>
        <Skeleton className="h-3.5 w-24" />
        <Skeleton className="mt-2 h-10 w-60" />
        <Skeleton className="mt-2.5 h-4 w-72" />
        <Skeleton className="mt-2.5 h-4 w-48" />
        <Skeleton className="mt-6 h-56 md:h-80" />
      </Card>
      <div className="grid content-start gap-4 max-md:order-last">
        <Card title="Cash and buying power">
          <SkeletonText lines={6} />
        </Card>
        <Card title="What changed my equity">
          <SkeletonText lines={6} />
        </Card>
      </div>
      <div className="min-w-0 lg:col-span-2">
        <Card title="Positions" padding="none">
          <SkeletonRows rows={6} />
        </Card>
      </div>
    </div>
  );
}

export default function PortfolioLayout({ children }: { children: ReactNode }) {
  return <Arrival skeleton={<PortfolioSkeleton />}>{children}</Arrival>;
}
