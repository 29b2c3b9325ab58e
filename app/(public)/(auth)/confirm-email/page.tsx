import type { Metadata } from "next";
import { ConfirmEmailForm } from "@/components/auth/confirm-email-form";
import { FormPage } from "@/components/shell/form-page";

export const metadata: Metadata = { title: "Confirm a new address", referrer: "no-referrer" };

type ConfirmEmailPageProps = { searchParams: Promise<{ token?: string; of?: string }> };

/** Where the links to the old and the new address lead. Nobody needs to be signed in for them. */
export default async function ConfirmEmailPage({ searchParams }: ConfirmEmailPageProps) {
  const { token, of } = await searchParams;
  return (
    <FormPage
      title="Confirm a new address"
      intro="You sign in with it once it has been confirmed from the old address and from the new one."
    >
      <ConfirmEmailForm token={typeof token === "string" ? token : ""} mayStop={of === "old"} />
    </FormPage>
  );
}
