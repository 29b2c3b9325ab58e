import path from "node:path";
import { defineConfig } from "prisma/config";

// The schema engine comes from npm (see the script); a native one can be named here instead.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ||= path.resolve(
  import.meta.dirname,
  "scripts/prisma-schema-engine.mjs",
);

export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations", seed: "tsx prisma/seed/index.ts" },
  // Commands that need no database (generate, validate) run without one.
  datasource: { url: process.env.DATABASE_URL ?? "" },
});
