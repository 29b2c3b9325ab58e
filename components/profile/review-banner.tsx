"use client";

import { useMutation } from "@tanstack/react-query";
import { type Profile, useProfile } from "@/components/profile/use-profile";
import { useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { formatDate } from "@/domain/time/format";

/** Every three years we ask whether the record is right still; one press says that it is. */
export function ReviewBanner({ initial }: { initial: Profile }) {
  const { profile, take } = useProfile(initial);
  const trpc = useTRPC();
  const confirm = useMutation(
    trpc.profile.confirm.mutationOptions({
      onSuccess: (changed) => take(changed, "Thank you: your record is confirmed"),
    }),
  );
  if (!profile.isReviewDue)
    return (
      <p className="text-small text-muted">
        We ask you to look at this again by {formatDate(profile.reviewDueOn)}.
      </p>
    );
  return (
    <Callout
      tone="caution"
      title="Is this right still?"
      action={
        <Button size="sm" variant="primary" isPending={confirm.isPending} onClick={() => confirm.mutate()}>
          Everything is right
        </Button>
      }
    >
      It is three years since you told us. The rules ask us to look at it with you again: change what is not
      right, and then say so here.
    </Callout>
  );
}
