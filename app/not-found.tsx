import { SearchX } from "lucide-react";
import type { Metadata } from "next";
import { PublicShell } from "@/components/shell/public-shell";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <PublicShell>
      <div className="py-16">
        <h1 className="sr-only">Not found</h1>
        <EmptyState
          icon={<SearchX size={20} />}
          title="There is nothing at this address"
          action={
            <>
              <LinkButton href="/portfolio" variant="primary">
                Your portfolio
              </LinkButton>
              <LinkButton href="/">Start page</LinkButton>
            </>
          }
        >
          It may have moved, or it belongs to someone else&rsquo;s account. Nothing was changed.
        </EmptyState>
      </div>
    </PublicShell>
  );
}
