import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";

export default function OrdersLoading() {
  return (
    <>
      <PageHeader title="Orders" />
      <Card padding="none">
        <SkeletonRows rows={10} />
      </Card>
    </>
  );
}
