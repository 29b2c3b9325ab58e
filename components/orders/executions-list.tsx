"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { EasternTime } from "@/components/market/eastern-time";
import { venueName } from "@/components/market/venue-name";
import { SIDE_WORDS } from "@/components/orders/order-words";
import { type Outputs, useTRPC, useTRPCClient } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Change } from "@/components/ui/change";
import { DataTable, type TableColumn } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PhoneRow } from "@/components/ui/phone-row";
import { SkeletonRows } from "@/components/ui/skeleton";
import { formatMoney, formatPrice, formatQuantity, formatSigned } from "@/domain/money/format";

type Execution = Outputs["orders"]["executions"]["executions"][number];

const LIQUIDITY = { ADDED: "added", REMOVED: "removed" } as const;
const termsOf = ({ side, quantity, price }: Execution) =>
  `${SIDE_WORDS[side]} ${formatQuantity(quantity)} at ${formatPrice(price)}`;
const improvementOf = ({ improvement }: Execution) =>
  improvement === null ? "—" : <Change text={formatSigned(improvement)} hasMark={false} />;

const COLUMNS: readonly TableColumn<Execution>[] = [
  { id: "time", header: "Time, ET", cell: (fill) => <EasternTime at={fill.at} /> },
  {
    id: "symbol",
    header: "Symbol",
    isRowHeader: true,
    cell: (fill) => <span className="font-semibold">{fill.symbol}</span>,
  },
  { id: "fill", header: "Fill", cell: termsOf },
  {
    id: "venue",
    header: "Venue",
    cell: (fill) => (
      <>
        {fill.venue} <span className="text-muted">{LIQUIDITY[fill.liquidity]}</span>
      </>
    ),
  },
  { id: "improvement", header: "Improved, USD", align: "end", cell: improvementOf },
  { id: "fees", header: "Fees, USD", align: "end", cell: (fill) => formatMoney(fill.fees) },
];

/** The fills of an account, newest first; each leads to its order. */
export function ExecutionsList({ accountId }: { accountId: string }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  // By hand: the made-up options add a field to the input, which takes no unknown ones.
  const pages = useInfiniteQuery({
    queryKey: [...trpc.orders.executions.queryKey({ accountId }), "pages"],
    queryFn: ({ pageParam, signal }) =>
      client.orders.executions.query({ accountId, cursor: pageParam ?? undefined }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  if (pages.isPending) return <SkeletonRows rows={4} />;
  if (pages.isError && !pages.data) {
    return (
      <div className="p-4">
        <Callout tone="danger" title="Your fills could not be read" isLive>
          {pages.error.message}
        </Callout>
      </div>
    );
  }
  return (
    <>
      <DataTable
        caption="Executions"
        density="dense"
        columns={COLUMNS}
        rows={pages.data.pages.flatMap(({ executions }) => executions)}
        rowKey={(fill) => fill.id}
        rowHref={(fill) => `/orders/${fill.orderId}`}
        phoneRow={(fill) => (
          <PhoneRow
            start={
              <>
                {fill.symbol} <span className="font-normal">{termsOf(fill)}</span>
              </>
            }
            startSub={<EasternTime at={fill.at} />}
            end={improvementOf(fill)}
            endSub={venueName(fill.venue)}
          />
        )}
        empty={
          <EmptyState title="Nothing filled yet">
            Each fill stands here with its venue, its price improvement and its fees.
          </EmptyState>
        }
      />
      {pages.hasNextPage ? (
        <div className="flex justify-center border-t border-line p-3">
          <Button isPending={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            Show older fills
          </Button>
        </div>
      ) : null}
    </>
  );
}
