import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { formatUsd } from "@/domain/money/format";

type Row = { id: string; amount: string; account: { number: string | null; title: string } };

export const accountText = ({ account }: Row): string => `${account.number ?? ""} ${account.title}`;

type OpenButtonProps = { row: Row; what: string; onOpen: (id: string) => void };

/** Opens a movement. `what` says which: "wire", "returned deposit". */
export function OpenButton({ row, what, onOpen }: OpenButtonProps) {
  return (
    <Button
      size="sm"
      aria-label={`Open the ${what} of ${formatUsd(row.amount)}, ${row.account.title}`}
      onClick={() => onOpen(row.id)}
    >
      Open
    </Button>
  );
}

/** A movement on a phone: whose and how much, what of it, and below what can be done. */
export function MoneyPhoneRow({ row, about, children }: { row: Row; about: string; children: ReactNode }) {
  return (
    <div className="grid gap-1.5 px-4 py-3">
      <p className="flex items-baseline justify-between gap-3">
        <span className="text-base font-medium">{row.account.title}</span>
        <span className="num text-base font-medium">{formatUsd(row.amount)}</span>
      </p>
      <p className="text-small text-muted">{about}</p>
      {children}
    </div>
  );
}
