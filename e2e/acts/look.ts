import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** `E2E_LOOK=1` keeps a picture of every page that is looked at, in test-results/look. */
const TAKES_PICTURES = Boolean(process.env.E2E_LOOK);

/** Rules that depend on the colour scheme; all others judge the same document in the dark as in the light. */
const RULES_OF_COLOURS = ["color-contrast", "link-in-text-block"];

/**
 * The page as it stands holds against axe in both colour schemes, and scrolls neither sideways nor into nothing below
 * its end. The scheme is changed in place: in the dark only what the dark changes is looked at again.
 */
export async function holds(page: Page, what: string): Promise<void> {
  await expect(page, what).toHaveTitle(/\S/);
  await comesIn(page);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await comesToRest(page);
    expect.soft(await violationsOf(page, colorScheme), `${what}, ${colorScheme}`).toEqual([]);
    if (TAKES_PICTURES) await picture(page, what, colorScheme);
  }
  const beyond = await page.evaluate(() => {
    const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement;
    const end = document.body.getBoundingClientRect().bottom + window.scrollY;
    return {
      sideways: scrollWidth - clientWidth,
      down: Math.floor(scrollHeight - Math.max(end, clientHeight)),
    };
  });
  expect.soft(beyond.sideways, `${what} scrolls sideways`).toBeLessThanOrEqual(0);
  expect.soft(beyond.down, `${what} goes on below its end`).toBeLessThanOrEqual(0);
}

/** The page as it stands does not scroll sideways on a phone either, where its journey is walked at a desk. */
export async function fitsPhone(page: Page, what: string): Promise<void> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth), { message: `${what} on a phone` })
    .toBeLessThanOrEqual(390);
  if (size) await page.setViewportSize(size);
}

/** What is asked for only when it comes near the screen has been asked for, and is there. */
async function comesIn(page: Page): Promise<void> {
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  await expect(page.locator("[data-skeleton]").filter({ visible: true })).toHaveCount(0);
  await page.evaluate(() => window.scrollTo(0, 0));
}

/**
 * Colours change over a moment, and dialogs slide in; what is measured is where they end. What takes its colour from
 * its parent begins to change when the parent has changed: so until nothing moves any more.
 */
async function comesToRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const moving = () =>
      document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    for (let running = moving(); running.length > 0; running = moving()) {
      await Promise.allSettled(running.map(({ finished }) => finished));
      await new Promise(requestAnimationFrame);
    }
  });
}

async function violationsOf(page: Page, scheme: "light" | "dark"): Promise<string[]> {
  // The portal has no frames, so axe may run where the page is; what passes need not be written out.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  const { violations } = await (scheme === "dark" ? axe.withRules(RULES_OF_COLOURS) : axe).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
}

async function picture(page: Page, what: string, scheme: string): Promise<void> {
  const width = page.viewportSize()?.width ?? 0;
  const name = what.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "") || "landing";
  const path = `test-results/look/${width < 768 ? "phone" : "desktop"}-${name}-${scheme}.png`;
  await page.screenshot({ path, fullPage: true, animations: "disabled" });
}
