import type { ReactNode } from "react";
import { Arrival } from "@/components/shell/arrival";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";

/** The same list, still blank. */
function DocumentsSkeleton() {
  return (
    <>
      <PageHeader title="Documents" />
      <Card padding="none">
        <SkeletonRows rows={10} />
      </Card>
    </>
  );
}

export default function DocumentsLayout({ children }: { children: ReactNode }) {
  return <Arrival skeleton={<DocumentsSkeleton />}>{children}</Arrival>;
}
