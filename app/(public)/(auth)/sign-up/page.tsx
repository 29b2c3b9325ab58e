import type { Metadata } from "next";
import { SignUpForm } from "@/components/auth/sign-up-form";
import { FormPage } from "@/components/shell/form-page";
import { TextLink } from "@/components/ui/text-link";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Sign up" };

export default async function SignUpPage() {
  const api = await serverCaller();
  return (
    <FormPage
      title="Sign up"
      intro="First a sign-in, then the application for your account. It takes about ten minutes and is saved as you go."
      footer={
        <>
          Signed up already? <TextLink href="/sign-in">Sign in</TextLink>
        </>
      }
    >
      <SignUpForm hasMailbox={await api.auth.hasMailbox()} />
    </FormPage>
  );
}
