"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ReasonDialog } from "@/components/admin/desk/reason-dialog";
import { type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import { showToast } from "@/components/ui/toast-store";
import { formatTimestamp } from "@/domain/time/format";

type Hit = Outputs["screening"]["hits"][number];
type Outcome = "CLEARED" | "CONFIRMED";

/** Customers whose names a list came to have: no money leaves until somebody has said who they are. */
export function HitsCard({ hits }: { hits: readonly Hit[] }) {
  const [deciding, setDeciding] = useState<{ hit: Hit; outcome: Outcome } | null>(null);
  return (
    <Card title="Customers with a name of a list" aside={hits.length === 0 ? undefined : `${hits.length}`}>
      {hits.length === 0 ? <p className="text-base text-muted">Nobody.</p> : null}
      <ul aria-label="Hits" className="grid gap-4">
        {hits.map((hit) => (
          <li key={hit.id} className="grid gap-1">
            <p className="text-base wrap-anywhere">
              {hit.name} is like &ldquo;{hit.matchedName}&rdquo; ({hit.source} {hit.version}, entry{" "}
              {hit.entry}): {hit.score} of 100
            </p>
            <p className="text-label text-muted">
              Found {formatTimestamp(hit.foundAt)} ·{" "}
              <TextLink href={`/admin/applications/${hit.applicationId}`}>application</TextLink>
              {hit.accountId ? (
                <>
                  {" · "}
                  <TextLink href={`/admin/accounts/${hit.accountId}`}>account {hit.accountNumber}</TextLink>
                </>
              ) : null}
            </p>
            <div className="flex gap-2">
              <Button size="sm" onClick={() => setDeciding({ hit, outcome: "CLEARED" })}>
                Somebody else
              </Button>
              <Button size="sm" variant="danger" onClick={() => setDeciding({ hit, outcome: "CONFIRMED" })}>
                The same person
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {deciding ? <DecideDialog {...deciding} onClose={() => setDeciding(null)} /> : null}
    </Card>
  );
}

function DecideDialog({ hit, outcome, onClose }: { hit: Hit; outcome: Outcome; onClose: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const decide = useMutation(
    trpc.screening.decideHit.mutationOptions({
      onSuccess() {
        showToast({ tone: "gain", title: `${hit.name}: ${outcome.toLowerCase()}` });
        onClose();
        router.refresh();
      },
    }),
  );
  return (
    <ReasonDialog
      title={outcome === "CLEARED" ? `Is ${hit.name} somebody else?` : `Is ${hit.name} on the list?`}
      button={outcome === "CLEARED" ? "Clear the hit" : "Confirm the hit"}
      isDanger={outcome === "CONFIRMED"}
      reasonHint="At least ten characters: what tells them apart, or what does not."
      error={decide.error}
      isPending={decide.isPending}
      onSubmit={(reason) => decide.mutate({ hitId: hit.id, outcome, reason })}
      onClose={onClose}
    >
      {outcome === "CLEARED"
        ? "Money may leave the account again, unless something else keeps it."
        : "The money stays. Report the block to OFAC within ten business days, and restrict the account further."}
    </ReasonDialog>
  );
}
