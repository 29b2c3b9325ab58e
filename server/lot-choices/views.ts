import type { Term } from "@/domain/tax/holding-period";
import type { LotMethod } from "@/domain/tax/lot-methods";

/** A lot that was open before a sale; `gain` is what it would have gained had all of it been sold, after fees. */
export type LotBeforeSaleView = {
  lotId: string;
  acquiredOn: string;
  open: string;
  costPerShare: string;
  term: Term;
  gain: string;
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

/** The lots of an executed sale, as they may be named until it settles. Instants are ISO texts in UTC. */
export type SaleLotsView = {
  orderId: string;
  symbol: string;
  shares: string;
  /** Until when lots may be named: the close on the settlement date; null where nothing was sold. */
  until: string | null;
  settlementDate: string | null;
  /** Why they can't be named any more, or not yet. */
  closed: string | null;
  method: LotMethod | "SPECIFIC";
  methods: LotMethod[];
  lots: LotBeforeSaleView[];
  more: number;
  gain: { SHORT: string; LONG: string; total: string } | null;
  /** What is wrong with the choice that was asked for. */
  problem: string | null;
  /** Newest first. */
  changes: LotChangeView[];
};
