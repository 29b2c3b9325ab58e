"use client";

import { MenuButton } from "@/components/ui/menu";
import type { MenuItem } from "@/components/ui/menu-items";
import { VisuallyHidden } from "@/components/ui/visually-hidden";

export type AccountChoice = {
  id: string;
  /** "Individual · margin ••4417" */
  label: string;
  /** The same for a phone: "Individual ••4417". */
  shortLabel?: string;
  detail?: string;
};

export type AccountSwitcherProps = {
  accounts: readonly AccountChoice[];
  currentId: string;
  onSelect: (id: string) => void;
  /** What else can be done with accounts: "Open another account". */
  actions?: readonly MenuItem[];
};

/** Which account the pages speak of. */
export function AccountSwitcher({ accounts, currentId, onSelect, actions = [] }: AccountSwitcherProps) {
  const current = accounts.find((account) => account.id === currentId);
  const choices = {
    heading: "Accounts",
    selectedId: currentId,
    items: accounts.map((account) => ({
      id: account.id,
      label: account.label,
      description: account.detail,
      onAction: () => onSelect(account.id),
    })),
  };
  return (
    <MenuButton
      label="Account"
      sections={actions.length > 0 ? [choices, { items: actions }] : [choices]}
      className="tabular min-w-0 max-md:px-3! max-md:text-small! md:min-h-8!"
    >
      <VisuallyHidden>Account: </VisuallyHidden>
      <span className="min-w-0 truncate max-lg:hidden">{current?.label ?? "No account yet"}</span>
      <span className="min-w-0 truncate lg:hidden">
        {current?.shortLabel ?? current?.label ?? "No account yet"}
      </span>
    </MenuButton>
  );
}
