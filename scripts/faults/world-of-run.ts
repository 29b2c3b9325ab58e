import { withDatabaseName } from "@/scripts/database/connection";

/** The world that all test files of one run begin their plans in, by the number of the run's process. */
export const worldOfRun = (templateUrl: string, run: number): string =>
  withDatabaseName(templateUrl, `rt_test_${run}_world`);
