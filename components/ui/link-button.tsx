import Link from "next/link";
import type { ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "@/components/ui/button-style";

type LinkButtonProps = {
  href: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
  fullWidth?: boolean;
  icon?: ReactNode;
  /** For files: the browser keeps the page and saves what it gets. */
  download?: boolean;
  /** False where what it leads to is not worth fetching ahead. */
  prefetch?: false;
  /** Something more to do on the way, such as closing the dialog that the link stands in. */
  onClick?: () => void;
  children: ReactNode;
};

/** Goes somewhere, and looks like a button. For an act, use Button. */
export function LinkButton({
  href,
  variant = "secondary",
  size = "md",
  fullWidth = false,
  icon,
  download = false,
  prefetch,
  onClick,
  children,
}: LinkButtonProps) {
  const className = buttonStyle(variant, size, fullWidth ? "full" : "normal");
  if (download) {
    return (
      <a href={href} download className={className}>
        {icon}
        {children}
      </a>
    );
  }
  return (
    <Link href={href} prefetch={prefetch} className={className} onClick={onClick}>
      {icon}
      {children}
    </Link>
  );
}
