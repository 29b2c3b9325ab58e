/** One person of a list of sanctioned or politically exposed people. */
export type WatchEntry = {
  id: string;
  name: string;
  otherNames: readonly string[];
  bornIn: number | null;
  country: string;
  program: string;
};

export type WatchList = { source: string; asOf: string; reviewFrom: number; entries: readonly WatchEntry[] };

/**
 * A demonstration list in the shape of OFAC's SDN list. Every name on it is invented: a real list is loaded in its
 * place before real customers are. From a score of `reviewFrom` on, a person decides.
 */
export const WATCH_LIST: WatchList = {
  source: "Demonstration list (invented names)",
  asOf: "2026-06-01",
  reviewFrom: 88,
  entries: [
    {
      id: "DEMO-1001",
      name: "Viktor Halvorsen Drax",
      otherNames: ["Viktor Drax", "V. H. Draxx"],
      bornIn: 1954,
      country: "NO",
      program: "DEMO-SDN",
    },
    {
      id: "DEMO-1002",
      name: "Oksana Petrovna Zelenchuk",
      otherNames: ["Oxana Zelentschuk"],
      bornIn: 1971,
      country: "BY",
      program: "DEMO-SDN",
    },
    {
      id: "DEMO-1003",
      name: "Karim al-Rashwan",
      otherNames: ["Kareem Rashwan", "Abu Rashwan"],
      bornIn: 1966,
      country: "SY",
      program: "DEMO-SDN",
    },
    {
      id: "DEMO-1004",
      name: "Ernesto Quiñones Valdivieso",
      otherNames: ["Ernesto Valdivieso"],
      bornIn: 1960,
      country: "VE",
      program: "DEMO-PEP",
    },
    {
      id: "DEMO-1005",
      name: "Pak Chol-min Ryang",
      otherNames: ["Park Cheol-min"],
      bornIn: 1978,
      country: "KP",
      program: "DEMO-SDN",
    },
    {
      id: "DEMO-1006",
      name: "Beatrix Montclair-Osei",
      otherNames: ["Beatrice Montclair"],
      bornIn: 1949,
      country: "GB",
      program: "DEMO-PEP",
    },
  ],
};
