import type { ReactNode } from "react";
import { Arrival } from "@/components/shell/arrival";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";

/** The same list, still blank. */
function ActivitySkeleton() {
  return (
    <>
      <PageHeader title="Activity" />
      <Card padding="none">
        <SkeletonRows rows={14} />
      </Card>
    </>
  );
}

export default function ActivityLayout({ children }: { children: ReactNode }) {
  return <Arrival skeleton={<ActivitySkeleton />}>{children}</Arrival>;
}
