"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { isUnanswered, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { DescriptionList } from "@/components/ui/description-list";
import { LinkButton } from "@/components/ui/link-button";
import { Skeleton } from "@/components/ui/skeleton";

type AcceptInvitationProps = { token: string; signedInAs: string | null };

/** The invitation, and the press that accepts it: programs that open links in mails must not use it up. */
export function AcceptInvitation({ token, signedInAs }: AcceptInvitationProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const invitation = useQuery(trpc.applications.invitation.queryOptions({ token }, { retry: false }));
  const accept = useMutation(
    trpc.applications.acceptInvitation.mutationOptions({
      onSuccess: (application) => router.push(`${application.path}/${application.nextStep}`),
    }),
  );
  if (invitation.isPending) return <Skeleton className="h-40" />;
  if (invitation.error)
    return (
      <Callout tone="danger" title="This invitation cannot be opened" isLive>
        {invitation.error.data?.app.code === "TOKEN_INVALID"
          ? "The link was used already, or it is too old. If you have accepted it, sign in and go on; otherwise ask for a new one."
          : isUnanswered(invitation.error)
            ? "No answer came. Please load the page again."
            : invitation.error.message}
      </Callout>
    );
  const { inviter, invited, accountTypeTitle, shares } = invitation.data;
  return (
    <div className="grid gap-5">
      <p className="text-form">
        <strong>{inviter}</strong> wants to open an account with {invited || "you"}.
      </p>
      <DescriptionList
        items={[
          { term: "Account", detail: accountTypeTitle },
          ...(shares ? [{ term: "Your share", detail: `${shares.coOwner}%` }] : []),
        ]}
      />
      {accept.error ? (
        <Callout tone="danger" title="The invitation is not accepted" isLive>
          {isUnanswered(accept.error) ? "No answer came. Please try again." : accept.error.message}
        </Callout>
      ) : null}
      {signedInAs ? (
        <div className="grid gap-2">
          <Button
            variant="primary"
            size="lg"
            fullWidth
            isPending={accept.isPending || accept.isSuccess}
            onClick={() => accept.mutate({ token })}
          >
            Accept and fill in my part
          </Button>
          <p className="text-small text-muted">
            You are signed in as {signedInAs}. Your tax number and your answers are not shown to {inviter}.
          </p>
        </div>
      ) : (
        <div className="grid gap-2">
          <LinkButton
            href={`/sign-in?next=${encodeURIComponent(`/co-owner?token=${token}`)}`}
            variant="primary"
            size="lg"
            fullWidth
          >
            Sign in to accept
          </LinkButton>
          <LinkButton href="/sign-up" size="lg" fullWidth>
            Sign up first
          </LinkButton>
          <p className="text-small text-muted">
            New here? Sign up, confirm your address, and open the link of the invitation once more.
          </p>
        </div>
      )}
    </div>
  );
}
