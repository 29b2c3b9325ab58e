"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { RecoveryCodes } from "@/components/auth/recovery-codes";
import { SetUpSecondFactor } from "@/components/auth/set-up-second-factor";
import { type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { Dialog } from "@/components/ui/dialog";
import { StatusPill } from "@/components/ui/status-pill";
import { showToast } from "@/components/ui/toast-store";
import { formatTimestamp } from "@/domain/time/format";

type SecondFactor = Outputs["auth"]["secondFactor"];
/** What the card shows instead of how things stand. */
type Act = { what: "SET_UP" } | { what: "CODES"; codes: readonly string[] } | null;

/** From so few left on, the reader is asked to make new ones. */
const FEW_CODES = 3;

/** The authenticator app and the recovery codes: how they stand, and everything that can be done with them. */
export function SecondFactorCard({ initial }: { initial: SecondFactor }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data } = useQuery(trpc.auth.secondFactor.queryOptions(undefined, { initialData: initial }));
  const [act, setAct] = useState<Act>(null);
  function settle() {
    setAct(null);
    void queryClient.invalidateQueries(trpc.auth.secondFactor.pathFilter());
    void queryClient.invalidateQueries(trpc.auth.sessions.pathFilter());
  }
  const pill = data.isEnrolled ? (
    <StatusPill tone="gain">On</StatusPill>
  ) : (
    <StatusPill tone="caution">Off</StatusPill>
  );
  return (
    <Card title="Second factor" aside={act ? undefined : pill}>
      {act?.what === "SET_UP" ? (
        <SetUpSecondFactor onDone={settle} doneLabel="I have kept them" onCancel={settle} />
      ) : act ? (
        <RecoveryCodes codes={act.codes} onKept={settle} keptLabel="I have kept them" />
      ) : data.isEnrolled ? (
        <Enrolled data={data} onAct={setAct} onChange={settle} />
      ) : (
        <NotEnrolled onBegin={() => setAct({ what: "SET_UP" })} />
      )}
    </Card>
  );
}

function NotEnrolled({ onBegin }: { onBegin: () => void }) {
  return (
    <div className="grid gap-4">
      <p>
        A code of an authenticator app beside the password: whoever learns your password still cannot sign in.
        Linking a bank and withdrawing need one.
      </p>
      <div>
        <Button variant="primary" onClick={onBegin}>
          Set up an authenticator app
        </Button>
      </div>
    </div>
  );
}

type EnrolledProps = { data: SecondFactor; onAct: (act: Act) => void; onChange: () => void };

function Enrolled({ data, onAct, onChange }: EnrolledProps) {
  const trpc = useTRPC();
  const [isLeaving, setLeaving] = useState(false);
  const onError = (error: { message: string }) =>
    showToast({ tone: "danger", title: "Nothing was changed", description: error.message });
  const renew = useMutation(
    trpc.auth.renewRecoveryCodes.mutationOptions({
      onSuccess: ({ recoveryCodes }) => onAct({ what: "CODES", codes: recoveryCodes }),
      onError,
    }),
  );
  return (
    <div className="grid gap-4">
      <DescriptionList
        columns={1}
        items={[
          { term: "Authenticator app", detail: `Set up ${data.since ? formatTimestamp(data.since) : ""}` },
          {
            term: "Recovery codes",
            detail: `${data.recoveryCodesLeft} of ${data.recoveryCodes} left`,
            note: "For when the app is lost. Each works once.",
          },
        ]}
      />
      {data.recoveryCodesLeft <= FEW_CODES ? (
        <Callout tone="caution">Few recovery codes are left. Make new ones and keep them.</Callout>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button isPending={renew.isPending} onClick={() => renew.mutate()}>
          Make new recovery codes
        </Button>
        <Button onClick={() => onAct({ what: "SET_UP" })}>Change the app</Button>
        {data.isRequired ? null : (
          <Button variant="quiet" onClick={() => setLeaving(true)}>
            Turn off
          </Button>
        )}
      </div>
      <TurnOff isOpen={isLeaving} onClose={() => setLeaving(false)} onDone={onChange} onError={onError} />
    </div>
  );
}

type TurnOffProps = {
  isOpen: boolean;
  onClose: () => void;
  onDone: () => void;
  onError: (error: { message: string }) => void;
};

function TurnOff({ isOpen, onClose, onDone, onError }: TurnOffProps) {
  const trpc = useTRPC();
  const turnOff = useMutation(
    trpc.auth.turnOffSecondFactor.mutationOptions({
      onSuccess() {
        showToast({ tone: "gain", title: "The second factor is off" });
        onDone();
      },
      onError,
      onSettled: onClose,
    }),
  );
  return (
    <Dialog
      title="Turn the second factor off?"
      isOpen={isOpen}
      onOpenChange={(open) => (open ? undefined : onClose())}
      size="sm"
      isAlert
    >
      <div className="grid gap-4">
        <p>
          Your password alone will sign you in, your recovery codes stop working, and banks cannot be linked
          nor money withdrawn until it is on again.
        </p>
        <div className="flex flex-wrap gap-2">
          <Button variant="danger" isPending={turnOff.isPending} onClick={() => turnOff.mutate()}>
            Turn off
          </Button>
          <Button onClick={onClose}>Keep it on</Button>
        </div>
      </div>
    </Dialog>
  );
}
