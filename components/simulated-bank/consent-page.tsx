"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { z } from "zod";
import { askBank } from "@/components/simulated-bank/ask-bank";
import { BankFrame } from "@/components/simulated-bank/bank-frame";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Form } from "@/components/ui/form";
import { LinkButton } from "@/components/ui/link-button";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextField } from "@/components/ui/text-field";

const accounts = z.object({
  accounts: z.array(z.object({ key: z.string(), kind: z.string(), holder: z.string(), last4: z.string() })),
});
const agreed = z.object({ code: z.string() });
type Offered = z.infer<typeof accounts>["accounts"];

/** The bank's consent page: sign in, choose the account that the broker may see, agree. */
export function ConsentPage({ consentId }: { consentId: string }) {
  return (
    <BankFrame>
      <Consent consentId={consentId} />
    </BankFrame>
  );
}

function Consent({ consentId }: { consentId: string }) {
  const [offered, setOffered] = useState<Offered | null>(null);
  return offered ? (
    <Choose consentId={consentId} offered={offered} />
  ) : (
    <SignIn consentId={consentId} onSignedIn={setOffered} />
  );
}

function SignIn({ consentId, onSignedIn }: { consentId: string; onSignedIn: (offered: Offered) => void }) {
  const [fields, setFields] = useState({ user: "", passcode: "" });
  const signIn = useMutation({
    mutationFn: () => askBank("sign-in", { consentId, ...fields }, accounts),
    onSuccess: ({ accounts: offered }) => onSignedIn(offered),
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!signIn.isPending) signIn.mutate();
  }
  return (
    <Card title="RushTrade asks to see one of your accounts">
      <Form aria-label="Sign in at the bank" className="grid gap-4" onSubmit={submit}>
        <p className="text-base text-muted">
          It will learn the account&rsquo;s number, its kind and its owner&rsquo;s name. It cannot move money
          by this, and never sees your passcode.
        </p>
        <TextField
          label="User name at the bank"
          value={fields.user}
          onChange={(user) => setFields((before) => ({ ...before, user }))}
          autoComplete="off"
          maxLength={60}
        />
        <TextField
          label="Passcode"
          type="password"
          value={fields.passcode}
          onChange={(passcode) => setFields((before) => ({ ...before, passcode }))}
          autoComplete="off"
          maxLength={60}
        />
        {signIn.error ? (
          <Callout tone="danger" title="Not signed in" isLive>
            {signIn.error.message}
          </Callout>
        ) : null}
        <Button type="submit" variant="primary" isPending={signIn.isPending} fullWidth>
          Sign in
        </Button>
        <Callout title="This bank is simulated">
          Sign in as <b>customer</b> with any four digits. To see what goes wrong: <b>joint</b> (an account
          with a second owner), <b>other</b> (somebody else&rsquo;s account), <b>nofunds</b> (an account
          without money).
        </Callout>
        <LinkButton href="/transfers">Back to RushTrade without linking</LinkButton>
      </Form>
    </Card>
  );
}

function Choose({ consentId, offered }: { consentId: string; offered: Offered }) {
  const router = useRouter();
  const [account, setAccount] = useState(offered[0]?.key ?? "");
  const agree = useMutation({
    mutationFn: () => askBank("agree", { consentId, account }, agreed),
    onSuccess({ code }) {
      router.push(`/transfers?consent=${consentId}&code=${encodeURIComponent(code)}`);
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!agree.isPending) agree.mutate();
  }
  return (
    <Card title="Which account may RushTrade see?">
      <Form aria-label="Choose an account" className="grid gap-4" onSubmit={submit}>
        <RadioGroup
          label="Account"
          value={account}
          onChange={setAccount}
          options={offered.map(({ key, kind, holder, last4 }) => ({
            value: key,
            label: `${kind === "CHECKING" ? "Checking" : "Savings"} ••${last4}, ${holder}`,
          }))}
        />
        {agree.error ? (
          <Callout tone="danger" title="Nothing was shared" isLive>
            {agree.error.message}
          </Callout>
        ) : null}
        <Button type="submit" variant="primary" isPending={agree.isPending || agree.isSuccess} fullWidth>
          Agree and go back to RushTrade
        </Button>
        <LinkButton href="/transfers">Back without linking</LinkButton>
      </Form>
    </Card>
  );
}
