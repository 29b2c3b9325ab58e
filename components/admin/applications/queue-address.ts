import { queueInput, type SaveViewInput } from "@/domain/onboarding/inputs";

export type QueueFilters = SaveViewInput["filters"];
type Query = Readonly<Record<string, string | string[] | undefined>>;

const FIELDS = ["status", "search", "accountType", "country", "flag", "assignee", "olderThanDays"] as const;

/** The filters that an address asks for; what it asks for wrongly is left out. */
export function filtersOf(query: Query): QueueFilters {
  const filters: Record<string, unknown> = {};
  for (const field of FIELDS) {
    const text = query[field];
    if (typeof text !== "string" || text === "") continue;
    const value = field === "olderThanDays" ? Number(text) : text;
    if (queueInput.safeParse({ ...filters, [field]: value }).success) filters[field] = value;
  }
  const { cursor: _cursor, ...parsed } = queueInput.parse(filters);
  return parsed;
}

/** The queue's address with these filters; the ordinary ones leave no trace in it. */
export function queueAddress(filters: QueueFilters, cursor?: string): string {
  const query = new URLSearchParams();
  for (const field of FIELDS) {
    const value = filters[field];
    if (
      value === null ||
      value === undefined ||
      value === "" ||
      (field === "status" && value === "SUBMITTED")
    )
      continue;
    query.set(field, String(value));
  }
  if (cursor) query.set("cursor", cursor);
  const text = query.toString();
  return text ? `/admin/applications?${text}` : "/admin/applications";
}
