"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/components/shell/trpc-client";
import { showToast } from "@/components/ui/toast-store";
import { type List, withMoved } from "@/components/watchlists/watchlist-rows";

export type Watchlists = ReturnType<typeof useWatchlists>;

/**
 * The person's lists and what can be done with them. A change is shown at once, and what the server knows takes its
 * place when the server has answered; a change that it refuses goes away again, with its reason.
 */
export function useWatchlists(initial?: List[]) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const key = trpc.watchlists.mine.queryKey();
  const query = useQuery(
    trpc.watchlists.mine.queryOptions(undefined, initial ? { initialData: initial } : {}),
  );

  const show = (change: (lists: List[]) => List[]) =>
    queryClient.setQueryData<List[]>(key, (lists) => lists && change(lists));
  const edit = (listId: string, change: (symbols: string[]) => string[]) =>
    show((lists) =>
      lists.map((list) => (list.id === listId ? { ...list, symbols: change(list.symbols) } : list)),
    );
  const ends = {
    onError: (error: { message: string }) =>
      showToast({ tone: "caution", title: "The watchlist was not changed", description: error.message }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: key }),
  };

  const create = useMutation(trpc.watchlists.create.mutationOptions(ends));
  const rename = useMutation(trpc.watchlists.rename.mutationOptions(ends));
  const remove = useMutation(trpc.watchlists.delete.mutationOptions(ends));
  const move = useMutation(
    trpc.watchlists.move.mutationOptions({
      ...ends,
      onMutate: ({ listId, to }) =>
        show((lists) => {
          const moving = lists.find(({ id }) => id === listId);
          return moving ? withMoved(lists, moving, to) : lists;
        }),
    }),
  );
  const addSymbol = useMutation(
    trpc.watchlists.addSymbol.mutationOptions({
      ...ends,
      onMutate: ({ listId, symbol }) =>
        edit(listId, (symbols) => (symbols.includes(symbol) ? symbols : [...symbols, symbol])),
    }),
  );
  const removeSymbol = useMutation(
    trpc.watchlists.removeSymbol.mutationOptions({
      ...ends,
      onMutate: ({ listId, symbol }) =>
        edit(listId, (symbols) => symbols.filter((other) => other !== symbol)),
    }),
  );
  const moveSymbol = useMutation(
    trpc.watchlists.moveSymbol.mutationOptions({
      ...ends,
      onMutate: ({ listId, symbol, to }) => edit(listId, (symbols) => withMoved(symbols, symbol, to)),
    }),
  );
  return {
    lists: query.data,
    isFailed: query.isError,
    create,
    rename,
    remove,
    move,
    addSymbol,
    removeSymbol,
    moveSymbol,
  };
}
