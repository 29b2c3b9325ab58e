import type { Inputs } from "@/components/shell/trpc-client";

type ListInput = Inputs["activity"]["list"];
type Kind = NonNullable<ListInput["kinds"]>[number];

/** The filters of the page, by what stands in its address. */
export const ACTIVITY_FILTERS = {
  all: { label: "Everything", kinds: undefined },
  trades: { label: "Trades", kinds: ["TRADE"] },
  cash: { label: "Cash", kinds: ["CASH"] },
  actions: { label: "Splits", kinds: ["ACTION"] },
  orders: { label: "Orders", kinds: ["ORDER"] },
  settlements: { label: "Settlements", kinds: ["SETTLEMENT"] },
} as const satisfies Record<string, { label: string; kinds: readonly Kind[] | undefined }>;

export type ActivityFilter = keyof typeof ACTIVITY_FILTERS;

/** What the page shows; empty strings are left out of its address. */
export type ActivityPlace = {
  account: string;
  show: ActivityFilter;
  from: string;
  to: string;
  cursor: string;
};

type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

const one = (value: string | string[] | undefined): string =>
  Array.isArray(value) ? (value[0] ?? "") : (value ?? "");
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Milliseconds of at most twelve digits end in 2001, of thirteen beginning with 1 to 3 in 2096. */
const CURSOR = /^(?:\d{1,12}|[123]\d{12})\.[012]\.[0-9a-f-]{1,36}$/;

/** The text if it names a day that the server takes, else nothing. */
function dayIn(text: string): string {
  if (!DAY.test(text) || text < "1990-01-01" || text > "2099-12-31") return "";
  const at = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text ? "" : text;
}

const isFilter = (text: string): text is ActivityFilter => Object.hasOwn(ACTIVITY_FILTERS, text);

/** Reads an address. What makes no sense in it counts as not there: people edit addresses. */
export function readActivityPlace(params: SearchParams): ActivityPlace {
  const show = one(params.show);
  const [from, to] = [dayIn(one(params.from)), dayIn(one(params.to))];
  const cursor = one(params.cursor);
  return {
    account: one(params.account),
    show: isFilter(show) ? show : "all",
    from,
    to: from && to && to < from ? "" : to,
    cursor: CURSOR.test(cursor) ? cursor : "",
  };
}

/** The address of another place; a change of filter begins at the top again. */
export function activityHref(place: ActivityPlace, change: Partial<ActivityPlace>): string {
  const next = { ...place, cursor: "", ...change };
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(next)) {
    if (value && !(name === "show" && value === "all")) params.set(name, value);
  }
  const text = params.toString();
  return text ? `/activity?${text}` : "/activity";
}

/** What to ask the server for a place in an account. */
export function activityListInput(place: ActivityPlace, accountId: string): ListInput {
  const { kinds } = ACTIVITY_FILTERS[place.show];
  return {
    accountId,
    ...(kinds ? { kinds: [...kinds] } : {}),
    ...(place.from ? { from: place.from } : {}),
    ...(place.to ? { to: place.to } : {}),
    ...(place.cursor ? { cursor: place.cursor } : {}),
  };
}
