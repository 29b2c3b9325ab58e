"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Refusal } from "@/components/forms/refusal";
import { useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { showToast } from "@/components/ui/toast-store";
import { type PlanId, PLANS } from "@/domain/market-data/plans";
import { formatUsd } from "@/domain/money/format";

type PlanDialogProps = { plan: PlanId; monthlyPrice: string; accountId: string; onClose: () => void };

/** Says what a plan costs and when, and asks for a plain yes. */
export function PlanDialog({ plan, monthlyPrice, accountId, onClose }: PlanDialogProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { name, hasDepth } = PLANS[plan];
  const choose = useMutation(
    trpc.marketData.choose.mutationOptions({
      onSuccess() {
        showToast({ tone: "gain", title: hasDepth ? `${name} is yours` : `${name} from next month` });
        onClose();
      },
      onSettled: () => queryClient.invalidateQueries(trpc.marketData.pathFilter()),
    }),
  );
  return (
    <Dialog
      title={hasDepth ? `Choose ${name}` : `Go back to ${name}`}
      isOpen
      isAlert
      size="sm"
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button
            variant="primary"
            isPending={choose.isPending}
            onClick={() => choose.mutate({ plan, monthlyPrice, accountId })}
          >
            {hasDepth ? `Pay ${formatUsd(monthlyPrice)} a month` : "End it with this month"}
          </Button>
        </>
      }
    >
      <div className="grid gap-4 text-base">
        <p>
          {hasDepth
            ? `It begins at once. ${formatUsd(monthlyPrice)} is taken from your account's cash when a month is over, this one included. If there is not enough cash, nothing is taken and the plan ends.`
            : "You keep what you have until this month is over, and pay for this month. After it you pay nothing."}
        </p>
        {choose.error ? <Refusal title="The plan was not changed" error={choose.error} /> : null}
      </div>
    </Dialog>
  );
}
