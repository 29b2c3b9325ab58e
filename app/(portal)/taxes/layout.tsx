import type { ReactNode } from "react";
import { Arrival } from "@/components/shell/arrival";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";

/** The same page, still blank. */
function TaxesSkeleton() {
  return (
    <>
      <PageHeader title="Taxes" />
      <Card padding="none">
        <SkeletonRows rows={12} />
      </Card>
    </>
  );
}

export default function TaxesLayout({ children }: { children: ReactNode }) {
  return <Arrival skeleton={<TaxesSkeleton />}>{children}</Arrival>;
}
