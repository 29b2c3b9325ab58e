"use client";

import { type ReactNode, Suspense, useState } from "react";
import { Card } from "@/components/ui/card";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";
import { useHydrated } from "@/components/ui/use-hydrated";

type ArrivalProps = {
  /** What stands there on a step within the portal until the room has come; a heading and a list unless told otherwise. */
  skeleton?: ReactNode;
  children: ReactNode;
};

/**
 * How a room comes in. A document is sent whole: a part that is streamed after its skeleton is put in place by a script,
 * a third of a second after the first paint at the earliest, and the numbers must not wait for that. A step within the
 * portal has no document to wait for, and shows the skeleton at once. Which of the two it was stays so for as long as
 * the room is there: to change it would build the room anew. See docs/decisions/first-paint.md.
 */
export function Arrival({ skeleton = <PlainSkeleton />, children }: ArrivalProps) {
  const isHydrated = useHydrated();
  const [isStep] = useState(isHydrated);
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
