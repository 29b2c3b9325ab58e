import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

/** The stylesheet itself is read, so a colour that is changed there is judged here. */
const css = readFileSync(path.join(import.meta.dirname, "tokens.css"), "utf8");

type Palette = Record<string, string>;

/** The declarations `--name: #rrggbb` of the block that follows `opening`. */
function colours(opening: string): Palette {
  const start = css.indexOf(opening);
  if (start < 0) throw new Error(`tokens.css has no block "${opening}"`);
  const block = css.slice(start + opening.length, css.indexOf("}", start));
  return Object.fromEntries(
    [...block.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6});/g)].map((match) => [match[1], match[2]]),
  );
}

const light = colours(":root,\n[data-theme] {");
const dark = { ...light, ...colours("[data-theme] {\n  @variant darkly {") };
const palettes: Record<string, Palette> = {
  light,
  dark,
  "light, colour-blind safe": { ...light, ...colours('[data-palette="safe"] {') },
  "dark, colour-blind safe": { ...dark, ...colours('[data-palette="safe"] {\n  @variant darkly {') },
};

/** Relative luminance, WCAG 2.2 definition. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const SURFACES = ["bg", "surface", "raised", "sunk"];
/** The ground of what is pointed at or chosen: read on, but no home of controls. */
const READ_ON = [...SURFACES, "tint"];
const TEXTS = ["ink", "muted", "faint", "accent", "gain", "loss", "caution", "danger"];
const TONES = ["accent", "gain", "loss", "caution", "danger"];
const FILLED = ["accent", "gain", "loss", "danger"];

describe.each(Object.entries(palettes))("%s", (_name, palette) => {
  const ratio = (a: string, b: string) => {
    const [first, second] = [palette[a], palette[b]];
    if (!first || !second) throw new Error(`no colour ${a} or ${b}`);
    return contrast(first, second);
  };

  test.each(TEXTS.flatMap((text) => READ_ON.map((surface) => [text, surface] as const)))(
    "%s can be read on %s",
    (text, surface) => expect(ratio(text, surface)).toBeGreaterThanOrEqual(4.5),
  );

  test.each(TONES.flatMap((tone) => ["ink", "muted", tone].map((text) => [text, tone] as const)))(
    "%s can be read on the soft ground of %s",
    (text, tone) => expect(ratio(text, `${tone}-soft`)).toBeGreaterThanOrEqual(4.5),
  );

  test.each(FILLED)("the label of a filled %s button can be read", (tone) =>
    expect(ratio(`${tone}-ink`, tone)).toBeGreaterThanOrEqual(4.5),
  );

  test.each(SURFACES)("the border of a control stands out from %s", (surface) =>
    expect(ratio("control", surface)).toBeGreaterThanOrEqual(3),
  );
});

test("the safe pair really differs from the usual one", () => {
  const safe = palettes["light, colour-blind safe"];
  expect(safe?.gain).not.toBe(light.gain);
  expect(safe?.loss).not.toBe(light.loss);
});
