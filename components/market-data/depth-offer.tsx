import type { Outputs } from "@/components/shell/trpc-client";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { formatUsd } from "@/domain/money/format";

/** In the place of the book, for those who do not have it: what it is, what it costs, where to get it. */
export function DepthOffer({ prices }: Pick<Outputs["marketData"]["mine"], "prices">) {
  const { NON_PROFESSIONAL, PROFESSIONAL } = prices.LEVEL_II;
  return (
    <EmptyState
      title="Depth comes with Level II"
      action={
        <LinkButton href="/settings/display#market-data" variant="primary">
          See Level II in Settings
        </LinkButton>
      }
    >
      Every venue&rsquo;s book, five levels a side. {formatUsd(NON_PROFESSIONAL)} a month for non-professional
      subscribers, {formatUsd(PROFESSIONAL)} for professionals. The best bid and offer stay free.
    </EmptyState>
  );
}
