"use client";

import type { ComponentPropsWithRef } from "react";
import { cx } from "@/components/ui/cx";
import { useHydrated } from "@/components/ui/use-hydrated";

/**
 * A form that script works for: its fields open once the page has been taken over. What somebody types or chooses
 * before that would be seen by nobody and lost, so until then the fields are disabled.
 */
export function Form({ className, children, ...form }: ComponentPropsWithRef<"form">) {
  const isHydrated = useHydrated();
  return (
    <form noValidate {...form}>
      <fieldset disabled={!isHydrated} className={cx("min-w-0", className)}>
        {children}
      </fieldset>
    </form>
  );
}
