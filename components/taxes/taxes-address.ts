import type { Inputs } from "@/components/shell/trpc-client";

/** The parts of the page, by what stands in its address. */
export const TAX_TABS = { realised: "Realised gains", harvest: "Harvest" } as const;
export type TaxTab = keyof typeof TAX_TABS;

/** What the page shows; what is usual is left out of its address. */
export type TaxesPlace = {
  account: string;
  tab: TaxTab;
  year: string;
  scope: "ACCOUNT" | "OWNER";
  term: "" | "SHORT" | "LONG";
  offset: string;
};

type SearchParams = Readonly<Record<string, string | string[] | undefined>>;
const one = (value: string | string[] | undefined): string =>
  Array.isArray(value) ? (value[0] ?? "") : (value ?? "");

/** Reads an address. What makes no sense in it counts as not there: people edit addresses. */
export function readTaxesPlace(params: SearchParams): TaxesPlace {
  const [year, offset, term] = [one(params.year), one(params.offset), one(params.term)];
  return {
    account: one(params.account),
    tab: one(params.tab) === "harvest" ? "harvest" : "realised",
    year: /^(199\d|20\d\d)$/.test(year) ? year : "",
    scope: one(params.scope) === "OWNER" ? "OWNER" : "ACCOUNT",
    term: term === "SHORT" || term === "LONG" ? term : "",
    offset: /^[1-9]\d{0,5}$/.test(offset) ? offset : "",
  };
}

/** The address of another place; a change of filter begins at the top again. */
export function taxesHref(place: TaxesPlace, change: Partial<TaxesPlace>): string {
  const { tab, scope, ...texts } = { ...place, offset: "", ...change };
  const params = new URLSearchParams();
  if (tab !== "realised") params.set("tab", tab);
  if (scope !== "ACCOUNT") params.set("scope", scope);
  for (const [name, value] of Object.entries(texts)) if (value) params.set(name, value);
  const text = params.toString();
  return text ? `/taxes?${text}` : "/taxes";
}

/** What to ask the server for a place in an account. */
export const realisedInput = (place: TaxesPlace, accountId: string): Inputs["tax"]["realised"] => ({
  accountId,
  scope: place.scope,
  ...(place.year ? { year: Number(place.year) } : {}),
  ...(place.term ? { term: place.term } : {}),
  ...(place.offset ? { offset: Number(place.offset) } : {}),
});
