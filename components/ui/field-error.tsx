import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";

/** What is wrong with a field and what to do, beside the field. The field names it by `id` in aria-describedby. */
export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} className="flex items-start gap-1.5 text-small text-danger">
      <CircleAlert aria-hidden size={14} className="mt-0.5 shrink-0" />
      <span>{children}</span>
    </p>
  );
}
