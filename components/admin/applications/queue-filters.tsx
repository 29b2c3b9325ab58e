"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type QueueFilters, queueAddress } from "@/components/admin/applications/queue-address";
import { type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { showToast } from "@/components/ui/toast-store";
import { ACCOUNT_TYPE_KEYS, ACCOUNT_TYPES } from "@/domain/onboarding/account-types";
import { COUNTRIES } from "@/domain/onboarding/places";

const ANY = "any";
type Views = Outputs["review"]["views"];
type QueueFiltersProps = { filters: QueueFilters; staff: Outputs["review"]["staff"]; views: Views };

const option = (value: string, label: string) => ({ value, label });

/** What the queue shows, in the address; a choice is a new page. Views are filters under a name of one's own. */
export function QueueFilterBar({ filters, staff, views }: QueueFiltersProps) {
  const router = useRouter();
  const choose = (part: Partial<QueueFilters>) => router.push(queueAddress({ ...filters, ...part }));
  const select = (
    label: string,
    field: "accountType" | "country" | "flag" | "assignee" | "olderThanDays",
    options: { value: string; label: string }[],
  ) => (
    <SelectField
      label={label}
      value={String(filters[field] ?? ANY)}
      onChange={(value) => choose({ [field]: value === ANY ? null : value } as Partial<QueueFilters>)}
      options={[option(ANY, "Any"), ...options]}
    />
  );
  return (
    <div className="grid gap-3 py-4">
      <div className="grid grid-cols-2 gap-3 md:grid-cols-5">
        {select(
          "Kind of account",
          "accountType",
          ACCOUNT_TYPE_KEYS.map((key) => option(key, ACCOUNT_TYPES[key].title)),
        )}
        {select(
          "Country",
          "country",
          COUNTRIES.map(({ code, name }) => option(code, name)),
        )}
        {select("Checks", "flag", [
          option("CLEAR", "All clear"),
          option("REVIEW", "Something to look at"),
          option("FAIL", "Something failed"),
        ])}
        {select("On the desk of", "assignee", [
          option("me", "Me"),
          option("nobody", "Nobody"),
          ...staff.map(({ id, name }) => option(id, name)),
        ])}
        {select("Waiting", "olderThanDays", [
          option("1", "Over a day"),
          option("3", "Over three days"),
          option("7", "Over a week"),
        ])}
      </div>
      <ViewsRow filters={filters} views={views} onChoose={(view) => router.push(queueAddress(view))} />
    </div>
  );
}

function ViewsRow({
  filters,
  views,
  onChoose,
}: {
  filters: QueueFilters;
  views: Views;
  onChoose: (filters: QueueFilters) => void;
}) {
  const trpc = useTRPC();
  const router = useRouter();
  const [isNaming, setNaming] = useState(false);
  const remove = useMutation(trpc.review.removeView.mutationOptions({ onSuccess: () => router.refresh() }));
  const here = queueAddress(filters);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="text-label text-muted">My views</span>
      {views.map((view) => {
        const isHere = queueAddress(view.filters) === here;
        return (
          <span key={view.id} className="inline-flex items-center">
            <Button
              size="sm"
              variant={isHere ? "primary" : "secondary"}
              aria-pressed={isHere}
              onClick={() => onChoose(view.filters)}
            >
              {view.name}
            </Button>
            {isHere ? (
              <Button
                size="sm"
                variant="quiet"
                isPending={remove.isPending}
                onClick={() => remove.mutate({ viewId: view.id })}
              >
                Remove
              </Button>
            ) : null}
          </span>
        );
      })}
      <Button size="sm" variant="quiet" onClick={() => setNaming(true)}>
        Save this view
      </Button>
      {isNaming ? <NameDialog filters={filters} onClose={() => setNaming(false)} /> : null}
    </div>
  );
}

function NameDialog({ filters, onClose }: { filters: QueueFilters; onClose: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const [name, setName] = useState("");
  const save = useMutation(
    trpc.review.saveView.mutationOptions({
      onSuccess() {
        showToast({ tone: "gain", title: `Saved as ${name}` });
        onClose();
        router.refresh();
      },
    }),
  );
  return (
    <Dialog
      title="Save this view"
      size="sm"
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button type="submit" form="name-view" variant="primary" isPending={save.isPending}>
            Save
          </Button>
        </>
      }
    >
      <Form
        id="name-view"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ name, filters });
        }}
      >
        <TextField
          label="Name of the view"
          value={name}
          onChange={setName}
          maxLength={40}
          autoFocus
          error={save.error?.message}
        />
      </Form>
    </Dialog>
  );
}
