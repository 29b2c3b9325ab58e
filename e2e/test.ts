import { type Browser, type Page, test as base } from "@playwright/test";
import { ClearingDesk } from "@/e2e/acts/clearing-desk";
import { Mailbox } from "@/e2e/acts/mailbox";
import { Market } from "@/e2e/acts/market";
import { takeSession } from "@/e2e/acts/sign-in";
import { staffCookie } from "@/e2e/customers-by-wire";
import { type PortalState, readPortalState } from "@/e2e/portal-under-test";
import { eventually } from "@/e2e/portal-client";
import { withConnection } from "@/scripts/database/connection";
import { describe as verdictText, verify } from "@/scripts/verify/verify";

type Fixtures = {
  /** Where the portal of this project is, its database, and the key of its drill door. */
  portal: PortalState;
  /** The administrator's own browser, signed in, on a desk-sized screen. */
  admin: Page;
  mailbox: Mailbox;
  clearing: ClearingDesk;
  market: Market;
  /** After every test I1-I10 hold on the database. */
  verified: void;
};

const DESK = { width: 1440, height: 900 };

async function desktop(browser: Browser, baseURL: string): Promise<Page> {
  const context = await browser.newContext({ baseURL, viewport: DESK, isMobile: false, hasTouch: false });
  return context.newPage();
}

/** Orders on their way and audit rows that wait for the sealer are no fault; they are given a moment. */
async function quiet(databaseUrl: string): Promise<void> {
  await withConnection(databaseUrl, (client) =>
    eventually("what was sent has arrived and the audit is sealed", async () => {
      const { rows } = await client.query<{ waiting: string }>(
        `select (select count(*) from portal.outbox where sent_at is null) + (select count(*) from portal.audit_unsealed)
           + (select count(*) from street.command where processed_at is null) as waiting`,
      );
      return rows[0]?.waiting === "0";
    }),
  );
}

export const test = base.extend<Fixtures>({
  portal: async ({}, use, info) => use(readPortalState(info.project.metadata, info.parallelIndex)),
  baseURL: async ({ portal }, use) => use(portal.baseUrl),
  admin: async ({ browser, portal }, use) => {
    const page = await desktop(browser, portal.baseUrl);
    await takeSession(page.context(), portal.baseUrl, await staffCookie(portal.baseUrl, "ADMIN"));
    await page.goto("/admin");
    await use(page);
    await page.context().close();
  },
  mailbox: async ({ page }, use) => use(new Mailbox(page)),
  clearing: async ({ admin }, use) => use(new ClearingDesk(admin)),
  market: async ({ portal }, use) => use(new Market(portal)),
  verified: [
    async ({ portal }, use) => {
      await use();
      await quiet(portal.databaseUrl);
      const verdict = await verify(portal.databaseUrl);
      test.expect(verdict.violations, verdictText(verdict)).toEqual([]);
    },
    { auto: true, timeout: 90_000 },
  ],
});

export const { expect } = test;
