"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ReasonDialog } from "@/components/admin/desk/reason-dialog";
import { type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { RadioGroup } from "@/components/ui/radio-group";
import { StatusPill } from "@/components/ui/status-pill";
import { showToast } from "@/components/ui/toast-store";
import {
  RESTRICTION_KINDS,
  RESTRICTION_MEANS,
  RESTRICTION_TITLES,
  type RestrictionKind,
} from "@/domain/accounts/restrictions";
import { formatTimestamp } from "@/domain/time/format";

type Account = Outputs["accounts"]["detail"];
type Restriction = Account["restrictions"][number];

/** What the account may not do, since when and why; a way to restrict it at once, and to let it go again. */
export function RestrictionsCard({ account, mayLift }: { account: Account; mayLift: boolean }) {
  const [isPlacing, setPlacing] = useState(false);
  const [lifting, setLifting] = useState<Restriction | null>(null);
  const standing = account.restrictions.filter(({ lifted }) => lifted === null);
  return (
    <Card
      title="Restrictions"
      aside={
        account.isOwn || account.status === "CLOSED" ? undefined : (
          <Button size="sm" variant="danger" onClick={() => setPlacing(true)}>
            Restrict
          </Button>
        )
      }
    >
      {account.restrictions.length === 0 ? (
        <p className="text-base text-muted">None, and none before.</p>
      ) : null}
      <ul aria-label="Restrictions" className="grid gap-3">
        {account.restrictions.map((row) => (
          <li key={row.id} className="grid gap-0.5">
            <p className="flex flex-wrap items-center gap-2 text-base">
              {RESTRICTION_TITLES[row.kind]}
              {row.lifted ? (
                <StatusPill>lifted</StatusPill>
              ) : (
                <StatusPill tone="danger" dot>
                  in force
                </StatusPill>
              )}
              {row.lifted === null && mayLift && !account.isOwn ? (
                <Button size="sm" variant="quiet" onClick={() => setLifting(row)}>
                  Lift
                </Button>
              ) : null}
            </p>
            <p className="text-small wrap-anywhere">{row.reason}</p>
            <p className="tabular text-label text-muted wrap-anywhere">
              {formatTimestamp(row.at)} · {row.by ?? "System"}
              {row.lifted
                ? ` · lifted ${formatTimestamp(row.lifted.at)} by ${row.lifted.by}: “${row.lifted.reason}”`
                : ""}
            </p>
          </li>
        ))}
      </ul>
      {isPlacing ? (
        <RestrictDialog
          account={account}
          taken={standing.filter(({ by }) => by !== null).map(({ kind }) => kind)}
          onClose={() => setPlacing(false)}
        />
      ) : null}
      {lifting ? <LiftDialog restriction={lifting} onClose={() => setLifting(null)} /> : null}
    </Card>
  );
}

type RestrictDialogProps = { account: Account; taken: readonly RestrictionKind[]; onClose: () => void };

function RestrictDialog({ account, taken, onClose }: RestrictDialogProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const free = RESTRICTION_KINDS.filter((kind) => !taken.includes(kind));
  const [kind, setKind] = useState<RestrictionKind>(free[0] ?? "NO_BUYS");
  const restrict = useMutation(
    trpc.accounts.restrict.mutationOptions({
      onSuccess({ ordersCancelled }) {
        showToast({
          tone: "gain",
          title: `${RESTRICTION_TITLES[kind]}: in force`,
          description:
            ordersCancelled === 1
              ? "1 open order is being cancelled."
              : `${ordersCancelled} open orders are being cancelled.`,
        });
        onClose();
        router.refresh();
      },
    }),
  );
  return (
    <ReasonDialog
      title={`Restrict account ${account.number ?? account.title}?`}
      button="Restrict at once"
      isDanger
      error={restrict.error}
      isPending={restrict.isPending}
      onSubmit={(reason) => restrict.mutate({ accountId: account.id, kind, reason })}
      onClose={onClose}
    >
      <RadioGroup
        label="What it may not do"
        value={kind}
        onChange={(value) => setKind(value as RestrictionKind)}
        options={free.map((value) => ({
          value,
          label: RESTRICTION_TITLES[value],
          description: RESTRICTION_MEANS[value],
        }))}
      />
    </ReasonDialog>
  );
}

function LiftDialog({ restriction, onClose }: { restriction: Restriction; onClose: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const lift = useMutation(
    trpc.accounts.lift.mutationOptions({
      onSuccess() {
        showToast({ tone: "gain", title: `${RESTRICTION_TITLES[restriction.kind]}: lifted` });
        onClose();
        router.refresh();
      },
    }),
  );
  return (
    <ReasonDialog
      title={`Lift "${RESTRICTION_TITLES[restriction.kind]}"?`}
      button="Lift it"
      error={lift.error}
      isPending={lift.isPending}
      onSubmit={(reason) => lift.mutate({ restrictionId: restriction.id, reason })}
      onClose={onClose}
    >
      Placed {formatTimestamp(restriction.at)}: &ldquo;{restriction.reason}&rdquo; Orders that were cancelled
      stay cancelled.
    </ReasonDialog>
  );
}
