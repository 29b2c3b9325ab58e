"use client";

import type { ComponentPropsWithRef, MouseEvent, ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "@/components/ui/button-style";
import { cx } from "@/components/ui/cx";
import { Kbd } from "@/components/ui/kbd";
import { Spinner } from "@/components/ui/spinner";

export type ButtonProps = Omit<ComponentPropsWithRef<"button">, "disabled"> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Work is under way: the button stays where it is and keeps the focus, but a second press does nothing. */
  isPending?: boolean;
  /** Stays focusable, so that a keyboard user can find it and hear why it does not act. */
  isDisabled?: boolean;
  fullWidth?: boolean;
  icon?: ReactNode;
  /** The key that does the same, shown inside the button: "Enter", "A". */
  kbd?: string;
  children?: ReactNode;
};

/** A push button. It submits a form only with `type="submit"`. An icon alone needs an `aria-label`. */
export function Button({
  variant = "secondary",
  size = "md",
  isPending = false,
  isDisabled = false,
  fullWidth = false,
  icon,
  kbd,
  type = "button",
  className,
  onClick,
  children,
  ...rest
}: ButtonProps) {
  const isIdle = isPending || isDisabled;
  const shape = fullWidth ? "full" : children === undefined ? "square" : "normal";
  function press(event: MouseEvent<HTMLButtonElement>) {
    if (isIdle) event.preventDefault();
    else onClick?.(event);
  }
  return (
    <button
      {...rest}
      type={type}
      aria-disabled={isIdle || undefined}
      aria-busy={isPending || undefined}
      onClick={press}
      className={cx(buttonStyle(variant, size, shape), className)}
    >
      {isPending ? <Spinner /> : icon}
      {children}
      {kbd ? <Kbd tone="inherit">{kbd}</Kbd> : null}
    </button>
  );
}
