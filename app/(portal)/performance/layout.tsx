import type { ReactNode } from "react";
import { Arrival } from "@/components/shell/arrival";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";

function PerformanceSkeleton() {
  return (
    <>
      <PageHeader title="Performance" description={<Skeleton className="h-4 w-64" />} />
      <Skeleton className="mb-4 h-11 w-full max-w-xl md:h-7.5" />
      <div className="grid gap-4">
        <Card>
          <div className="grid grid-cols-2 gap-5 md:grid-cols-4">
            {[0, 1, 2, 3].map((at) => (
              <Skeleton key={at} className="h-14" />
            ))}
          </div>
          <Skeleton className="mt-5 h-56 md:h-72" />
        </Card>
        <Card title="What changed my equity">
          <Skeleton className="h-72" />
        </Card>
      </div>
    </>
  );
}

export default function PerformanceLayout({ children }: { children: ReactNode }) {
  return <Arrival skeleton={<PerformanceSkeleton />}>{children}</Arrival>;
}
