"use client";

import { useQuery } from "@tanstack/react-query";
import { keyFigures } from "@/components/market/key-figures-of";
import type { Figures } from "@/components/market/market-types";
import { useTRPC } from "@/components/shell/trpc-client";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";

const REFRESH_MS = 15_000;

type KeyFiguresProps = { symbol: string; figures: Figures };

/** The day, the year and the dividends of an instrument; today's keep moving. */
export function KeyFigures({ symbol, figures }: KeyFiguresProps) {
  const trpc = useTRPC();
  const latest = useQuery(
    trpc.market.keyFigures.queryOptions({ symbol }, { initialData: figures, refetchInterval: REFRESH_MS }),
  ).data;
  return (
    <Card title="Key figures">
      <DescriptionList columns={3} items={keyFigures(latest)} />
    </Card>
  );
}
