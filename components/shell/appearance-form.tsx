"use client";

import { type Palette, THEMES, type Theme } from "@/components/shell/theme";
import { useAppearance } from "@/components/shell/use-appearance";
import { SegmentedControl } from "@/components/ui/segmented-control";

const THEME_LABELS: Record<Theme, string> = { system: "As the device", light: "Light", dark: "Dark" };
const PALETTE_LABELS: Record<Palette, string> = { usual: "Green and red", safe: "Blue and orange" };

/** The same choices as in the user menu, in the open: for the settings page and the phone's More sheet. */
export function AppearanceForm() {
  const { theme, palette, chooseTheme, choosePalette } = useAppearance();
  return (
    <div className="grid gap-4">
      <div className="grid gap-1.5">
        <span className="text-small font-medium">Theme</span>
        <SegmentedControl
          label="Theme"
          value={theme}
          onChange={chooseTheme}
          options={THEMES.map((value) => ({ value, label: THEME_LABELS[value] }))}
        />
      </div>
      <div className="grid gap-1.5">
        <span className="text-small font-medium">Gain and loss</span>
        <SegmentedControl
          label="Gain and loss colours"
          value={palette}
          onChange={choosePalette}
          options={(["usual", "safe"] as const).map((value) => ({ value, label: PALETTE_LABELS[value] }))}
        />
      </div>
    </div>
  );
}
