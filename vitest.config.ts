import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const NOT_OURS = ["**/node_modules/**", "**/.*/**"];
const DATABASE_TESTS = "**/*.db.test.ts";

/** These take longest, small files though they are: begun last, one would run alone at the end. */
const LONGEST = /\/(scripts\/faults\/\w+|e2e\/access\/[\w-]+|server\/orders\/day-of-orders)\.db\.test\.ts$/;

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => LONGEST.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["**/*.test.ts", "**/*.test.tsx"],
          exclude: [...NOT_OURS, DATABASE_TESTS, "e2e/**"],
          // On two cores Vitest would keep one free.
          maxWorkers: Math.max(2, availableParallelism() - 1),
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: [DATABASE_TESTS],
          exclude: NOT_OURS,
          globalSetup: ["./scripts/database/vitest-template.ts"],
          // A test and its server take turns: two such pairs leave two cores idle for a fifth of the time.
          maxWorkers: Math.max(3, availableParallelism() - 1),
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
    sequence: { sequencer: LongestFirst },
    pool: "forks",
    // Files share a worker's modules: to load the rules or the whole server anew for each took half of all the time.
    // So a test file leaves no module changed, and puts back what it stubs.
    isolate: false,
  },
  resolve: { alias: { "@": import.meta.dirname } },
});
