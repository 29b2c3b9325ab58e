"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { errorsOfAnswer, useForm } from "@/components/forms/use-form";
import { ChangeDialog } from "@/components/profile/change-dialog";
import { type Profile, useProfile } from "@/components/profile/use-profile";
import { type Inputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { RELATIONSHIP } from "@/domain/onboarding/profile-choices";

/** Somebody whom we may call if we worry about the customer (FINRA 4512(a)(1)(F)): asked for, and free to leave out. */
export function ContactCard({ initial }: { initial: Profile }) {
  const { profile, take } = useProfile(initial);
  const trpc = useTRPC();
  const [isChanging, setChanging] = useState(false);
  const contact = profile.trustedContact;
  const remove = useMutation(
    trpc.profile.saveTrustedContact.mutationOptions({
      onSuccess: (changed) => take(changed, "The trusted contact is removed"),
    }),
  );
  return (
    <Card
      title="Trusted contact"
      aside={
        <>
          {contact ? (
            <Button
              size="sm"
              variant="danger"
              isPending={remove.isPending}
              onClick={() => remove.mutate({ contact: null })}
            >
              Remove<span className="sr-only"> the trusted contact</span>
            </Button>
          ) : null}
          <Button size="sm" onClick={() => setChanging(true)}>
            {contact ? "Change" : "Name somebody"}
            <span className="sr-only"> as trusted contact</span>
          </Button>
        </>
      }
    >
      {contact ? (
        <DescriptionList
          columns={2}
          items={[
            { term: "Name", detail: contact.name },
            { term: "They are your", detail: RELATIONSHIP.label(contact.relationship).toLowerCase() },
            { term: "Telephone", detail: contact.phone ?? "Not given" },
            { term: "E-mail", detail: contact.email ?? "Not given" },
          ]}
        />
      ) : (
        <p className="text-base text-muted">
          Nobody is named. We may ask such a person how you are, or who acts for you, if we worry that
          somebody takes advantage of you. They cannot trade or see your account.
        </p>
      )}
      {remove.error ? (
        <p role="alert" className="mt-2 text-small text-danger">
          It was not removed: {remove.error.message}
        </p>
      ) : null}
      {isChanging ? (
        <ContactDialog
          profile={profile}
          onClose={() => setChanging(false)}
          onSaved={(changed) => take(changed, "Your trusted contact is saved")}
        />
      ) : null}
    </Card>
  );
}

type ContactDialogProps = { profile: Profile; onClose: () => void; onSaved: (changed: Profile) => void };
type Values = { name: string; relationship: string; phone: string; email: string };

const contactOf = ({ name, relationship, phone, email }: Values) => ({
  contact: { name, relationship, phone: phone || null, email: email || null },
});

function ContactDialog({ profile, onClose, onSaved }: ContactDialogProps) {
  const trpc = useTRPC();
  const known = profile.trustedContact;
  const save = useMutation(
    trpc.profile.saveTrustedContact.mutationOptions({
      onSuccess(changed) {
        onSaved(changed);
        onClose();
      },
      onError: (error) => form.showErrors(errorsOfAnswer(error)),
    }),
  );
  const form = useForm<Values>({
    initial: {
      name: known?.name ?? "",
      relationship: known?.relationship ?? "",
      phone: known?.phone ?? "",
      email: known?.email ?? "",
    },
    toInput: contactOf,
    schema: async () => (await import("@/domain/profile/inputs")).saveTrustedContactInput,
    onValid: (values) => save.mutate(contactOf(values) as Inputs["profile"]["saveTrustedContact"]),
  });
  const field = (name: keyof Values) => ({
    value: form.values[name],
    onChange: form.set(name),
    error: form.errors[`contact.${name}`],
  });
  return (
    <ChangeDialog
      title="Your trusted contact"
      form={form}
      error={save.error}
      isPending={save.isPending}
      onClose={onClose}
    >
      <TextField label="Their name" autoComplete="off" {...field("name")} />
      <SelectField
        label="They are your"
        value={form.values.relationship || null}
        onChange={form.set("relationship")}
        options={RELATIONSHIP.options}
        error={form.errors["contact.relationship"]}
      />
      <TextField label="Their telephone" type="tel" autoComplete="off" isOptional {...field("phone")} />
      <TextField
        label="Their e-mail address"
        type="email"
        autoComplete="off"
        isOptional
        {...field("email")}
      />
    </ChangeDialog>
  );
}
