"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { errorsOfAnswer, useForm } from "@/components/forms/use-form";
import { TextToAccept } from "@/components/onboarding/text-to-accept";
import { ChangeDialog } from "@/components/profile/change-dialog";
import type { AccountRequests } from "@/components/requests/types";
import { useTRPC } from "@/components/shell/trpc-client";
import { TextField } from "@/components/ui/text-field";
import { textId } from "@/domain/onboarding/agreements";
import { upgradeTexts } from "@/domain/requests/upgrade";

type UpgradeDialogProps = {
  accountId: string;
  type: string;
  onClose: () => void;
  onAsked: (changed: AccountRequests) => void;
};

/** The margin agreement and FINRA 2264's disclosure, read one after the other and signed by name. */
export function UpgradeDialog({ accountId, type, onClose, onAsked }: UpgradeDialogProps) {
  const trpc = useTRPC();
  const texts = upgradeTexts(type);
  const [open, setOpen] = useState<string | null>(texts[0] ? textId(texts[0]) : null);
  const ask = useMutation(
    trpc.requests.upgrade.mutationOptions({
      onSuccess: onAsked,
      onError: (error) => form.showErrors(errorsOfAnswer(error)),
    }),
  );
  const form = useForm<{ accepted: string[]; signedName: string }>({
    initial: { accepted: [], signedName: "" },
    toInput: (values) => ({ accountId, ...values }),
    schema: async () => (await import("@/domain/requests/inputs")).upgradeInput,
    onValid(values) {
      if (texts.some((text) => !values.accepted.includes(textId(text))))
        form.showErrors({ accepted: "Please read and accept each text." });
      else ask.mutate({ accountId, ...values });
    },
  });
  const { accepted, signedName } = form.values;
  return (
    <ChangeDialog
      title="Upgrade to margin"
      form={form}
      error={ask.error}
      isPending={ask.isPending}
      submitLabel="Sign and apply"
      onClose={onClose}
    >
      <p className="text-base text-muted">
        The clearing firm lends against what you hold, for interest. You can lose more than you put in. A
        person looks at your application; at least $2,000 of equity is needed before anything is lent.
      </p>
      {texts.map((text) => {
        const id = textId(text);
        return (
          <TextToAccept
            key={id}
            text={text}
            statement="I have read this and agree."
            isAccepted={accepted.includes(id)}
            onChange={(isIn) =>
              form.change({ accepted: isIn ? [...accepted, id] : accepted.filter((other) => other !== id) })
            }
            isOpen={open === id}
            onToggle={() => setOpen(open === id ? null : id)}
            hasError={form.errors.accepted !== undefined}
          />
        );
      })}
      <TextField
        label="Sign with your full name"
        description="Typing your name signs them. We keep the texts, the time and the address you sign from."
        autoComplete="name"
        value={signedName}
        onChange={form.set("signedName")}
        error={form.errors.signedName}
      />
    </ChangeDialog>
  );
}
