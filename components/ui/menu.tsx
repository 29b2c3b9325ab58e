"use client";

import { ChevronDown } from "lucide-react";
import { lazy, type ReactNode, Suspense, useId, useRef, useState } from "react";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "@/components/ui/button-style";
import { cx } from "@/components/ui/cx";
import type { MenuItem, MenuSection } from "@/components/ui/menu-items";

type MenuButtonProps = {
  /** What the button says, or its name where it shows an icon alone: "Export", "Order actions". */
  label: string;
  /** What the button shows instead of the label; text here must make sense by itself. */
  children?: ReactNode;
  items?: readonly MenuItem[];
  sections?: readonly MenuSection[];
  variant?: ButtonVariant;
  size?: ButtonSize;
  align?: "start" | "end";
  /** `children` is an icon alone: the label names the button. */
  isIconOnly?: boolean;
  className?: string;
};

// The menu itself is fetched when a pointer or the focus comes near: most visits never open one.
const loadPopup = () => import("@/components/ui/menu-popup");
const MenuPopup = lazy(() => loadPopup().then((module) => ({ default: module.MenuPopup })));

/** A button that opens a menu. Arrow keys, type-ahead, Escape, and the focus back on the button. */
export function MenuButton({
  label,
  children,
  items,
  sections,
  variant = "secondary",
  size = "md",
  align = "start",
  isIconOnly = false,
  className,
}: MenuButtonProps) {
  const trigger = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [wasOpened, setOpened] = useState(false);
  const id = useId();

  function open() {
    setOpened(true);
    setOpen(true);
  }

  return (
    <>
      <button
        ref={trigger}
        id={id}
        type="button"
        aria-label={isIconOnly ? label : undefined}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => (isOpen ? setOpen(false) : open())}
        onPointerEnter={loadPopup}
        onFocus={loadPopup}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          open();
        }}
        className={cx(buttonStyle(variant, size, isIconOnly ? "square" : "normal"), className)}
      >
        {children ?? label}
        {isIconOnly ? null : <ChevronDown aria-hidden size={14} className="shrink-0 text-muted" />}
      </button>
      {wasOpened ? (
        <Suspense fallback={null}>
          <MenuPopup
            trigger={trigger}
            labelledBy={id}
            isOpen={isOpen}
            onOpenChange={setOpen}
            sections={sections ?? [{ items: items ?? [] }]}
            placement={align === "end" ? "bottom end" : "bottom start"}
          />
        </Suspense>
      ) : null}
    </>
  );
}
