"use client";

import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { LinkButton } from "@/components/ui/link-button";

type PortalErrorProps = { error: Error & { digest?: string }; retry: () => void };

/** A room that could not be shown; the frame around it still works. */
export default function PortalError({ error, retry }: PortalErrorProps) {
  useEffect(() => {
    console.error(error);
  }, [error]);

  return (
    <div className="mx-auto max-w-[38rem] py-8">
      <h1 className="mb-4 text-title">This page could not be shown</h1>
      <Callout
        tone="danger"
        title="Something went wrong on our side"
        isLive
        action={
          <>
            <Button onClick={retry}>Try again</Button>
            <LinkButton href="/orders">See your orders</LinkButton>
          </>
        }
      >
        <p>
          Your orders, transfers and holdings are not affected: they do not live in this page. If you were
          sending something, look whether it has arrived before you send it again.
        </p>
        {error.digest ? (
          <p className="mt-2 text-small text-muted">Reference for support: {error.digest}</p>
        ) : null}
      </Callout>
    </div>
  );
}
