import type { Metadata } from "next";
import { NothingHere } from "@/components/shell/nothing-here";
import { LinkButton } from "@/components/ui/link-button";

export const metadata: Metadata = { title: "Not found" };

/** The reader is signed in: the portal's own frame stays around it. */
export default function NotFound() {
  return (
    <NothingHere
      action={
        <>
          <LinkButton href="/portfolio" variant="primary">
            Your portfolio
          </LinkButton>
          <LinkButton href="/orders">Your orders</LinkButton>
        </>
      }
    />
  );
}
