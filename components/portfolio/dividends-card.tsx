"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/shell/trpc-client";
import { Card } from "@/components/ui/card";
import { FigureList } from "@/components/ui/figure-list";
import { formatMoney, formatPrice, formatQuantity } from "@/domain/money/format";
import { formatDate } from "@/domain/time/format";

const LOOK_AGAIN_MS = 60_000;

/** Dividends that this account will be paid; nothing where there are none. */
export function DividendsCard({ accountId }: { accountId: string }) {
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.corporateActions.comingDividends.queryOptions({ accountId }, { refetchInterval: LOOK_AGAIN_MS }),
  );
  if (!data || data.length === 0) return null;
  return (
    <Card title="Dividends to come" aside="USD">
      <FigureList
        items={data.map((dividend) => ({
          label: `${dividend.symbol}, ${formatDate(dividend.payDate)}`,
          value: formatMoney(dividend.gross),
          note: dividend.isEntitled
            ? `${formatPrice(dividend.perShare)} on ${formatQuantity(dividend.shares)} shares`
            : `if held until ${formatDate(dividend.exDate)}`,
        }))}
      />
    </Card>
  );
}
