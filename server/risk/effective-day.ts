import { AppError } from "@/domain/errors";
import { type LocalDate, localDate } from "@/domain/time/instant";
import type { Deps } from "@/server/platform/deps";

/** The day from which a new row holds: the one asked for, else today. A day that has passed is a VALIDATION error. */
export async function effectiveDay(deps: Deps, asked: string | null | undefined): Promise<LocalDate> {
  const today = await deps.clock.exchangeToday();
  if (!asked) return today;
  const day = localDate(asked);
  if (day >= today) return day;
  const message = "This day has passed. Choose today or a later day.";
  throw new AppError("VALIDATION", message, [{ path: "effectiveOn", message }]);
}
