"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { KeysHelp } from "@/components/admin/desk/keys-help";
import { useDeskKeys } from "@/components/admin/desk/use-desk-keys";
import { Button } from "@/components/ui/button";

const ROWS = "[data-queue] a[href^='/admin/applications/']";

/** The rows that can be seen: the table's on a desk, the list's on a phone. */
const rows = (): HTMLAnchorElement[] =>
  [...document.querySelectorAll<HTMLAnchorElement>(ROWS)].filter((row) => row.offsetParent !== null);

/** j and k move through the queue, o opens, ? shows the keys. The marked row is the one that has the focus. */
export function QueueKeys() {
  const router = useRouter();
  const [isHelp, setHelp] = useState(false);
  useDeskKeys((command) => {
    const links = rows();
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    if (command === "NEXT") links[Math.min(at + 1, links.length - 1)]?.focus();
    if (command === "PREVIOUS") links[Math.max(at - 1, 0)]?.focus();
    if (command === "OPEN") {
      const href = (links[at] ?? links[0])?.getAttribute("href");
      if (href) router.push(href);
    }
    if (command === "KEYS") setHelp(true);
  });
  return (
    <>
      <Button kbd="?" variant="quiet" className="max-md:hidden" onClick={() => setHelp(true)}>
        Keys
      </Button>
      {isHelp ? <KeysHelp onClose={() => setHelp(false)} /> : null}
    </>
  );
}
