"use client";

import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { LinkButton } from "@/components/ui/link-button";

type ErrorPageProps = { error: Error & { digest?: string }; retry: () => void };

/** A page that could not be shown. Orders and transfers do not live in pages, and it says so. */
export default function ErrorPage({ error, retry }: ErrorPageProps) {
  useEffect(() => {
    console.error(error);
  }, [error]);

  return (
    <div className="mx-auto max-w-[38rem] px-4 py-16">
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
          What you sent before is not affected: an order that was confirmed to you stands, one that was not
          may or may not have arrived. Look at your orders before you send it again.
        </p>
        {error.digest ? (
          <p className="mt-2 text-small text-muted">Reference for support: {error.digest}</p>
        ) : null}
      </Callout>
    </div>
  );
}
