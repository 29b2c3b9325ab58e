"use client";

import { useQuery } from "@tanstack/react-query";
import { keyFigures } from "@/components/market/key-figures-of";
import type { Bar } from "@/components/market/market-types";
import { useQuote } from "@/components/shell/live-provider";
import type { Quote } from "@/components/shell/live-store";
import { useTRPC } from "@/components/shell/trpc-client";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";

const REFRESH_MS = 30_000;

type KeyFiguresProps = { symbol: string; quote: Quote | null; days: Bar[] };

/** What a year of daily bars tells of an instrument; today's keep moving. */
export function KeyFigures({ symbol, quote: initial, days }: KeyFiguresProps) {
  const trpc = useTRPC();
  const quote = useQuote(symbol, initial);
  const bars = useQuery(
    trpc.market.bars.queryOptions(
      { symbol, interval: "1d" },
      { initialData: days, refetchInterval: REFRESH_MS },
    ),
  ).data;
  return (
    <Card title="Key figures">
      <DescriptionList columns={3} items={keyFigures(bars, quote)} />
    </Card>
  );
}
