import type { ReactNode } from "react";
import { Arrival } from "@/components/shell/arrival";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton, SkeletonText } from "@/components/ui/skeleton";

function OneTransferSkeleton() {
  return (
    <>
      <PageHeader
        back={{ href: "/transfers", label: "Transfers" }}
        title={<Skeleton className="h-6 w-56" />}
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid gap-4">
          <Card title="Where the money is">
            <SkeletonText lines={4} />
          </Card>
          <Card title="What happened so far">
            <SkeletonText lines={4} />
          </Card>
        </div>
        <Card title="Particulars">
          <SkeletonText lines={6} />
        </Card>
      </div>
    </>
  );
}

export default function OneTransferLayout({ children }: { children: ReactNode }) {
  return <Arrival skeleton={<OneTransferSkeleton />}>{children}</Arrival>;
}
