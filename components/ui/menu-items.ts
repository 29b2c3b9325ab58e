import type { ReactNode } from "react";

export type MenuItem = {
  id: string;
  label: string;
  description?: string;
  icon?: ReactNode;
  tone?: "plain" | "danger";
  isDisabled?: boolean;
  /** Goes somewhere; or `onAction` does something. */
  href?: string;
  onAction?: () => void;
};

export type MenuSection = {
  heading?: string;
  /** Makes the section a choice of one, with this one ticked. */
  selectedId?: string;
  items: readonly MenuItem[];
};
