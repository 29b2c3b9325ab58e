import type { Inputs } from "@/components/shell/trpc-client";

type ListInput = Inputs["documents"]["list"];

/** The kinds of papers that the page can be narrowed to, by what stands in its address. */
export const DOCUMENT_FILTERS = {
  all: { label: "All", kind: undefined },
  statements: { label: "Statements", kind: "STATEMENT" },
  confirms: { label: "Trade confirmations", kind: "CONFIRM" },
  gains: { label: "Realised gains", kind: "REALISED_GAINS" },
} as const satisfies Record<string, { label: string; kind: ListInput["kind"] }>;

export type DocumentFilter = keyof typeof DOCUMENT_FILTERS;

/** What the page shows; empty strings are left out of its address. */
export type DocumentsPlace = {
  account: string;
  show: DocumentFilter;
  year: string;
  search: string;
  cursor: string;
};

type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const YEAR = /^(19|20)\d{2}$/;
const LONGEST_SEARCH = 60;

const one = (value: string | string[] | undefined): string =>
  Array.isArray(value) ? (value[0] ?? "") : (value ?? "");
const isFilter = (text: string): text is DocumentFilter => Object.hasOwn(DOCUMENT_FILTERS, text);

/** Reads an address. What makes no sense in it counts as not there: people edit addresses. */
export function readDocumentsPlace(params: SearchParams): DocumentsPlace {
  const show = one(params.show);
  const cursor = one(params.cursor);
  const year = one(params.year);
  return {
    account: one(params.account),
    show: isFilter(show) ? show : "all",
    year: YEAR.test(year) ? year : "",
    search: one(params.search).replaceAll("\u0000", "").trim().slice(0, LONGEST_SEARCH),
    cursor: UUID.test(cursor) ? cursor : "",
  };
}

/** The address of another place; a change of filter begins at the top again. */
export function documentsHref(place: DocumentsPlace, change: Partial<DocumentsPlace>): string {
  const next = { ...place, cursor: "", ...change };
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(next)) {
    if (value && !(name === "show" && value === "all")) params.set(name, value);
  }
  const text = params.toString();
  return text ? `/documents?${text}` : "/documents";
}

/** What to ask the server for a place in an account. */
export function documentsListInput(place: DocumentsPlace, accountId: string): ListInput {
  const { kind } = DOCUMENT_FILTERS[place.show];
  return {
    accountId,
    ...(kind ? { kind } : {}),
    ...(place.year ? { year: place.year } : {}),
    ...(place.search ? { search: place.search } : {}),
    ...(place.cursor ? { cursor: place.cursor } : {}),
  };
}

/** Where the papers that a place shows are had as one archive. */
export function archiveHref(place: DocumentsPlace, accountId: string): string {
  const { accountId: account, cursor: _, ...narrowed } = documentsListInput(place, accountId);
  return `/api/documents/archive?${new URLSearchParams({ account, ...narrowed }).toString()}`;
}
