"use client";

import { Copy, Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { showToast } from "@/components/ui/toast-store";

const asText = (codes: readonly string[]): string =>
  ["RushTrade recovery codes. Each works once, in place of a code of your app.", "", ...codes, ""].join("\n");

function save(codes: readonly string[]): void {
  const address = URL.createObjectURL(new Blob([asText(codes)], { type: "text/plain" }));
  const link = Object.assign(document.createElement("a"), {
    href: address,
    download: "rushtrade-recovery-codes.txt",
  });
  link.click();
  URL.revokeObjectURL(address);
}

async function copy(codes: readonly string[]): Promise<void> {
  try {
    await navigator.clipboard.writeText(codes.join("\n"));
    showToast({ tone: "gain", title: "The codes are in your clipboard" });
  } catch {
    showToast({
      tone: "danger",
      title: "The browser did not allow it. Save them as a file, or write them down.",
    });
  }
}

type RecoveryCodesProps = { codes: readonly string[]; onKept: () => void; keptLabel: string };

/** New recovery codes, this once. */
export function RecoveryCodes({ codes, onKept, keptLabel }: RecoveryCodesProps) {
  return (
    <div className="grid gap-4">
      <Callout tone="caution" title="Keep these recovery codes" isLive>
        Each signs you in once if your app is lost. They are shown now and never again; keep them apart from
        your phone.
      </Callout>
      <ul
        aria-label="Recovery codes"
        className="tabular grid grid-cols-2 gap-x-6 gap-y-1.5 rounded-control bg-tint px-4 py-3 text-form"
      >
        {codes.map((code) => (
          <li key={code} className="font-mono">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button icon={<Download aria-hidden size={16} />} onClick={() => save(codes)}>
          Save as a file
        </Button>
        <Button icon={<Copy aria-hidden size={16} />} onClick={() => void copy(codes)}>
          Copy
        </Button>
      </div>
      <div>
        <Button variant="primary" onClick={onKept}>
          {keptLabel}
        </Button>
      </div>
    </div>
  );
}
