import { headers } from "next/headers";
import { type ReactNode, Suspense } from "react";
import { Card } from "@/components/ui/card";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";

type ArrivalProps = {
  /** What stands there on a step within the portal until the room has come; a heading and a list unless told otherwise. */
  skeleton?: ReactNode;
  children: ReactNode;
};

/**
 * How a room comes in. A document is sent whole: a part that is streamed after its skeleton is put in place by a script,
 * a third of a second after the first paint at the earliest, and the numbers must not wait for that. A step within the
 * portal has a page to look at meanwhile: it shows the skeleton at once. Browsers say which of the two they ask for
 * (Fetch Metadata, Sec-Fetch-Dest); who says nothing gets a document. See docs/decisions/first-paint.md.
 */
export async function Arrival({ skeleton = <PlainSkeleton />, children }: ArrivalProps) {
  const isStep = (await headers()).get("sec-fetch-dest") === "empty";
  return isStep ? <Suspense fallback={skeleton}>{children}</Suspense> : children;
}

function PlainSkeleton() {
  return (
    <>
      <Skeleton className="mb-5 h-6 w-40" />
      <Card padding="none">
        <SkeletonRows rows={8} />
      </Card>
    </>
  );
}
