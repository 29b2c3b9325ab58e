import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { safePath } from "@/components/auth/safe-path";
import { SecondStep } from "@/components/auth/second-step";
import { SignInForm } from "@/components/auth/sign-in-form";
import { FormPage } from "@/components/shell/form-page";
import { TextLink } from "@/components/ui/text-link";
import { serverCaller } from "@/server/trpc/server-caller";

export const metadata: Metadata = { title: "Sign in" };

type SignInPageProps = { searchParams: Promise<{ next?: string; email?: string }> };

/** Whoever is signed in already goes on: where they wanted to, or to the room that is theirs. */
async function goOn(next: string | null): Promise<void> {
  const api = await serverCaller();
  const me = await api.auth.me();
  if (!me) return;
  if (next) redirect(next);
  if (me.isStaff) redirect("/admin");
  const accounts = await api.accounts.mine();
  redirect(accounts.length > 0 ? "/portfolio" : "/open-account");
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const query = await searchParams;
  const next = safePath(query.next);
  await goOn(next);
  const api = await serverCaller();
  const [pending, hasMailbox] = await Promise.all([api.auth.pending(), api.auth.hasMailbox()]);
  if (pending)
    return (
      <FormPage title={pending.next === "CODE" ? "One more step" : "Set up your second factor"}>
        <SecondStep pending={pending} next={next} hasMailbox={hasMailbox} />
      </FormPage>
    );
  return (
    <FormPage
      title="Sign in"
      footer={
        <>
          New here? <TextLink href="/sign-up">Sign up</TextLink> and open an account.
        </>
      }
    >
      <SignInForm next={next} email={typeof query.email === "string" ? query.email.slice(0, 254) : ""} />
    </FormPage>
  );
}
