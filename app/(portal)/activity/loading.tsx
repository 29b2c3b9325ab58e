import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";

/** The same list, still blank. */
export default function ActivityLoading() {
  return (
    <>
      <PageHeader title="Activity" />
      <Card padding="none">
        <SkeletonRows rows={14} />
      </Card>
    </>
  );
}
