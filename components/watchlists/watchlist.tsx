"use client";

import { useQuery } from "@tanstack/react-query";
import { Eye } from "lucide-react";
import { useState } from "react";
import { SymbolSearch } from "@/components/market/symbol-search";
import { useLiveQuotes } from "@/components/shell/live-provider";
import { useTRPC } from "@/components/shell/trpc-client";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { SelectField } from "@/components/ui/select-field";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useWatchlists, type Watchlists } from "@/components/watchlists/use-watchlists";
import { WatchlistMenu } from "@/components/watchlists/watchlist-menu";
import { type List, sortRows, watchRows, type WatchSort } from "@/components/watchlists/watchlist-rows";
import { WatchlistTable } from "@/components/watchlists/watchlist-table";

/** The live line carries the quotes; this fills in what it does not reach, and the volumes. */
const REFRESH_MS = 15_000;

type WatchlistProps = {
  /** The lists that the page brought along. */
  initial?: List[];
  /** Chooses a symbol on this page; without it a symbol leads to its own. */
  onPick?: (symbol: string) => void;
};

/** The person's watchlists, one at a time, live: add, remove, sort, and put in order. */
export function Watchlist({ initial, onPick }: WatchlistProps) {
  const watchlists = useWatchlists(initial);
  const [chosen, choose] = useState<string>();
  const { lists } = watchlists;
  const shown = lists?.find(({ id }) => id === chosen) ?? lists?.[0];
  return (
    <Card
      padding="none"
      title="Watchlist"
      aside={
        lists ? (
          <>
            {shown && lists.length > 1 ? (
              <SelectField
                label="Watchlist"
                isLabelHidden
                value={shown.id}
                onChange={choose}
                options={lists.map(({ id, name }) => ({ value: id, label: name }))}
              />
            ) : (
              shown?.name
            )}
            <WatchlistMenu watchlists={watchlists} lists={lists} shown={shown} onShow={choose} />
          </>
        ) : undefined
      }
    >
      {shown ? (
        <ShownList key={shown.id} list={shown} watchlists={watchlists} onPick={onPick} />
      ) : lists ? (
        <EmptyState icon={<Eye size={20} />} title="No watchlist">
          Make one with the button above, and follow what you may want to trade.
        </EmptyState>
      ) : watchlists.isFailed ? (
        <div className="p-4">
          <Callout tone="caution" title="Your watchlists could not be read">
            Nothing was changed. They come back with the connection.
          </Callout>
        </div>
      ) : (
        <SkeletonRows rows={6} />
      )}
    </Card>
  );
}

type ShownListProps = { list: List; watchlists: Watchlists; onPick?: (symbol: string) => void };

function ShownList({ list, watchlists, onPick }: ShownListProps) {
  const trpc = useTRPC();
  const [sort, setSort] = useState<WatchSort>(null);
  const { id: listId, symbols } = list;
  const options = {
    enabled: symbols.length > 0,
    refetchInterval: REFRESH_MS,
    placeholderData: <Data,>(previous: Data | undefined) => previous,
  };
  const asked = useQuery(trpc.market.quotes.queryOptions({ symbols }, options)).data ?? [];
  const volumes = useQuery(trpc.market.volumes.queryOptions({ symbols }, options)).data ?? [];
  const live = useLiveQuotes(symbols);
  const rows = sortRows(watchRows(symbols, live, asked, volumes), sort);
  return (
    <>
      <div className="border-b border-line px-4 pb-3">
        <SymbolSearch
          label="Add a symbol"
          onPick={(symbol) => watchlists.addSymbol.mutate({ listId, symbol })}
        />
      </div>
      <div className="scroll-thin overflow-x-auto">
        <WatchlistTable
          name={list.name}
          rows={rows}
          sort={sort}
          onSort={setSort}
          onPick={onPick}
          onMove={(symbol, to) => watchlists.moveSymbol.mutate({ listId, symbol, to })}
          onRemove={(symbol) => watchlists.removeSymbol.mutate({ listId, symbol })}
          empty={<EmptyState title="Nothing in this list yet">Add the first symbol above.</EmptyState>}
        />
      </div>
    </>
  );
}
