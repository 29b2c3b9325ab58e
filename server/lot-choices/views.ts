import type { Term } from "@/domain/tax/holding-period";
import type { LotMethod } from "@/domain/tax/lot-methods";

/** A lot that may be named; `gain` is what it would have gained had all of it been sold, after fees; null as long as nothing was. */
export type LotBeforeSaleView = {
  lotId: string;
  acquiredOn: string;
  open: string;
  costPerShare: string;
  term: Term;
  gain: string | null;
  /** What the choice takes of it; null where it takes none. */
  taken: { shares: string; proceeds: string; cost: string; gain: string } | null;
};

export type LotChangeView = {
  id: string;
  method: LotMethod | "SPECIFIC";
  chosenAt: string;
  /** SENT: the clearing firm has not answered yet. */
  status: "SENT" | "TAKEN" | "REFUSED";
  answer: string | null;
};

/** The lots of a sale, as they may be named until it settles. Instants are ISO texts in UTC. */
export type SaleLotsView = {
  orderId: string;
  symbol: string;
  /** What a choice is of: sold and not settled, or still to be sold; once lots can't be named, all that was sold. */
  shares: string;
  /** Shares that have settled and keep their lots. */
  settled: string;
  /** Shares that are still to be sold. */
  leaves: string;
  /** Until when lots may be named: the close on the first settlement date; null where nothing was sold. */
  until: string | null;
  settlementDate: string | null;
  /** Why they can't be named. */
  closed: string | null;
  method: LotMethod | "SPECIFIC";
  methods: LotMethod[];
  /** What the choice names, or takes of what is sold. */
  named: { lotId: string; shares: string }[];
  lots: LotBeforeSaleView[];
  more: number;
  gain: { SHORT: string; LONG: string; total: string } | null;
  /** What is wrong with the choice that was asked for. */
  problem: string | null;
  /** Newest first. */
  changes: LotChangeView[];
};
