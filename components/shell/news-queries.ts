import type { QueryFilters } from "@tanstack/react-query";
import type { useTRPC } from "@/components/shell/trpc-client";

type Trpc = ReturnType<typeof useTRPC>;

/** Which answers each kind of news makes old. A kind that is not here makes all of them old. */
const MADE_OLD: Readonly<Record<string, (trpc: Trpc) => readonly QueryFilters[]>> = {
  orders: (trpc) => [trpc.orders.pathFilter(), trpc.portfolio.pathFilter(), trpc.margin.pathFilter()],
  fills: (trpc) => [
    trpc.orders.pathFilter(),
    trpc.portfolio.pathFilter(),
    trpc.margin.pathFilter(),
    trpc.activity.pathFilter(),
    trpc.tax.pathFilter(),
  ],
  cash: (trpc) => [
    trpc.portfolio.pathFilter(),
    trpc.margin.pathFilter(),
    trpc.funding.pathFilter(),
    trpc.activity.pathFilter(),
    trpc.orders.pathFilter(),
  ],
  approval: (trpc) => [trpc.approvals.pathFilter(), trpc.funding.pathFilter()],
  documents: (trpc) => [trpc.documents.pathFilter()],
  profile: (trpc) => [trpc.profile.pathFilter(), trpc.requests.pathFilter()],
  request: (trpc) => [trpc.requestDesk.pathFilter()],
  application: (trpc) => [
    trpc.applications.pathFilter(),
    trpc.review.pathFilter(),
    trpc.accounts.pathFilter(),
  ],
};

/** The queries to ask again upon a piece of news. */
export const queriesOf = (trpc: Trpc, about: string): readonly QueryFilters[] =>
  MADE_OLD[about]?.(trpc) ?? [{}];
