import { ensureTemplateDatabase } from "@/scripts/database/template";
import { ensureClient } from "@/scripts/database/migrate";
import { dropDatabasesOf } from "@/scripts/database/copies";
import { SetupFailure } from "@/scripts/setup/failure";

/**
 * Vitest's global set-up of the database tests: gives their workers the URL of the template database that each test
 * file copies, and lets the database go at the end.
 */
export async function setup(): Promise<() => Promise<void>> {
  try {
    await ensureClient();
    const template = await ensureTemplateDatabase();
    process.env.TEST_DATABASE_TEMPLATE_URL = template.url;
    return async () => {
      await dropDatabasesOf(template.url, process.pid);
      await template.stop();
    };
  } catch (thrown) {
    if (thrown instanceof SetupFailure) thrown.stack = thrown.message;
    throw thrown;
  }
}
