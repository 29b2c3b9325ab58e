"use client";

import type { TRPCClientErrorLike } from "@trpc/client";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import type { AppRouter } from "@/server/trpc/root";

const context = createTRPCContext<AppRouter>();

/** Puts the client where the hooks find it; used by TRPCProvider alone. */
export const TRPCContext = context.TRPCProvider;
/** Options for `useQuery`, `useMutation` and the rest: `useQuery(trpc.orders.list.queryOptions({ accountId }))`. */
export const useTRPC = context.useTRPC;
/** The plain client, for the few things that are no query: the live line. */
export const useTRPCClient = context.useTRPCClient;

/** What each procedure takes and answers: `Outputs["orders"]["list"]`. */
export type Inputs = inferRouterInputs<AppRouter>;
export type Outputs = inferRouterOutputs<AppRouter>;

/** What a failed call throws. `message` is a sentence for the reader, `data.app` our code and the wrong fields. */
export type ApiError = TRPCClientErrorLike<AppRouter>;

/** The sentence that belongs to one field of the input, by its path as in the schema; undefined where none does. */
export const fieldMessage = (error: ApiError | null | undefined, path: string): string | undefined =>
  error?.data?.app.fields.find((field) => field.path === path)?.message;

/** The request may or may not have arrived: no answer came, so nothing is known of what became of it. */
export const isUnanswered = (error: ApiError | null | undefined): boolean => Boolean(error && !error.data);
