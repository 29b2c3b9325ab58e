import { Card } from "@/components/ui/card";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";

export default function PortalLoading() {
  return (
    <>
      <Skeleton className="mb-5 h-6 w-40" />
      <Card padding="none">
        <SkeletonRows rows={8} />
      </Card>
    </>
  );
}
