"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useIsStale, useLiveQuotes } from "@/components/shell/live-provider";
import { useTRPC } from "@/components/shell/trpc-client";
import { Panel } from "@/components/trade/panel";
import { Button } from "@/components/ui/button";
import { Change } from "@/components/ui/change";
import { cx } from "@/components/ui/cx";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { FlashCell } from "@/components/ui/flash-cell";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useWatchlists } from "@/components/watchlists/use-watchlists";
import { type List, type WatchRow, watchRows } from "@/components/watchlists/watchlist-rows";
import { formatPercent, formatPrice } from "@/domain/money/format";

/** Sorting, dragging and renaming are wanted seldom: they come when they are. */
const Watchlist = dynamic(
  () => import("@/components/watchlists/watchlist").then((module) => module.Watchlist),
  { loading: () => <SkeletonRows rows={6} /> },
);

/** The live line carries the quotes; this fills in what it does not reach. */
const REFRESH_MS = 15_000;

type WatchPanelProps = { symbol: string; onPick: (symbol: string) => void };

/** A watchlist as narrow as a panel: a press on a symbol shows it in all panels. */
export function WatchPanel({ symbol, onPick }: WatchPanelProps) {
  const { lists } = useWatchlists();
  const [chosen, choose] = useState<string>();
  const [isEditing, setEditing] = useState(false);
  const shown = lists?.find(({ id }) => id === chosen) ?? lists?.[0];
  const edit = (
    <Button size="sm" variant="quiet" onClick={() => setEditing(true)}>
      Edit
    </Button>
  );
  return (
    <Panel
      title="Watchlist"
      aside={
        <>
          {lists && lists.length > 1 && shown ? (
            <select
              aria-label="Shown watchlist"
              value={shown.id}
              onChange={(event) => choose(event.target.value)}
              className="max-w-24 min-w-0 truncate rounded-mark bg-surface text-label text-muted hover:text-ink"
            >
              {lists.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          ) : null}
          {edit}
        </>
      }
    >
      {shown && shown.symbols.length > 0 ? (
        <Symbols list={shown} symbol={symbol} onPick={onPick} />
      ) : lists ? (
        <EmptyState title="Nothing watched yet" action={edit}>
          Follow what you may want to trade.
        </EmptyState>
      ) : (
        <SkeletonRows rows={8} />
      )}
      <Dialog title="Watchlists" size="lg" isOpen={isEditing} onOpenChange={setEditing}>
        <Watchlist
          onPick={(picked) => {
            setEditing(false);
            onPick(picked);
          }}
        />
      </Dialog>
    </Panel>
  );
}

function Symbols({ list, symbol, onPick }: WatchPanelProps & { list: List }) {
  const trpc = useTRPC();
  const { symbols } = list;
  const asked =
    useQuery(
      trpc.market.quotes.queryOptions(
        { symbols },
        { refetchInterval: REFRESH_MS, placeholderData: (previous) => previous },
      ),
    ).data ?? [];
  const rows = watchRows(symbols, useLiveQuotes(symbols), asked, []);
  return (
    <table className="w-full border-collapse text-small">
      <caption className="sr-only">{`${list.name}: symbols and prices`}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Symbol</th>
          <th scope="col">Last</th>
          <th scope="col">Change</th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {rows.map((row) => (
          <SymbolRow key={row.symbol} row={row} isCurrent={row.symbol === symbol} onPick={onPick} />
        ))}
      </tbody>
    </table>
  );
}

type SymbolRowProps = { row: WatchRow; isCurrent: boolean; onPick: (symbol: string) => void };

function SymbolRow({ row, isCurrent, onPick }: SymbolRowProps) {
  const isStale = useIsStale();
  return (
    <tr className={cx("relative hover:bg-tint", isCurrent && "bg-accent-soft hover:bg-accent-soft")}>
      <th scope="row" className="py-1.5 pr-1 pl-3 text-left font-normal">
        <button
          type="button"
          aria-current={isCurrent || undefined}
          onClick={() => onPick(row.symbol)}
          className="rounded-mark font-semibold after:absolute after:inset-0"
        >
          {row.symbol}
        </button>
      </th>
      <td className="num px-1">
        {row.last ? (
          <FlashCell value={row.last} isStale={isStale}>
            {formatPrice(row.last)}
          </FlashCell>
        ) : (
          "—"
        )}
      </td>
      <td className="num pr-3 pl-1 text-label">
        {row.changeRatio === null ? "—" : <Change text={formatPercent(row.changeRatio)} hasMark={false} />}
      </td>
    </tr>
  );
}
