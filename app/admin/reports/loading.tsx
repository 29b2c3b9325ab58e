import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";

/** The same report, still blank. */
export default function ReportsLoading() {
  return (
    <>
      <PageHeader title="Trade volume" />
      <div className="mt-4 grid gap-4 xl:grid-cols-2">
        <Card padding="none">
          <SkeletonRows rows={8} />
        </Card>
        <Card>
          <Skeleton className="h-64" />
        </Card>
      </div>
    </>
  );
}
