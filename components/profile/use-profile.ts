"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { showToast } from "@/components/ui/toast-store";

export type Profile = NonNullable<Outputs["profile"]["mine"]>;

/** The customer's record as the page brought it and as it stands since; `take` keeps what a change answered. */
export function useProfile(initial: Profile) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const options = trpc.profile.mine.queryOptions(undefined, { initialData: initial });
  const { data } = useQuery(options);
  return {
    profile: data ?? initial,
    take(changed: Profile, title: string) {
      queries.setQueryData(options.queryKey, changed);
      showToast({ tone: "gain", title });
    },
  };
}
