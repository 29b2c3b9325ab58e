import { Skeleton } from "@/components/ui/skeleton";

/** The panels before they come, in their usual sizes. */
export const WorkspaceSkeleton = () => (
  <div aria-hidden className="grid h-full grid-cols-[minmax(0,1fr)_20rem] gap-2">
    <div className="grid grid-rows-[61fr_39fr] gap-2">
      <div className="grid grid-cols-[12.5rem_minmax(0,1fr)_18rem] gap-2">
        <Skeleton className="h-full" />
        <Skeleton className="h-full" />
        <Skeleton className="h-full" />
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)_18rem] gap-2">
        <Skeleton className="h-full" />
        <Skeleton className="h-full" />
      </div>
    </div>
    <Skeleton className="h-full" />
  </div>
);
