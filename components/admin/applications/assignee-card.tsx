"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Card } from "@/components/ui/card";
import { SelectField } from "@/components/ui/select-field";
import { showToast } from "@/components/ui/toast-store";

type Review = Outputs["review"]["application"];
const NOBODY = "nobody";

/** On whose desk an application is; anybody of the staff may move it. */
export function AssigneeCard({ review, staff }: { review: Review; staff: Outputs["review"]["staff"] }) {
  const trpc = useTRPC();
  const router = useRouter();
  const assign = useMutation(
    trpc.review.assign.mutationOptions({
      onSuccess: () => router.refresh(),
      onError(error) {
        showToast({ tone: "danger", title: error.message });
        router.refresh();
      },
    }),
  );
  return (
    <Card title="On the desk of">
      <SelectField
        label="On the desk of"
        isLabelHidden
        value={review.assignee?.id ?? NOBODY}
        isDisabled={review.cannotDecide !== null || assign.isPending}
        onChange={(to) => assign.mutate({ applicationId: review.id, to: to === NOBODY ? null : to })}
        options={[
          { value: NOBODY, label: "Nobody yet" },
          ...staff.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
    </Card>
  );
}
