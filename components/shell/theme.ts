/** How the reader wants the product to look. Kept in two cookies, so that the server renders it without a flash. */
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export const PALETTES = ["usual", "safe"] as const;
export type Palette = (typeof PALETTES)[number];

export const THEME_COOKIE = "theme";
export const PALETTE_COOKIE = "palette";

const isTheme = (value: string | undefined): value is Theme => THEMES.some((theme) => theme === value);
const isPalette = (value: string | undefined): value is Palette =>
  PALETTES.some((palette) => palette === value);

/** What a cookie says, or the default where it says nothing that we know. */
export const readTheme = (cookie: string | undefined): Theme => (isTheme(cookie) ? cookie : "system");
export const readPalette = (cookie: string | undefined): Palette => (isPalette(cookie) ? cookie : "usual");
