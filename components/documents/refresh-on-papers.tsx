"use client";

import { useRouter } from "next/navigation";
import { useLiveNews } from "@/components/shell/live-provider";

/** Reads the list again when a paper was made or read. Draws nothing. */
export function RefreshOnPapers() {
  const router = useRouter();
  useLiveNews((about) => {
    if (about === "documents" || about === "reconnected") router.refresh();
  });
  return null;
}
