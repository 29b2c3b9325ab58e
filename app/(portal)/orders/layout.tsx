import type { ReactNode } from "react";
import { Arrival } from "@/components/shell/arrival";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";

function OrdersSkeleton() {
  return (
    <>
      <PageHeader title="Orders" />
      <Card padding="none">
        <SkeletonRows rows={10} />
      </Card>
    </>
  );
}

export default function OrdersLayout({ children }: { children: ReactNode }) {
  return <Arrival skeleton={<OrdersSkeleton />}>{children}</Arrival>;
}
