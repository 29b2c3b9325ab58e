"use client";

import { useMutation } from "@tanstack/react-query";
import { type Profile, useProfile } from "@/components/profile/use-profile";
import { useTRPC } from "@/components/shell/trpc-client";
import { Card } from "@/components/ui/card";
import { RadioGroup } from "@/components/ui/radio-group";

/** How papers come: here, or by post as well, for who takes the consent to electronic delivery back (E-SIGN 101(c)). */
export function DeliveryCard({ initial }: { initial: Profile }) {
  const { profile, take } = useProfile(initial);
  const trpc = useTRPC();
  const save = useMutation(
    trpc.profile.saveDelivery.mutationOptions({
      onSuccess: (changed) => take(changed, "We send your papers as you chose"),
    }),
  );
  return (
    <Card title="How your papers come">
      <RadioGroup
        label="Statements, confirmations and notices"
        value={save.isPending ? save.variables.mode : profile.delivery}
        onChange={(mode) => save.mutate({ mode: mode === "PAPER" ? "PAPER" : "ELECTRONIC" })}
        error={save.error?.message}
        options={[
          {
            value: "ELECTRONIC",
            label: "Electronically",
            description: "Under Documents, with a message when there is one.",
          },
          {
            value: "PAPER",
            label: "On paper",
            description:
              "By post to your address, free of charge. You take back your consent; you can give it again here.",
          },
        ]}
      />
    </Card>
  );
}
