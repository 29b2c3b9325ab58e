import { Card } from "@/components/ui/card";
import { Skeleton, SkeletonRows, SkeletonText } from "@/components/ui/skeleton";

export default function TradeLoading() {
  return (
    <div data-flush className="grid gap-2">
      <Card>
        <Skeleton className="h-9 w-full max-w-[36rem]" />
      </Card>
      <div className="grid gap-2 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <Card title="Chart">
          <Skeleton className="h-72 md:h-[30rem]" />
        </Card>
        <Card title="Order ticket" className="max-md:hidden">
          <SkeletonText lines={10} />
        </Card>
      </div>
      <Card padding="none">
        <SkeletonRows rows={4} />
      </Card>
    </div>
  );
}
