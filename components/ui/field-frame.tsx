import type { ReactNode } from "react";
import { FieldError } from "@/components/ui/field-error";

/** What every field has around its control. */
export type FieldFrameProps = {
  label: string;
  /** One sentence of help, read with the field. */
  description?: ReactNode;
  /** What is wrong and what to do. Its presence makes the field invalid. */
  error?: string;
  /** Says "optional" beside the label. Fields are required unless they say so. */
  isOptional?: boolean;
  /** Keeps the label for screen readers only, where the place makes it plain. */
  isLabelHidden?: boolean;
};

export const descriptionId = (id: string) => `${id}-description`;
export const errorId = (id: string) => `${id}-error`;

/** The `aria-describedby` of a control: its help and its error, whichever are there. */
export function describedBy(
  id: string,
  { description, error }: Pick<FieldFrameProps, "description" | "error">,
) {
  return (
    [description ? descriptionId(id) : "", error ? errorId(id) : ""].filter(Boolean).join(" ") || undefined
  );
}

/** Label above, control, help and error below. */
export function FieldFrame({
  id,
  label,
  description,
  error,
  isOptional = false,
  isLabelHidden = false,
  children,
}: FieldFrameProps & { id: string; children: ReactNode }) {
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={id} className={isLabelHidden ? "sr-only" : "text-small font-medium"}>
        {label}
        {isOptional ? <span className="font-normal text-muted"> (optional)</span> : null}
      </label>
      {children}
      {description ? (
        <p id={descriptionId(id)} className="text-small text-muted">
          {description}
        </p>
      ) : null}
      {error ? <FieldError id={errorId(id)}>{error}</FieldError> : null}
    </div>
  );
}

/** The same around a group of controls, which a fieldset and its legend name. */
export function GroupFrame({
  id,
  label,
  description,
  error,
  isOptional = false,
  isLabelHidden = false,
  children,
}: FieldFrameProps & { id: string; children: ReactNode }) {
  return (
    <fieldset
      className="grid min-w-0 content-start gap-1.5"
      aria-describedby={describedBy(id, { description, error })}
    >
      <legend className={isLabelHidden ? "sr-only" : "mb-1.5 text-small font-medium"}>
        {label}
        {isOptional ? <span className="font-normal text-muted"> (optional)</span> : null}
      </legend>
      {children}
      {description ? (
        <p id={descriptionId(id)} className="text-small text-muted">
          {description}
        </p>
      ) : null}
      {error ? <FieldError id={errorId(id)}>{error}</FieldError> : null}
    </fieldset>
  );
}
