"use client";

import { LogOut } from "lucide-react";
import { AppearanceForm } from "@/components/shell/appearance-form";
import { Button } from "@/components/ui/button";

export type UserPanelProps = { name: string; email: string; onSignOut: () => void };

/** What the user menu holds on a desk, laid out for a phone. */
export function UserPanel({ name, email, onSignOut }: UserPanelProps) {
  return (
    <div className="grid gap-5">
      <AppearanceForm />
      <div className="grid gap-3 border-t border-line pt-4">
        <div className="min-w-0">
          <p className="truncate font-medium">{name}</p>
          <p className="truncate text-small text-muted">{email}</p>
        </div>
        <Button fullWidth icon={<LogOut aria-hidden size={16} />} onClick={onSignOut}>
          Sign out
        </Button>
      </div>
    </div>
  );
}
