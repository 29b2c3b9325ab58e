import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";

/** The same list, still blank. */
export default function DocumentsLoading() {
  return (
    <>
      <PageHeader title="Documents" />
      <Card padding="none">
        <SkeletonRows rows={10} />
      </Card>
    </>
  );
}
