import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";

/** The same page, still blank. */
export default function TaxesLoading() {
  return (
    <>
      <PageHeader title="Taxes" />
      <Card padding="none">
        <SkeletonRows rows={12} />
      </Card>
    </>
  );
}
