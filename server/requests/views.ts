import type { RequestKind, RequestStatus } from "@/domain/requests/request-machine";

/** A request as its customer sees it; the desk's reason is for the desk, what a refusal of the clearing firm says is for both. */
export type RequestView = {
  id: string;
  kind: RequestKind;
  status: RequestStatus;
  askedAt: string;
  decidedAt: string | null;
  refusal: string | null;
};

/** What may be asked for of one account, and what was. */
export type AccountRequestsView = {
  accountId: string;
  type: string;
  requests: RequestView[];
  /** Why it cannot be upgraded to margin; null when it can. Texts are signed with the request. */
  upgradeObstacle: string | null;
  /** What keeps it from being closed; none when it can be. */
  closingObstacles: string[];
};

/** A line of the desk's queue. */
export type DeskRequestView = {
  id: string;
  kind: RequestKind;
  status: RequestStatus;
  askedAt: string;
  waitedMs: number;
  customer: { name: string; email: string };
  account: { id: string; number: string | null; title: string; typeTitle: string } | null;
  /** What the decision rests on: what was signed, which address, how the customer's means are. */
  facts: { name: string; value: string }[];
  decision: { by: string; at: string; reason: string } | null;
  /** Why this reader may not decide; null when they may. */
  cannotDecide: string | null;
};
