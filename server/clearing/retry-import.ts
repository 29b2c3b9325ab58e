import type { DayInput } from "@/domain/clearing/desk-inputs";
import { firmEvent } from "@/domain/clearing/messages";
import { AppError, invariant } from "@/domain/errors";
import { type LocalDate, toColumn } from "@/domain/time/instant";
import { fetchEndOfDay } from "@/server/clearing/fetch-end-of-day";
import { type ImportDetail, importEndOfDay } from "@/server/clearing/import-end-of-day";
import { type ImportView, importView } from "@/server/clearing/views";
import type { Actor } from "@/server/platform/actor";
import { BULK } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

/**
 * Fetches the files of a refused day again and imports them. Our books have moved on since: they are compared as they
 * stood at that day's end. Throws NOT_FOUND when the clearing firm never announced the
 * day, CONFLICT when it is imported already; files that are refused again come back as such.
 */
export async function retryImport(deps: Deps, actor: Actor, input: DayInput): Promise<ImportView> {
  const businessDate = toColumn(input.businessDate as LocalDate);
  const row = await deps.db.eodImport.findUnique({ where: { businessDate } });
  if (!row) throw new AppError("NOT_FOUND");
  if (row.status !== "REFUSED") throw new AppError("CONFLICT", "This day is imported already.");
  const event = firmEvent.parse((row.detail as ImportDetail).event);
  invariant(event.kind === "EOD_READY", "an import keeps its own event");
  const files = await fetchEndOfDay(deps, event);
  return deps.db.$transaction(async (tx) => {
    // Whoever else retries at this moment waits here, and then finds the day imported.
    await tx.$executeRaw`select 1 from portal.eod_import where business_date = ${input.businessDate}::date for update`;
    await importEndOfDay(tx, deps, event, files, actor);
    return importView(await tx.eodImport.findUniqueOrThrow({ where: { businessDate } }), 0);
  }, BULK);
}
