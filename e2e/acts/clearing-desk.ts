import { expect, type Page } from "@playwright/test";

const RUN_LIMIT_MS = 120_000;

/** The admin's clearing page: lets exchange time run ahead, and waits as a person would, by what the page says. */
export class ClearingDesk {
  constructor(private readonly admin: Page) {}

  async nextDay(): Promise<void> {
    await this.#run("Next day");
  }

  async toMonthEnd(): Promise<void> {
    await this.#run("To month end");
  }

  /** Every statement and confirmation that is due has been printed. */
  async papersArePrinted(): Promise<void> {
    await this.#open();
    const done = this.admin.getByText("All statements and confirmations are made.");
    await expect(done).toBeVisible({ timeout: RUN_LIMIT_MS });
  }

  async hasNoBreaks(): Promise<void> {
    await this.#open();
    await expect(this.admin.getByText("Our books equal the carrying firm's.")).toBeVisible();
  }

  async #open(): Promise<void> {
    await this.admin.goto("/admin/clearing");
    await expect(this.admin.getByRole("heading", { level: 1, name: "Clearing" })).toBeVisible();
  }

  async #run(button: "Next day" | "To month end"): Promise<void> {
    await this.#open();
    const run = this.admin.getByRole("button", { name: button });
    const imported = this.admin.getByText("Books imported to").locator("..");
    const before = (await imported.textContent()) ?? "";
    await run.click();
    // The button is busy from the press to the end of the run; the books of the last day follow within a moment.
    await expect(this.admin.getByRole("progressbar", { name: /^Running to/ })).toBeHidden({
      timeout: RUN_LIMIT_MS,
    });
    await expect(run).toBeEnabled({ timeout: RUN_LIMIT_MS });
    await expect(imported).not.toHaveText(before, { timeout: RUN_LIMIT_MS });
  }
}
