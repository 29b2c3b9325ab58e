"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ShareBar } from "@/components/charts/share-bar";
import { FormulaTip } from "@/components/portfolio/formula-tip";
import type { PerformancePlace } from "@/components/portfolio/performance-address";
import { ReturnFigure } from "@/components/portfolio/return-figure";
import { type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Change } from "@/components/ui/change";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { PhoneRow } from "@/components/ui/phone-row";
import { SkeletonRows } from "@/components/ui/skeleton";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { formatSigned } from "@/domain/money/format";

type Contributions = Outputs["portfolio"]["contributions"];
type Contribution = Contributions["contributions"][number];

/** How many rows are there without asking. */
const SHOWN = 10;

const nameOf = ({ symbol }: Contribution): string => symbol ?? "Everything else";

type ContributionsCardProps = {
  accountIds: string[];
  period: PerformancePlace["period"] /** It may be seen soon: nothing is asked before. */;
  isNear: boolean;
};

/** What each position brought to the time-weighted return; dollars add up to the gain, per cents to the return. */
export function ContributionsCard({ accountIds, period, isNear }: ContributionsCardProps) {
  const trpc = useTRPC();
  const { data, isError, refetch } = useQuery(
    trpc.portfolio.contributions.queryOptions(
      { accountIds, period },
      { enabled: isNear, placeholderData: keepPreviousData },
    ),
  );
  return (
    <Card
      title="Contribution by position"
      padding="none"
      aside={<FormulaTip name="contribution" about="contributions are reckoned" />}
    >
      {data ? (
        <Rows contributions={data} />
      ) : isError ? (
        <div className="flex items-center justify-between gap-4 px-4 pb-4 text-muted">
          This could not be read just now. <Button onClick={() => void refetch()}>Try again</Button>
        </div>
      ) : (
        <SkeletonRows rows={SHOWN} />
      )}
    </Card>
  );
}

function Rows({ contributions: { contributions, gain, timeWeighted } }: { contributions: Contributions }) {
  const [isWhole, setWhole] = useState(false);
  const sizes = contributions.map(({ gain: dollars }) => dollars);
  const columns: TableColumn<Contribution>[] = [
    {
      id: "name",
      header: "Position",
      isRowHeader: true,
      cell: (row) => (
        <>
          <span className="font-semibold">{nameOf(row)}</span>{" "}
          <span className="text-muted">{row.name ?? "Interest, fees, what is no position"}</span>
        </>
      ),
    },
    {
      id: "bar",
      header: <VisuallyHidden>As a bar</VisuallyHidden>,
      hideBelow: "lg",
      cell: (row) => <ShareBar amount={row.gain} of={sizes} />,
    },
    {
      id: "gain",
      header: "Gain, USD",
      align: "end",
      cell: (row) => <Change text={formatSigned(row.gain)} />,
    },
    {
      id: "contribution",
      header: "Contribution",
      align: "end",
      cell: (row) => <ReturnFigure figure={row.contribution} about={`contribution of ${nameOf(row)}`} />,
    },
  ];
  const rows = isWhole ? contributions : contributions.slice(0, SHOWN);
  return (
    <>
      <DataTable
        caption="Contribution by position"
        columns={columns}
        rows={rows}
        rowKey={nameOf}
        phoneRow={(row) => (
          <PhoneRow
            start={nameOf(row)}
            startSub={row.name ?? "Interest, fees"}
            end={<Change text={formatSigned(row.gain)} />}
            endSub={<ReturnFigure figure={row.contribution} about={`contribution of ${nameOf(row)}`} />}
          />
        )}
        footer={
          <tr>
            <th scope="row" className="py-2.25 pr-3 pl-4 text-left">
              All
            </th>
            <td className="max-lg:hidden" />
            <td className="num px-3 py-2.25">{formatSigned(gain)}</td>
            <td className="num py-2.25 pr-4 pl-3">
              <ReturnFigure figure={timeWeighted} about="time-weighted return" />
            </td>
          </tr>
        }
      />
      {contributions.length > rows.length ? (
        <div className="border-t border-line p-3 text-center">
          <Button onClick={() => setWhole(true)}>Show all {contributions.length}</Button>
        </div>
      ) : null}
    </>
  );
}
