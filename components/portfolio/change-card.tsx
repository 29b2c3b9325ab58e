"use client";

import { useQuery } from "@tanstack/react-query";
import { ChangeBars } from "@/components/charts/change-bars";
import { bridgeInShort } from "@/components/portfolio/bridge-words";
import { useTRPC } from "@/components/shell/trpc-client";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";
import { useNear } from "@/components/ui/use-near";

/** What changed the equity this year, in five lines; the performance page has it all. */
export function ChangeCard({ accountIds, account }: { accountIds: string[]; account: string }) {
  const trpc = useTRPC();
  const [ref, isNear] = useNear<HTMLDivElement>();
  const { data, isError } = useQuery(
    trpc.portfolio.bridge.queryOptions({ accountIds, period: { kind: "YTD" } }, { enabled: isNear }),
  );
  return (
    <div ref={ref} className="card-ahead">
      <Card title="What changed my equity" aside="This year, USD">
        {data ? (
          <ChangeBars rows={bridgeInShort(data)} />
        ) : isError ? (
          <p className="text-muted">This could not be read just now.</p>
        ) : (
          <Skeleton className="h-56 md:h-49" />
        )}
        <p className="mt-3 text-small">
          <TextLink href={`/performance?account=${account}`}>Performance, term by term</TextLink>
        </p>
      </Card>
    </div>
  );
}
