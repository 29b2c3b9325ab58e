import { formatDate } from "@/domain/time/format";

/** A day under a curve: "14 Jul" within a year, "Jul 2024" beyond. */
export const dayName = (date: string, isLong: boolean): string =>
  isLong ? formatDate(date).replace(/^\d+ /, "") : formatDate(date).slice(0, -5);
