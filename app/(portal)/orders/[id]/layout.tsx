import type { ReactNode } from "react";
import { Arrival } from "@/components/shell/arrival";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton, SkeletonRows, SkeletonText } from "@/components/ui/skeleton";

function OneOrderSkeleton() {
  return (
    <>
      <PageHeader back={{ href: "/orders", label: "Orders" }} title={<Skeleton className="h-6 w-48" />} />
      <div className="grid gap-4 lg:grid-cols-[1fr_22rem]">
        <div className="grid min-w-0 content-start gap-4">
          <Card>
            <Skeleton className="h-11 w-full" />
          </Card>
          <Card title="Fills" padding="none">
            <SkeletonRows rows={3} />
          </Card>
        </div>
        <div className="grid min-w-0 content-start gap-4">
          <Card title="Terms">
            <SkeletonText lines={6} />
          </Card>
          <Card title="What happened">
            <SkeletonText lines={5} />
          </Card>
        </div>
      </div>
    </>
  );
}

export default function OneOrderLayout({ children }: { children: ReactNode }) {
  return <Arrival skeleton={<OneOrderSkeleton />}>{children}</Arrival>;
}
