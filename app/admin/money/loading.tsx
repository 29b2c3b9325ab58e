import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";

export default function MoneyLoading() {
  return (
    <>
      <PageHeader title="Money" />
      <div className="grid gap-4">
        <Card title="Waits for us" padding="none">
          <SkeletonRows rows={4} />
        </Card>
        <Card title="Returned by banks" padding="none">
          <SkeletonRows rows={3} />
        </Card>
      </div>
    </>
  );
}
