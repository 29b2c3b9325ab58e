import { ensureClient } from "@/scripts/database/migrate";
import { runTask } from "@/scripts/setup/failure";

/** Makes the database client where it is missing or older than the schema: nothing that imports it can do so itself. */
await runTask(async () => {
  await ensureClient();
  return 0;
});
