import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows, SkeletonText } from "@/components/ui/skeleton";

/** The same desk, still blank. */
export default function ClearingLoading() {
  return (
    <>
      <PageHeader title="Clearing" />
      <div className="grid gap-4 lg:grid-cols-2">
        <Card title="Exchange clock">
          <SkeletonText lines={6} />
        </Card>
        <Card title="End of day">
          <SkeletonText lines={6} />
        </Card>
        <Card title="Breaks" padding="none" className="lg:col-span-2">
          <SkeletonRows rows={4} />
        </Card>
        <Card title="End-of-day files" padding="none" className="lg:col-span-2">
          <SkeletonRows rows={8} />
        </Card>
      </div>
    </>
  );
}
