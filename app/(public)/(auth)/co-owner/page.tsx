import type { Metadata } from "next";
import { AcceptInvitation } from "@/components/onboarding/accept-invitation";
import { FormPage } from "@/components/shell/form-page";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Joint account", referrer: "no-referrer" };

type CoOwnerPageProps = { searchParams: Promise<{ token?: string }> };

/** Where the link of an invitation leads: who invites to what, and the press that accepts it. */
export default async function CoOwnerPage({ searchParams }: CoOwnerPageProps) {
  const { token } = await searchParams;
  const api = await serverCaller();
  const me = await api.auth.me();
  return (
    <FormPage title="A joint account" intro="Two owners, each with a sign-in and a signature of his own.">
      <AcceptInvitation token={typeof token === "string" ? token : ""} signedInAs={me?.email ?? null} />
    </FormPage>
  );
}
