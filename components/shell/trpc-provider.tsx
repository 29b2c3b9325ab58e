"use client";

import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import {
  createTRPCClient,
  httpBatchLink,
  httpSubscriptionLink,
  splitLink,
  TRPCClientError,
} from "@trpc/client";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import superjson from "superjson";
import { stepUpLink } from "@/components/shell/step-up-link";
import { TRPCContext } from "@/components/shell/trpc-client";
import type { AppRouter } from "@/server/trpc/root";

const PATH = "/api/trpc";
/** The server refuses larger batches. */
const BATCH = 10;
/** What the page brought along counts as fresh for so long; news makes it stale at once. */
const FRESH_MS = 5_000;
const TRIES = 2;

const makeClient = () =>
  createTRPCClient<AppRouter>({
    links: [
      stepUpLink,
      splitLink({
        condition: (operation) => operation.type === "subscription",
        true: httpSubscriptionLink({ url: PATH, transformer: superjson }),
        false: httpBatchLink({ url: PATH, transformer: superjson, maxItems: BATCH }),
      }),
    ],
  });

/** The server's answer will not change by asking again: only silence and its own faults are worth a second try. */
const isWorthRetrying = (error: unknown): boolean =>
  error instanceof TRPCClientError && (!error.data || error.data.httpStatus >= 500);

function makeQueryClient(onSignedOut: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError(error) {
        if (error instanceof TRPCClientError && error.data?.code === "UNAUTHORIZED") onSignedOut();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: (failures, error) => failures < TRIES && isWorthRetrying(error),
      },
      // A lost answer is the reader's to judge: what changes something is never sent twice behind their back.
      mutations: { retry: false },
    },
  });
}

/** Gives everything inside it the way to the server. A session that ended elsewhere leads to the sign-in page. */
export function TRPCProvider({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [client] = useState(makeClient);
  const [queryClient] = useState(() => makeQueryClient(() => router.refresh()));
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCContext trpcClient={client} queryClient={queryClient}>
        {children}
      </TRPCContext>
    </QueryClientProvider>
  );
}
