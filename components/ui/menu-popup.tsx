"use client";

import { Check } from "lucide-react";
import { useRouter } from "next/navigation";
import type { RefObject } from "react";
import {
  Header,
  Menu,
  MenuItem as AriaMenuItem,
  MenuSection as AriaMenuSection,
} from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { cx } from "@/components/ui/cx";
import type { MenuItem, MenuSection } from "@/components/ui/menu-items";

type MenuPopupProps = {
  trigger: RefObject<HTMLButtonElement | null>;
  labelledBy: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  sections: readonly MenuSection[];
  placement: "bottom start" | "bottom end";
};

/** What a MenuButton opens; loaded on demand. */
export function MenuPopup({
  trigger,
  labelledBy,
  isOpen,
  onOpenChange,
  sections,
  placement,
}: MenuPopupProps) {
  const router = useRouter();

  function act(item: MenuItem) {
    onOpenChange(false);
    item.onAction?.();
    if (item.href) router.push(item.href);
  }

  return (
    <Popover
      aria-labelledby={labelledBy}
      triggerRef={trigger}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      placement={placement}
      offset={6}
      className="enter-rise max-w-[min(22rem,calc(100vw-1.5rem))] min-w-52 overflow-auto rounded-card border border-line bg-raised p-1.5 text-ink shadow-overlay"
    >
      <Menu aria-labelledby={labelledBy} autoFocus="first" onClose={() => onOpenChange(false)}>
        {sections.map((section, index) => (
          <AriaMenuSection
            key={section.heading ?? index}
            aria-label={section.heading ?? "Choices"}
            selectionMode={section.selectedId === undefined ? "none" : "single"}
            selectedKeys={section.selectedId === undefined ? [] : [section.selectedId]}
            onSelectionChange={() => undefined}
            className={index > 0 ? "mt-1.5 border-t border-line pt-1.5" : undefined}
          >
            {section.heading ? (
              <Header className="px-2.5 pt-1 pb-1 text-label text-muted">{section.heading}</Header>
            ) : null}
            {section.items.map((item) => (
              <MenuRow key={item.id} item={item} onAction={() => act(item)} />
            ))}
          </AriaMenuSection>
        ))}
      </Menu>
    </Popover>
  );
}

function MenuRow({ item, onAction }: { item: MenuItem; onAction: () => void }) {
  return (
    <AriaMenuItem
      id={item.id}
      textValue={item.label}
      isDisabled={item.isDisabled}
      onAction={onAction}
      className={cx(
        "flex min-h-11 items-center gap-2.5 rounded-inner px-2.5 py-1.5 text-base outline-none data-[disabled]:text-faint data-[focused]:bg-tint md:min-h-8.5",
        item.tone === "danger" && "text-danger",
      )}
    >
      {({ isSelected, selectionMode }) => (
        <>
          {item.icon ? <span className="flex size-4 items-center text-muted">{item.icon}</span> : null}
          <span className="grid min-w-0 flex-1">
            <span className="truncate">{item.label}</span>
            {item.description ? (
              <span className="truncate text-small text-muted">{item.description}</span>
            ) : null}
          </span>
          {selectionMode === "none" ? null : (
            <Check aria-hidden size={16} className={isSelected ? "text-accent" : "invisible"} />
          )}
        </>
      )}
    </AriaMenuItem>
  );
}
