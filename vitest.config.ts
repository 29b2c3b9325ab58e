import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const NOT_OURS = ["**/node_modules/**", "**/.*/**"];
const DATABASE_TESTS = "**/*.db.test.ts";

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["**/*.test.ts", "**/*.test.tsx"],
          exclude: [...NOT_OURS, DATABASE_TESTS, "e2e/**"],
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: [DATABASE_TESTS],
          exclude: NOT_OURS,
          globalSetup: ["./scripts/database/vitest-template.ts"],
        },
      },
    ],
    // A busy machine is slow, not wrong; a test that hangs still ends.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Figures and dates must not depend on where the machine stands.
    env: { TZ: "UTC", NODE_ENV: "test" },
    // A test file without a test is a mistake.
    passWithNoTests: false,
    pool: "forks",
    // On two cores Vitest would keep one free; database tests wait for PostgreSQL half of their time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
  resolve: { alias: { "@": import.meta.dirname } },
});
