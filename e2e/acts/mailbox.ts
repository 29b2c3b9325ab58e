import { expect, type Page } from "@playwright/test";

/** The mailbox of the demonstration: what would have been sent by mail. */
export class Mailbox {
  constructor(private readonly page: Page) {}

  /** Opens the newest message to somebody on some subject and follows its link. */
  async open(email: string, subject: RegExp): Promise<void> {
    await this.page.goto("/mailbox");
    const form = this.page.getByRole("form", { name: "Mailbox" });
    await form.getByRole("textbox", { name: "E-mail address" }).fill(email);
    await form.getByRole("button", { name: "Show messages" }).click();
    const messages = this.page.getByRole("list", { name: `Messages to ${email}` }).getByRole("listitem");
    const message = messages.filter({ hasText: subject }).first();
    await expect(message).toBeVisible();
    await message.getByRole("link", { name: "Open the link" }).click();
  }
}
