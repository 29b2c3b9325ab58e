import type { Metadata } from "next";
import { NothingHere } from "@/components/shell/nothing-here";
import { LinkButton } from "@/components/ui/link-button";

export const metadata: Metadata = { title: "Not found" };

/** Inside the desk's frame. */
export default function NotFound() {
  return (
    <NothingHere
      action={
        <LinkButton href="/admin" variant="primary">
          The desk
        </LinkButton>
      }
    />
  );
}
