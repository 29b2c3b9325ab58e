import { ensureClient } from "@/scripts/database/migrate";
import { runTask } from "@/scripts/setup/failure";
import { prepareBuild } from "@/scripts/setup/setup";
import { step } from "@/scripts/setup/terminal";

/** `npm run build`: what `npm start` would build, without starting anything. */
await runTask(async () => {
  await step("database client", ensureClient, (made) => (made ? "generated" : "unchanged"));
  await prepareBuild();
  return 0;
});
