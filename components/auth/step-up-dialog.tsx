"use client";

import dynamic from "next/dynamic";
import { useSyncExternalStore } from "react";
import { answerProof, noStepUp, stepUpReason, watchStepUp } from "@/components/shell/step-up-store";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { LinkButton } from "@/components/ui/link-button";
import { Skeleton } from "@/components/ui/skeleton";

// What needs a code is rare: the form comes when it is asked for.
const ProofForm = dynamic(() => import("@/components/auth/proof-form").then((module) => module.ProofForm), {
  loading: () => <Skeleton className="h-40" />,
});

/** Asks for a code when something needs one; what waited is then sent again by itself. One in each frame. */
export function StepUpDialog() {
  const reason = useSyncExternalStore(watchStepUp, stepUpReason, noStepUp);
  const isMissing = reason === "SECOND_FACTOR_MISSING";
  return (
    <Dialog
      title={isMissing ? "This needs a second factor" : "Confirm that it is you"}
      isOpen={reason !== null}
      onOpenChange={(isOpen) => {
        if (!isOpen) answerProof(false);
      }}
      size="sm"
    >
      {isMissing ? <MissingFactor /> : <ProofForm />}
    </Dialog>
  );
}

function MissingFactor() {
  return (
    <div className="grid gap-4">
      <p>
        What moves money, or says where it may go, is confirmed by a code of an authenticator app. You have
        none set up yet; it takes a minute. Nothing was done.
      </p>
      <div className="flex flex-wrap gap-2">
        <LinkButton href="/settings/security" variant="primary" onClick={() => answerProof(false)}>
          Set it up in Settings
        </LinkButton>
        <Button onClick={() => answerProof(false)}>Not now</Button>
      </div>
    </div>
  );
}
