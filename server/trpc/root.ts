import { accountsRouter } from "@/server/accounts/router";
import { activityRouter } from "@/server/activity/router";
import { approvalsRouter } from "@/server/approvals/router";
import { auditRouter } from "@/server/audit/router";
import { authRouter } from "@/server/auth/router";
import { clearingRouter } from "@/server/clearing/router";
import { corporateActionsRouter } from "@/server/corporate-actions/router";
import { documentsRouter } from "@/server/documents/router";
import { lotChoicesRouter } from "@/server/lot-choices/router";
import { evidenceDeskRouter, evidenceRouter } from "@/server/evidence/router";
import { fundingRouter } from "@/server/funding/router";
import { marginRouter } from "@/server/margin/router";
import { marketDataRouter } from "@/server/market-data/router";
import { marketRouter } from "@/server/market/router";
import {
  applicationsRouter,
  reviewRouter,
  screeningRouter,
  taxFormsRouter,
} from "@/server/onboarding/router";
import { orderDeskRouter, ordersRouter } from "@/server/orders/router";
import { portfolioRouter } from "@/server/portfolio/router";
import { profileRouter } from "@/server/profile/router";
import { reportsRouter } from "@/server/reports/router";
import { requestDeskRouter, requestsRouter } from "@/server/requests/router";
import { taxRouter } from "@/server/tax/router";
import { watchlistsRouter } from "@/server/watchlists/router";
import { riskRouter } from "@/server/risk/router";
import { createCallerFactory, router } from "@/server/trpc/procedures";

/** Everything that the portal can be asked to do; e2e/access enumerates it. */
export const appRouter = router({
  auth: authRouter,
  applications: applicationsRouter,
  review: reviewRouter,
  screening: screeningRouter,
  approvals: approvalsRouter,
  evidence: evidenceRouter,
  evidenceDesk: evidenceDeskRouter,
  profile: profileRouter,
  taxForms: taxFormsRouter,
  requests: requestsRouter,
  requestDesk: requestDeskRouter,
  accounts: accountsRouter,
  funding: fundingRouter,
  market: marketRouter,
  marketData: marketDataRouter,
  watchlists: watchlistsRouter,
  orders: ordersRouter,
  orderDesk: orderDeskRouter,
  portfolio: portfolioRouter,
  tax: taxRouter,
  lots: lotChoicesRouter,
  activity: activityRouter,
  documents: documentsRouter,
  clearing: clearingRouter,
  corporateActions: corporateActionsRouter,
  reports: reportsRouter,
  risk: riskRouter,
  margin: marginRouter,
  audit: auditRouter,
});

export type { LiveMessage } from "@/server/market";
export type AppRouter = typeof appRouter;
export const createCaller = createCallerFactory(appRouter);
