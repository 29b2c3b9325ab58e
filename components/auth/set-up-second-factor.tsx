"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { CodeField } from "@/components/auth/code-field";
import { QrCode } from "@/components/auth/qr-code";
import { RecoveryCodes } from "@/components/auth/recovery-codes";
import { PasswordField } from "@/components/auth/password-field";
import { errorsOfAnswer, useForm } from "@/components/forms/use-form";
import { type ApiError, type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";

type Offer = Outputs["auth"]["beginSecondFactor"];

type SetUpProps = {
  /** The app is set up and the recovery codes were seen. */
  onDone: () => void;
  doneLabel: string;
  onCancel?: () => void;
};

/** Sets up an authenticator app: the password, the key with a first code of it, the recovery codes. */
export function SetUpSecondFactor({ onDone, doneLabel, onCancel }: SetUpProps) {
  const [offer, setOffer] = useState<Offer | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes) return <RecoveryCodes codes={codes} onKept={onDone} keptLabel={doneLabel} />;
  if (offer) return <ConfirmKey offer={offer} onConfirmed={setCodes} onCancel={onCancel} />;
  return <PasswordFirst onOffer={setOffer} onCancel={onCancel} />;
}

const byField = (error: ApiError, field: string) => {
  const errors = errorsOfAnswer(error);
  return Object.keys(errors).length > 0 ? errors : { [field]: error.message };
};

type StepProps = { onCancel: SetUpProps["onCancel"] };

function Cancel({ onCancel }: StepProps) {
  return onCancel ? <Button onClick={onCancel}>Cancel</Button> : null;
}

function PasswordFirst({ onOffer, onCancel }: StepProps & { onOffer: (offer: Offer) => void }) {
  const trpc = useTRPC();
  const begin = useMutation(
    trpc.auth.beginSecondFactor.mutationOptions({
      onSuccess: onOffer,
      onError: (error) => form.showErrors(byField(error, "password")),
    }),
  );
  const { attach, ...form } = useForm({
    initial: { password: "" },
    schema: async () => (await import("@/domain/auth/second-factor")).beginSecondFactorInput,
    onValid: (values) => begin.mutate(values),
  });
  return (
    <Form ref={attach} aria-label="Set up an app" className="grid gap-4" onSubmit={form.onSubmit}>
      <p>
        You need an authenticator app on your phone or in your password manager: any that makes codes of six
        digits will do.
      </p>
      <PasswordField
        label="Your password"
        value={form.values.password}
        onChange={form.set("password")}
        error={form.errors.password}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" isPending={begin.isPending}>
          Continue
        </Button>
        <Cancel onCancel={onCancel} />
      </div>
    </Form>
  );
}

type ConfirmProps = StepProps & { offer: Offer; onConfirmed: (codes: readonly string[]) => void };

/** "ABCD EFGH ...": easier to type from a screen. */
const inFours = (key: string): string => key.replace(/(.{4})(?=.)/g, "$1 ");

function ConfirmKey({ offer, onConfirmed, onCancel }: ConfirmProps) {
  const trpc = useTRPC();
  const confirm = useMutation(
    trpc.auth.confirmSecondFactor.mutationOptions({
      onSuccess: ({ recoveryCodes }) => onConfirmed(recoveryCodes),
      onError: (error) => form.showErrors(byField(error, "code")),
    }),
  );
  const { attach, ...form } = useForm({
    initial: { code: "" },
    schema: async () => (await import("@/domain/auth/second-factor")).secondFactorInput,
    onValid: (values) => confirm.mutate(values),
  });
  return (
    <Form ref={attach} aria-label="Confirm the app" className="grid gap-4" onSubmit={form.onSubmit}>
      <p>Scan this with the app, or type the key into it. Then type the code that the app shows.</p>
      <QrCode qr={offer.qr} label="QR code of the key below" />
      <div>
        <p className="text-label text-muted">Key</p>
        <p className="font-mono text-base wrap-anywhere">{inFours(offer.key)}</p>
      </div>
      <CodeField isAppOnly value={form.values.code} onChange={form.set("code")} error={form.errors.code} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" isPending={confirm.isPending}>
          Confirm
        </Button>
        <Cancel onCancel={onCancel} />
      </div>
      <p className="text-small text-muted">Until it is confirmed nothing changes.</p>
    </Form>
  );
}
