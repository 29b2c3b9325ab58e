import type { ReactNode } from "react";
import { Arrival } from "@/components/shell/arrival";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";

function QualitySkeleton() {
  return (
    <>
      <PageHeader back={{ href: "/orders", label: "Orders" }} title="Execution quality" />
      <div className="grid gap-4">
        <Skeleton className="h-8 w-56" />
        <Card>
          <Skeleton className="h-12" />
        </Card>
        <Card title="By venue" padding="none">
          <SkeletonRows rows={7} />
        </Card>
      </div>
    </>
  );
}

export default function QualityLayout({ children }: { children: ReactNode }) {
  return <Arrival skeleton={<QualitySkeleton />}>{children}</Arrival>;
}
