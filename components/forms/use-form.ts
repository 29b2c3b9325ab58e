"use client";

import { type FormEvent, useState } from "react";
import type { ApiError } from "@/components/shell/trpc-client";

/** One sentence a field, by its path in the values: "trustedContact.phone". */
export type FieldErrors = Readonly<Record<string, string>>;

type Issue = { path: readonly PropertyKey[]; message: string };
/** A schema, or the part of one that a form needs. */
type Checks = { safeParse(values: unknown): { success: boolean; error?: { issues: readonly Issue[] } } };

function errorsOfIssues(issues: readonly Issue[]): FieldErrors {
  const errors: Record<string, string> = {};
  for (const issue of issues) errors[issue.path.map(String).join(".")] ??= issue.message;
  return errors;
}

/** What the server said of single fields; `prefix` is where the form's values stand in the procedure's input. */
export function errorsOfAnswer(error: ApiError | null, prefix = ""): FieldErrors {
  const errors: Record<string, string> = {};
  for (const { path, message } of error?.data?.app.fields ?? [])
    errors[path.startsWith(prefix) ? path.slice(prefix.length) : path] ??= message;
  return errors;
}

/** Whether an error belongs to a field that has just changed: forms are flat, inputs may nest ("address.city"). */
const isAbout = (path: string, part: object): boolean => {
  const segments = path.split(".");
  return Object.keys(part).some((field) => field === segments[0] || field === segments.at(-1));
};

export type FormState<Values> = {
  values: Values;
  errors: FieldErrors;
  /** The form element's `ref`. */
  attach: (element: HTMLFormElement | null) => void;
  /** `set("city")` is an onChange for that field; changing a field takes its error away (by its last name). */
  set: <Field extends keyof Values & string>(field: Field) => (value: Values[Field]) => void;
  change: (part: Partial<Values>) => void;
  showErrors: (errors: FieldErrors) => void;
  onSubmit: (event: FormEvent) => void;
};

type FormOptions<Values> = {
  initial: Values;
  /** The schema is loaded when there is something to check, not with the page. */
  schema: () => Promise<Checks>;
  /** What is sent, made of what was typed: the schema checks this. The values themselves unless told otherwise. */
  toInput?: (values: Values) => unknown;
  /** Called with values that the schema took. */
  onValid: (values: Values) => void;
};

/** Holds what is typed into a form, checks it on submit, and leads to the first field that is wrong. */
export function useForm<Values extends object>(options: FormOptions<Values>): FormState<Values> {
  const { initial, schema, toInput = (values: Values): unknown => values, onValid } = options;
  const [element, attach] = useState<HTMLFormElement | null>(null);
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<FieldErrors>({});

  function showErrors(found: FieldErrors) {
    setErrors(found);
    if (Object.keys(found).length === 0) return;
    requestAnimationFrame(() => element?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
  }

  function change(part: Partial<Values>) {
    setValues((before) => ({ ...before, ...part }));
    setErrors((before) =>
      Object.fromEntries(Object.entries(before).filter(([path]) => !isAbout(path, part))),
    );
  }

  async function submit() {
    const checked = (await schema()).safeParse(toInput(values));
    const found = checked.success ? {} : errorsOfIssues(checked.error?.issues ?? []);
    showErrors(found);
    if (checked.success) onValid(values);
  }

  return {
    values,
    errors,
    attach,
    set: (field) => (value) => change({ [field]: value } as unknown as Partial<Values>),
    change,
    showErrors,
    onSubmit(event) {
      event.preventDefault();
      void submit();
    },
  };
}
