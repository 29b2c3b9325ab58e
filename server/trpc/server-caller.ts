import { headers } from "next/headers";
import { cache } from "react";
import { askerFromCookies, originFromHeaders } from "@/server/auth";
import { portal } from "@/server/compose";
import { createCaller } from "@/server/trpc/root";

/**
 * The one data door of pages: the same procedures as over HTTP, for whoever sent this request. Made once per request.
 */
export const serverCaller = cache(async () => {
  const deps = await portal();
  const head = await headers();
  const asker = await askerFromCookies(deps, head.get("cookie"));
  return createCaller({ deps, ...asker, origin: originFromHeaders(deps.env, head) });
});
