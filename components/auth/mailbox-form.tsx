"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { TextField } from "@/components/ui/text-field";

/** Whose messages to show. */
export function MailboxForm({ address }: { address: string }) {
  const router = useRouter();
  const [typed, setTyped] = useState(address);
  return (
    <Form
      aria-label="Mailbox"
      className="flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        router.push(`/mailbox?address=${encodeURIComponent(typed.trim())}`);
        router.refresh();
      }}
    >
      <div className="min-w-60 flex-1">
        <TextField
          label="E-mail address"
          type="email"
          autoComplete="email"
          value={typed}
          onChange={setTyped}
        />
      </div>
      <Button type="submit">Show messages</Button>
    </Form>
  );
}
