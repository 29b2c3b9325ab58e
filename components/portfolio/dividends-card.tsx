"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/shell/trpc-client";
import { Card } from "@/components/ui/card";
import { FigureList } from "@/components/ui/figure-list";
import { formatMoney, formatPrice, formatQuantity } from "@/domain/money/format";
import { formatDate } from "@/domain/time/format";

const LOOK_AGAIN_MS = 60_000;
const SHOWN = 5;

type DividendsCardProps = {
  accountIds: string[];
  /** It may be seen soon: nothing is asked before. */
  isNear: boolean;
};

/** Announced dividends that will be paid; nothing where there are none. */
export function DividendsCard({ accountIds, isNear }: DividendsCardProps) {
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.portfolio.income.queryOptions({ accountIds }, { enabled: isNear, refetchInterval: LOOK_AGAIN_MS }),
  );
  if (!data || data.expected.length === 0) return null;
  return (
    <Card title="Dividends to come" aside="USD, before tax">
      <FigureList
        items={data.expected.slice(0, SHOWN).map((dividend) => ({
          label: `${dividend.symbol}, ${formatDate(dividend.payDate)}`,
          value: formatMoney(dividend.gross),
          note: dividend.isFixed
            ? `${formatPrice(dividend.perShare)} on ${formatQuantity(dividend.quantity)} shares`
            : `if held until ${formatDate(dividend.exDate)}`,
        }))}
      />
    </Card>
  );
}
