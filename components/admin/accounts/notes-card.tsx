"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Form } from "@/components/ui/form";
import { TextAreaField } from "@/components/ui/text-area-field";
import { formatTimestamp } from "@/domain/time/format";

type Account = Outputs["accounts"]["detail"];

/** What the staff wrote down; it stays as it is written. */
export function NotesCard({ account }: { account: Account }) {
  const trpc = useTRPC();
  const router = useRouter();
  const [body, setBody] = useState("");
  const add = useMutation(
    trpc.accounts.note.mutationOptions({
      onSuccess() {
        setBody("");
        router.refresh();
      },
    }),
  );
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!add.isPending) add.mutate({ accountId: account.id, body });
  }
  return (
    <Card title="Notes" aside="only the staff see them">
      <Form aria-label="Note" className="grid gap-3" onSubmit={submit}>
        <TextAreaField
          label="A new note"
          value={body}
          onChange={setBody}
          rows={2}
          maxLength={4000}
          error={add.error?.message}
        />
        <div>
          <Button type="submit" size="sm" isPending={add.isPending}>
            Add the note
          </Button>
        </div>
      </Form>
      <ol aria-label="Notes" className="mt-4 grid gap-3">
        {account.notes.map((note) => (
          <li key={note.id} className="grid gap-0.5 border-l-2 border-line pl-3">
            <p className="text-base whitespace-pre-line wrap-anywhere">{note.body}</p>
            <p className="tabular text-label text-muted wrap-anywhere">
              {formatTimestamp(note.at)} · {note.by}
            </p>
          </li>
        ))}
      </ol>
    </Card>
  );
}
