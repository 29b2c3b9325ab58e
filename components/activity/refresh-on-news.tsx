"use client";

import { useRouter } from "next/navigation";
import { useLiveNews } from "@/components/shell/live-provider";

const MATTERS: ReadonlySet<string> = new Set(["orders", "fills", "cash", "reconnected"]);

/** Reads the page's list again when something happens in the account. Draws nothing. */
export function RefreshOnNews() {
  const router = useRouter();
  useLiveNews((about) => {
    if (MATTERS.has(about)) router.refresh();
  });
  return null;
}
