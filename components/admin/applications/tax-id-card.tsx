"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { ReasonDialog } from "@/components/admin/desk/reason-dialog";
import { type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextLink } from "@/components/ui/text-link";
import { showToast } from "@/components/ui/toast-store";
import { formatDateTime } from "@/domain/time/format";

type Review = Outputs["review"]["application"];

/** The tax id by its end; the whole number for a moment, once, when somebody else has approved. */
export function TaxIdCard({ review }: { review: Review }) {
  const trpc = useTRPC();
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const [person, setPerson] = useState("applicant");
  const numbered = review.persons.filter(({ numberLast4 }) => numberLast4 !== null);
  const [shown, setShown] = useState<{ number: string; seconds: number } | null>(null);
  const propose = useMutation(
    trpc.review.proposeUnmask.mutationOptions({
      onSuccess() {
        showToast({ tone: "gain", title: "Asked: somebody else must approve" });
        setAsking(false);
        router.refresh();
      },
    }),
  );
  const show = useMutation(
    trpc.review.showTaxId.mutationOptions({
      onSuccess: (answer) => setShown(answer),
      onError: (error) => showToast({ tone: "danger", title: error.message }),
    }),
  );
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(() => {
      setShown(null);
      // The number is nowhere else: the mutation's own answer is forgotten, too.
      show.reset();
    }, shown.seconds * 1000);
    return () => clearTimeout(timer);
  }, [shown, show]);
  const [latest] = review.lookRequests;
  const mine = review.lookRequests.find(({ isMine, status }) => isMine && status === "APPROVED");
  const waits = latest?.status === "PROPOSED";
  return (
    <Card title="Tax id">
      <div className="grid gap-2">
        <p className="tabular text-base" aria-live="polite">
          {shown ? shown.number : `•••••${review.numberLast4}`}
        </p>
        {latest ? (
          <p className="text-label text-muted wrap-anywhere">
            {latest.proposedBy} asked to see it, {formatDateTime(latest.proposedAt)}:{" "}
            {latest.status === "PROPOSED" ? (
              <TextLink href="/admin/approvals">waits for approval</TextLink>
            ) : (
              latest.status.toLowerCase()
            )}
          </p>
        ) : null}
        <div className="flex flex-wrap gap-2">
          {mine && !shown ? (
            <Button
              size="sm"
              variant="primary"
              isPending={show.isPending}
              onClick={() => show.mutate({ approvalId: mine.id })}
            >
              Show it for 30 seconds
            </Button>
          ) : null}
          {waits ? null : (
            <Button size="sm" onClick={() => setAsking(true)}>
              Ask to see it
            </Button>
          )}
        </div>
      </div>
      {isAsking ? (
        <ReasonDialog
          title={`See the tax id of ${review.name}?`}
          button="Ask for approval"
          reasonHint="At least ten characters: why the last four digits are not enough."
          error={propose.error}
          isPending={propose.isPending}
          onSubmit={(reason) => propose.mutate({ applicationId: review.id, person, reason })}
          onClose={() => setAsking(false)}
        >
          <div className="grid gap-4">
            <p>
              Somebody else of the staff must approve. Then you see it once, for half a minute, and that is on
              record.
            </p>
            {numbered.length > 1 ? (
              <RadioGroup
                label="Whose number"
                value={person}
                onChange={setPerson}
                options={numbered.map(({ key, name, numberLast4 }) => ({
                  value: key,
                  label: name,
                  description: `•••••${numberLast4}`,
                }))}
              />
            ) : null}
          </div>
        </ReasonDialog>
      ) : null}
    </Card>
  );
}
