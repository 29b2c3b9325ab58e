import type { Metadata } from "next";
import { ResetPasswordForm } from "@/components/auth/reset-password-form";
import { FormPage } from "@/components/shell/form-page";

export const metadata: Metadata = { title: "New password", referrer: "no-referrer" };

type ResetPasswordPageProps = { searchParams: Promise<{ token?: string }> };

export default async function ResetPasswordPage({ searchParams }: ResetPasswordPageProps) {
  const { token } = await searchParams;
  return (
    <FormPage title="New password" intro="Everywhere you are signed in now, you will be signed out.">
      <ResetPasswordForm token={typeof token === "string" ? token : ""} />
    </FormPage>
  );
}
