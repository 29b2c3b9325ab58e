import { expect, type Locator, type Page } from "@playwright/test";

export type Ticket = {
  symbol: string;
  side: "Buy" | "Sell";
  quantity: string;
  /** Left out: a market order. */
  limit?: string;
  until?: "Day" | "Until cancelled (GTC)";
};

const PHONE_WIDTH = 768;
export const isPhone = (page: Page): boolean => (page.viewportSize()?.width ?? PHONE_WIDTH) < PHONE_WIDTH;

export const ticketFor = (page: Page, symbol: string): Locator =>
  page.getByRole("form", { name: `Order for ${symbol}` });

/** What the ticket says of the order that was placed last. */
export const lastOrder = (page: Page): Locator => page.getByRole("region", { name: "Your last order" });

/** Opens an instrument with its quote and its candles. */
export async function openInstrument(page: Page, symbol: string): Promise<void> {
  await page.goto(`/instruments/${symbol}`);
  await expect(page.getByRole("heading", { level: 1, name: new RegExp(`^${symbol} `) })).toBeVisible();
  await expect(page.getByLabel("Last price")).toHaveText(/\d+\.\d{2}/);
  await expect(page.getByRole("figure", { name: new RegExp(`^${symbol}, bars of`) })).toBeVisible();
}

/** Fills in the ticket and reads the preview; the order is not placed yet. */
export async function fillTicket(
  page: Page,
  { symbol, side, quantity, limit, until }: Ticket,
): Promise<Locator> {
  const form = ticketFor(page, symbol);
  // On a phone the ticket lies behind two buttons.
  if (isPhone(page) && !(await form.isVisible()))
    await page.getByRole("button", { name: `${side} ${symbol}`, exact: true }).click();
  await form.getByRole("radio", { name: side }).check();
  await form.getByRole("combobox", { name: "Type" }).selectOption({ label: limit ? "Limit" : "Market" });
  if (limit) await form.getByRole("textbox", { name: "Limit price" }).fill(limit);
  if (until) await form.getByRole("combobox", { name: "Time in force" }).selectOption({ label: until });
  await form.getByRole("textbox", { name: "Quantity" }).fill(quantity);
  await expect(form.getByText("Buying power after").locator("..")).toHaveText(/\d/);
  return form;
}

export const placeButton = (form: Locator, { side, quantity, symbol }: Ticket): Locator =>
  form.getByRole("button", { name: `${side} ${quantity} ${symbol}` });

export async function place(page: Page, ticket: Ticket): Promise<void> {
  const form = await fillTicket(page, ticket);
  await placeButton(form, ticket).click();
  await expect(lastOrder(page)).toContainText(`${ticket.side} ${ticket.quantity}`);
}

/** A list of things as this screen shows it: rows of a table on a desk, items of a list on a phone. */
export function rowsOf(page: Page, caption: string): Locator {
  return isPhone(page)
    ? page.getByRole("list", { name: caption }).getByRole("listitem")
    : page.getByRole("table", { name: caption }).getByRole("row");
}
