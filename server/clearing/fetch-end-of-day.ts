import { type EodFileName, eodFileName } from "@/domain/clearing/messages";
import { isAppError } from "@/domain/errors";
import type { LocalDate } from "@/domain/time/instant";
import type { EndOfDayEvent, EndOfDayFiles } from "@/server/clearing/read-files";
import type { Deps } from "@/server/platform/deps";

/**
 * Fetches a day's files from the clearing firm; done before any transaction begins. A file that it does not have comes
 * as null, and the import refuses the day. Throws CLEARING_FIRM_UNAVAILABLE when it does not answer.
 */
export async function fetchEndOfDay(deps: Deps, event: EndOfDayEvent): Promise<EndOfDayFiles> {
  const fetchFile = async (name: EodFileName): Promise<string | null> => {
    try {
      return await deps.ports.clearing.file(event.businessDate as LocalDate, name);
    } catch (error) {
      if (isAppError(error) && error.code === "NOT_FOUND") return null;
      throw error;
    }
  };
  const fetched = await Promise.all(
    eodFileName.options.map(async (name) => [name, await fetchFile(name)] as const),
  );
  return Object.fromEntries(fetched) as EndOfDayFiles;
}
