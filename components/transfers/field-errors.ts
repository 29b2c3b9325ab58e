import type { ApiError } from "@/components/shell/trpc-client";

/** One sentence a field, by the field's name. */
export type FieldErrors = Readonly<Record<string, string>>;

type Issue = { path: readonly PropertyKey[]; message: string };

/** The first thing that is wrong with each field. */
export function errorsOfIssues(issues: readonly Issue[]): FieldErrors {
  const errors: Record<string, string> = {};
  for (const issue of issues) errors[issue.path.map(String).join(".")] ??= issue.message;
  return errors;
}

/** What the server said of single fields. */
export function errorsOfAnswer(error: ApiError | null): FieldErrors {
  const errors: Record<string, string> = {};
  for (const { path, message } of error?.data?.app.fields ?? []) errors[path] ??= message;
  return errors;
}

/** Puts the focus on the first field that is marked as wrong, once it has been drawn. */
export function focusFirstError(form: HTMLFormElement | null): void {
  requestAnimationFrame(() => form?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
}
