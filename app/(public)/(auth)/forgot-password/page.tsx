import type { Metadata } from "next";
import { ForgotPasswordForm } from "@/components/auth/forgot-password-form";
import { FormPage } from "@/components/shell/form-page";
import { TextLink } from "@/components/ui/text-link";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Forgotten password" };

export default async function ForgotPasswordPage() {
  const api = await serverCaller();
  return (
    <FormPage
      title="Forgotten password"
      intro="Tell us your address; we send a link with which you choose a new password."
      footer={<TextLink href="/sign-in">Back to signing in</TextLink>}
    >
      <ForgotPasswordForm hasMailbox={await api.auth.hasMailbox()} />
    </FormPage>
  );
}
