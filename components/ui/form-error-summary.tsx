"use client";

import { useEffect, useRef } from "react";
import { Callout } from "@/components/ui/callout";

type FormErrorSummaryProps = {
  title?: string;
  /** As the server answers them; `path` is only for telling them apart. */
  errors: readonly { path: string; message: string }[];
};

/** All that is wrong with a form, above it; takes the focus when it appears, so that nobody misses it. */
export function FormErrorSummary({ title = "Please check what you entered", errors }: FormErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  const count = errors.length;
  useEffect(() => {
    if (count > 0) box.current?.focus();
  }, [count]);
  if (count === 0) return null;
  return (
    <div ref={box} tabIndex={-1} className="rounded-card outline-none">
      <Callout tone="danger" title={title} isLive>
        <ul className="grid list-disc gap-0.5 pl-4">
          {errors.map((error) => (
            <li key={`${error.path} ${error.message}`}>{error.message}</li>
          ))}
        </ul>
      </Callout>
    </div>
  );
}
