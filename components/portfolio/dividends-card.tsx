"use client";

import { useQuery } from "@tanstack/react-query";
import { dividendLabel } from "@/components/portfolio/dividend-label";
import type { Portfolio } from "@/components/portfolio/portfolio-sums";
import { useAccountIds } from "@/components/portfolio/use-portfolio";
import { useTRPC } from "@/components/shell/trpc-client";
import { Card } from "@/components/ui/card";
import { FigureList } from "@/components/ui/figure-list";
import { formatMoney, formatPrice, formatQuantity } from "@/domain/money/format";
import { formatDate } from "@/domain/time/format";

const LOOK_AGAIN_MS = 60_000;
const SHOWN = 5;

type DividendsCardProps = Pick<Portfolio, "accounts"> & {
  /** It may be seen soon: nothing is asked before. */
  isNear: boolean;
};

/** Announced dividends that will be paid, of several accounts with whose they are; nothing where there are none. */
export function DividendsCard({ accounts, isNear }: DividendsCardProps) {
  const trpc = useTRPC();
  const accountIds = useAccountIds({ accounts });
  const { data } = useQuery(
    trpc.portfolio.income.queryOptions({ accountIds }, { enabled: isNear, refetchInterval: LOOK_AGAIN_MS }),
  );
  if (!data || data.expected.length === 0) return null;
  return (
    <Card title="Dividends to come" aside="USD, before tax">
      <FigureList
        items={data.expected.slice(0, SHOWN).map((dividend) => ({
          label: dividendLabel(dividend, accounts),
          value: formatMoney(dividend.gross),
          note: dividend.isFixed
            ? `${formatPrice(dividend.perShare)} on ${formatQuantity(dividend.quantity)} shares`
            : `if held until ${formatDate(dividend.exDate)}`,
        }))}
      />
    </Card>
  );
}
