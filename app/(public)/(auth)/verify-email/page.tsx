import type { Metadata } from "next";
import { VerifyEmailForm } from "@/components/auth/verify-email-form";
import { FormPage } from "@/components/shell/form-page";

export const metadata: Metadata = { title: "Confirm your address", referrer: "no-referrer" };

type VerifyEmailPageProps = { searchParams: Promise<{ token?: string }> };

export default async function VerifyEmailPage({ searchParams }: VerifyEmailPageProps) {
  const { token } = await searchParams;
  return (
    <FormPage title="Confirm your address" intro="One press, and the address is known to be yours.">
      <VerifyEmailForm token={typeof token === "string" ? token : ""} />
    </FormPage>
  );
}
