import type { Metadata } from "next";
import { NothingHere } from "@/components/shell/nothing-here";
import { PublicShell } from "@/components/shell/public-shell";
import { LinkButton } from "@/components/ui/link-button";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <PublicShell>
      <NothingHere
        action={
          <>
            <LinkButton href="/portfolio" variant="primary">
              Your portfolio
            </LinkButton>
            <LinkButton href="/">Start page</LinkButton>
          </>
        }
      />
    </PublicShell>
  );
}
