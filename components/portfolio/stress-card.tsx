"use client";

import { useQuery } from "@tanstack/react-query";
import type { Outlook } from "@/components/portfolio/portfolio-sums";
import { useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Change } from "@/components/ui/change";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { FigureList } from "@/components/ui/figure-list";
import { PhoneRow } from "@/components/ui/phone-row";
import { Skeleton } from "@/components/ui/skeleton";
import { formatMoney, formatSigned, formatWeight } from "@/domain/money/format";
import { negateWire } from "@/domain/money/wire-sum";

type Stress = Outlook["stress"][number];

type StressCardProps = {
  accountIds: string[];
  /** It may be seen soon: nothing is asked before. */
  isNear: boolean;
};

/** How much hangs on a few positions, and what a falling market would do. An arithmetic example, not a forecast. */
export function StressCard({ accountIds, isNear }: StressCardProps) {
  const trpc = useTRPC();
  const { data, isError, refetch } = useQuery(
    trpc.portfolio.outlook.queryOptions({ accountIds }, { enabled: isNear }),
  );
  return (
    <Card title="Concentration and a falling market" padding="none">
      {data ? (
        <>
          <div className="px-4 pb-4">
            <FigureList items={concentration(data)} />
          </div>
          <div className="border-t border-line">
            <DataTable
              caption="If the market fell at once"
              columns={columns(
                data.stress.some(({ maintenanceRequirement }) => maintenanceRequirement !== null),
              )}
              rows={data.stress}
              rowKey={({ fall }) => fall}
              phoneRow={(row) => (
                <PhoneRow
                  start={fallWords(row)}
                  startSub={row.call === null ? "Equity" : `Margin call ${formatMoney(row.call)}`}
                  end={formatMoney(row.equity)}
                  endSub={<Change text={formatSigned(row.change)} />}
                />
              )}
            />
          </div>
          <p className="border-t border-line px-4 py-3 text-small text-muted">
            An arithmetic example, not a forecast: every price falls by the market’s fall times the stock’s
            beta, and margin requirements are those of today at the new prices.
          </p>
        </>
      ) : isError ? (
        <div className="flex items-center justify-between gap-4 px-4 pb-4 text-muted">
          This could not be read just now. <Button onClick={() => void refetch()}>Try again</Button>
        </div>
      ) : (
        <Skeleton className="mx-4 mb-4 h-80" />
      )}
    </Card>
  );
}

function concentration({ concentration: { largest, topFive, effectivePositions } }: Outlook) {
  return [
    {
      label: "Largest position",
      value: largest ? `${largest.symbol} ${formatWeight(largest.weight)}` : "n/a",
      note: "Of all that is held",
    },
    { label: "Five largest", value: formatWeight(topFive), note: "Of all that is held" },
    {
      label: "Like so many equal positions",
      value: effectivePositions === null ? "n/a" : formatMoney(effectivePositions),
      note: "1 divided by the sum of the squared weights (Herfindahl)",
    },
  ];
}

const fallWords = ({ fall }: Stress): string => formatWeight(negateWire(fall), 0);

function columns(hasMargin: boolean): TableColumn<Stress>[] {
  return [
    { id: "fall", header: "Market", isRowHeader: true, cell: fallWords },
    { id: "equity", header: "Equity, USD", align: "end", cell: ({ equity }) => formatMoney(equity) },
    {
      id: "change",
      header: "Change, USD",
      align: "end",
      cell: ({ change }) => <Change text={formatSigned(change)} />,
    },
    ...(hasMargin
      ? [
          {
            id: "requirement",
            header: "Maintenance, USD",
            align: "end" as const,
            hideBelow: "xl" as const,
            cell: ({ maintenanceRequirement }: Stress) => formatMoney(maintenanceRequirement),
          },
          {
            id: "excess",
            header: "Excess, USD",
            align: "end" as const,
            cell: ({ maintenanceExcess }: Stress) => formatMoney(maintenanceExcess),
          },
          {
            id: "call",
            header: "Call, USD",
            align: "end" as const,
            cell: ({ call }: Stress) => formatMoney(call),
          },
        ]
      : []),
  ];
}
