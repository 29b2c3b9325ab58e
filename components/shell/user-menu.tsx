"use client";

import { CircleUserRound, LogOut, Settings } from "lucide-react";
import { THEMES, type Theme } from "@/components/shell/theme";
import { useAppearance } from "@/components/shell/use-appearance";
import { MenuButton } from "@/components/ui/menu";
import type { MenuItem } from "@/components/ui/menu-items";

export type UserMenuProps = {
  name: string;
  email: string;
  onSignOut: () => void;
  settingsHref?: string;
  /** More places to go: the review desk for staff. */
  links?: readonly MenuItem[];
};

const THEME_LABELS: Record<Theme, string> = { system: "As the device", light: "Light", dark: "Dark" };

/** Who is signed in, how it looks, and the way out. */
export function UserMenu({ name, email, onSignOut, settingsHref, links = [] }: UserMenuProps) {
  const { theme, palette, chooseTheme, choosePalette } = useAppearance();
  const places: MenuItem[] = settingsHref
    ? [
        ...links,
        { id: "settings", label: "Settings", icon: <Settings aria-hidden size={16} />, href: settingsHref },
      ]
    : [...links];
  return (
    <MenuButton
      label={`You: ${name}`}
      variant="quiet"
      align="end"
      isIconOnly
      sections={[
        {
          heading: "Theme",
          selectedId: theme,
          items: THEMES.map((id) => ({ id, label: THEME_LABELS[id], onAction: () => chooseTheme(id) })),
        },
        {
          heading: "Gain and loss",
          selectedId: palette,
          items: [
            { id: "usual", label: "Green and red", onAction: () => choosePalette("usual") },
            { id: "safe", label: "Blue and orange", onAction: () => choosePalette("safe") },
          ],
        },
        {
          heading: email,
          items: [
            ...places,
            {
              id: "sign-out",
              label: "Sign out",
              icon: <LogOut aria-hidden size={16} />,
              onAction: onSignOut,
            },
          ],
        },
      ]}
    >
      <CircleUserRound aria-hidden size={20} strokeWidth={1.75} />
    </MenuButton>
  );
}
