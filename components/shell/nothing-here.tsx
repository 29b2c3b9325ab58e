import { SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { EmptyState } from "@/components/ui/empty-state";

/** What stands where an address leads to nothing, inside whichever frame the reader is in. */
export function NothingHere({ action }: { action: ReactNode }) {
  return (
    <div className="py-16">
      <h1 className="sr-only">Not found</h1>
      <EmptyState icon={<SearchX size={20} />} title="There is nothing at this address" action={action}>
        It may have moved, or it belongs to someone else&rsquo;s account. Nothing was changed.
      </EmptyState>
    </div>
  );
}
