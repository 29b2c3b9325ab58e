"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { fieldMessage, type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { DateField } from "@/components/ui/date-field";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { PhoneRow } from "@/components/ui/phone-row";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { SelectField } from "@/components/ui/select-field";
import { StatusPill, type Tone } from "@/components/ui/status-pill";
import { TextAreaField } from "@/components/ui/text-area-field";
import { showToast } from "@/components/ui/toast-store";
import { formatDate } from "@/domain/time/format";

type Place = Outputs["screening"]["places"][number];
type Ruling = Place["ruling"];

const RULINGS: Record<Ruling, { tone: Tone; label: string }> = {
  ALLOWED: { tone: "gain", label: "Allowed" },
  NEEDS_REVIEW: { tone: "caution", label: "Needs review" },
  REFUSED: { tone: "danger", label: "Refused" },
};

/** The state table or the country table; an administrator proposes a new row, another approves it. */
export function PlaceTable({ places, mayPropose }: { places: readonly Place[]; mayPropose: boolean }) {
  const [kind, setKind] = useState<Place["kind"]>("STATE");
  const [changing, setChanging] = useState<Place | null>(null);
  const rows = places.filter((place) => place.kind === kind);
  const change = (place: Place) =>
    mayPropose ? (
      <Button
        size="sm"
        variant="quiet"
        onClick={() => setChanging(place)}
        aria-label={`Change ${place.name}`}
      >
        Change
      </Button>
    ) : null;
  return (
    <Card
      title="Where we do business"
      padding="none"
      aside={
        <SegmentedControl
          label="Which table"
          size="sm"
          value={kind}
          onChange={setKind}
          options={[
            { value: "STATE", label: "States" },
            { value: "COUNTRY", label: "Countries" },
          ]}
        />
      }
    >
      <DataTable
        caption={kind === "STATE" ? "States" : "Countries"}
        density="dense"
        columns={[
          { id: "name", header: "Place", cell: (row) => row.name },
          { id: "code", header: "Code", cell: (row) => <span className="tabular">{row.code}</span> },
          { id: "ruling", header: "Holds now", cell: (row) => <RulingPill ruling={row.ruling} /> },
          { id: "from", header: "From", cell: (row) => formatDate(row.effectiveOn), hideBelow: "lg" },
          { id: "reason", header: "Why", cell: (row) => row.reason, hideBelow: "xl" },
          { id: "next", header: "To come", cell: (row) => <Next place={row} /> },
          { id: "change", header: <span className="sr-only">Change</span>, align: "end", cell: change },
        ]}
        rows={rows}
        rowKey={(row) => row.code}
        phoneRow={(row) => (
          <PhoneRow
            start={row.name}
            startSub={`From ${formatDate(row.effectiveOn)}`}
            end={<RulingPill ruling={row.ruling} />}
            endSub={change(row)}
          />
        )}
      />
      {changing ? <ChangeDialog place={changing} onClose={() => setChanging(null)} /> : null}
    </Card>
  );
}

const RulingPill = ({ ruling }: { ruling: Ruling }) => (
  <StatusPill tone={RULINGS[ruling].tone}>{RULINGS[ruling].label}</StatusPill>
);

function Next({ place }: { place: Place }) {
  if (!place.next) return null;
  return (
    <span className="text-small text-muted">
      {RULINGS[place.next.ruling].label} from {formatDate(place.next.effectiveOn)}
    </span>
  );
}

function ChangeDialog({ place, onClose }: { place: Place; onClose: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const [ruling, setRuling] = useState<Ruling>(place.ruling);
  const [effectiveOn, setEffectiveOn] = useState("");
  const [reason, setReason] = useState("");
  const propose = useMutation(
    trpc.screening.proposePlace.mutationOptions({
      onSuccess() {
        showToast({ tone: "gain", title: `${place.name}: proposed, another administrator must approve` });
        onClose();
        router.refresh();
      },
    }),
  );
  const error = propose.error;
  const errorOf = (field: string) => fieldMessage(error, field);
  function submit(event: FormEvent) {
    event.preventDefault();
    propose.mutate({ kind: place.kind, code: place.code, ruling, effectiveOn, reason });
  }
  return (
    <Dialog
      title={`Change ${place.name}`}
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button type="submit" form="change-place" variant="primary" isPending={propose.isPending}>
            Propose the change
          </Button>
        </>
      }
    >
      <Form id="change-place" className="grid gap-4" onSubmit={submit}>
        {error && !["effectiveOn", "reason", "ruling"].some(errorOf) ? (
          <Callout tone="danger" title="It was not proposed" isLive>
            {error.message}
          </Callout>
        ) : null}
        <SelectField
          label="What holds there"
          value={ruling}
          onChange={(value) => setRuling(value as Ruling)}
          options={Object.entries(RULINGS).map(([value, { label }]) => ({ value, label }))}
          error={errorOf("ruling")}
        />
        <DateField
          label="From"
          description="Today or later. Open applications are checked anew when it begins to hold."
          value={effectiveOn}
          onChange={setEffectiveOn}
          error={errorOf("effectiveOn")}
        />
        <TextAreaField
          label="Reason"
          description="At least ten characters: the registration, the sanction, the opinion."
          value={reason}
          onChange={setReason}
          rows={3}
          maxLength={1000}
          error={errorOf("reason")}
        />
      </Form>
    </Dialog>
  );
}
