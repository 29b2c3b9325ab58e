"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";

type Pages<Page> = {
  /** Begins with the procedure's own key, so that news of it make the pages old, too. */
  queryKey: readonly unknown[];
  read: (cursor: string | undefined) => Promise<Page>;
};

/**
 * A long list, page by page, of a procedure that answers with the next page's cursor (null at the end). The library's
 * own options would send a direction along, which strict inputs refuse.
 */
export function usePages<Page extends { cursor: string | null }>({ queryKey, read }: Pages<Page>) {
  return useInfiniteQuery({
    queryKey: [...queryKey, "pages"],
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Page) => page.cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}
