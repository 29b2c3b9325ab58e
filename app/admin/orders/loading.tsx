import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";

export default function DeskOrdersLoading() {
  return (
    <>
      <PageHeader title="Orders" />
      <Card padding="none">
        <SkeletonRows rows={12} />
      </Card>
    </>
  );
}
