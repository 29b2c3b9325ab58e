"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { errorsOfAnswer, useForm } from "@/components/forms/use-form";
import { AddressFields, addressAnswers, addressValues } from "@/components/onboarding/address-fields";
import { ChangeDialog } from "@/components/profile/change-dialog";
import { type Profile, useProfile } from "@/components/profile/use-profile";
import { type Inputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { TextField } from "@/components/ui/text-field";
import { addressLines } from "@/domain/profile/current-profile";
import { formatDateTime } from "@/domain/time/format";

type AddressCardProps = { initial: Profile };

/** Where the customer lives, and a change that waits for somebody to say that it was not the customer. */
export function AddressCard({ initial }: AddressCardProps) {
  const { profile, take } = useProfile(initial);
  const [isChanging, setChanging] = useState(false);
  const { address, pendingAddress } = profile;
  return (
    <Card
      title="Address"
      aside={
        pendingAddress ? null : (
          <Button size="sm" onClick={() => setChanging(true)}>
            Change<span className="sr-only"> the address</span>
          </Button>
        )
      }
    >
      <div className="grid gap-4">
        {address ? (
          <address className="text-base not-italic">
            {addressLines(address).map((line) => (
              <span key={line} className="block">
                {line}
              </span>
            ))}
            <span className="tabular mt-1 block text-muted">{address.phone}</span>
          </address>
        ) : null}
        {pendingAddress ? <Pending pending={pendingAddress} onTaken={take} /> : null}
      </div>
      {isChanging ? (
        <AddressDialog profile={profile} onClose={() => setChanging(false)} onSaved={take} />
      ) : null}
    </Card>
  );
}

type Taken = (changed: Profile, title: string) => void;

function Pending({ pending, onTaken }: { pending: NonNullable<Profile["pendingAddress"]>; onTaken: Taken }) {
  const trpc = useTRPC();
  const takeBack = useMutation(
    trpc.profile.takeBackAddress.mutationOptions({
      onSuccess: (changed) => onTaken(changed, "The change is taken back"),
    }),
  );
  const lines = addressLines(pending.address).join(", ");
  if (pending.isFrozen)
    return (
      <Callout tone="caution" title="A change is frozen">
        Somebody with one of our letters told us that it was not you who asked for {lines}. We will call you.
      </Callout>
    );
  return (
    <Callout
      title={`From ${formatDateTime(pending.effectiveAt)}: ${lines}`}
      action={
        <Button
          size="sm"
          isPending={takeBack.isPending}
          onClick={() => takeBack.mutate({ entryId: pending.entryId })}
        >
          Take it back
        </Button>
      }
    >
      We wrote to you, and to the old and the new address. Until then the old one counts, so that you can stop
      a change that is not yours.
      {takeBack.error ? ` It was not taken back: ${takeBack.error.message}` : ""}
    </Callout>
  );
}

function AddressDialog({
  profile,
  onClose,
  onSaved,
}: {
  profile: Profile;
  onClose: () => void;
  onSaved: Taken;
}) {
  const trpc = useTRPC();
  const save = useMutation(
    trpc.profile.changeAddress.mutationOptions({
      onSuccess(changed) {
        onSaved(changed, "The change waits: we write to both addresses");
        onClose();
      },
      onError: (error) => form.showErrors(errorsOfAnswer(error, "address.")),
    }),
  );
  const form = useForm({
    initial: { ...addressValues(profile.address ?? undefined), phone: profile.address?.phone ?? "" },
    toInput: ({ phone, ...address }) => ({ ...addressAnswers(address), phone }),
    schema: async () => (await import("@/domain/onboarding/steps")).STEP_SCHEMAS.address,
    onValid({ phone, ...values }) {
      const address = { ...addressAnswers(values), phone };
      // The schema has just taken it.
      save.mutate({ address } as Inputs["profile"]["changeAddress"]);
    },
  });
  return (
    <ChangeDialog
      title="Change your address"
      form={form}
      error={save.error}
      isPending={save.isPending}
      submitLabel="Change the address"
      onClose={onClose}
    >
      <AddressFields
        values={form.values}
        change={form.change}
        errorOf={(field) => form.errors[field]}
        streetHint="Where you live. A post office box is not enough."
        isOwn
      />
      <TextField
        label="Telephone"
        type="tel"
        autoComplete="tel"
        value={form.values.phone}
        onChange={form.set("phone")}
        error={form.errors.phone}
      />
    </ChangeDialog>
  );
}
