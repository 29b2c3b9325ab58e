/**
 * Who gets a page or a file. "anyone" needs no sign-in; "signed-in" sends everybody else to the sign-in page; "staff"
 * does too, and tells customers that there is no such page; "admin" tells reviewers that it is not for them. Files have no
 * page to go to: "owner" and "staff-file" answer with a status. "signed" wants a signature of the street.
 */
export type RouteAudience =
  | "anyone"
  | "signed-in"
  | "staff"
  | "admin"
  | "signed-in-file"
  | "owner-file"
  | "staff-file"
  | "sender"
  | "signed";

const NOBODYS = "01936f00-0000-7000-8000-000000000001";

/** `at` is an address of the route, with an id of nobody's where it has one. */
export type RouteEntry = {
  who: RouteAudience;
  at: string;
  method?: "POST";
  /** The query by which staff read the same file; customers may not. */
  desk?: string;
};

const page = (who: RouteAudience, at: string): RouteEntry => ({ who, at });

/** Every page and route handler, by its folder without the groups. One that is missing here fails the access test. */
export const ROUTES: Record<string, RouteEntry> = {
  "/": page("anyone", "/"),
  "/disclosures": page("anyone", "/disclosures"),
  "/sign-in": page("anyone", "/sign-in"),
  "/sign-up": page("anyone", "/sign-up"),
  "/forgot-password": page("anyone", "/forgot-password"),
  "/reset-password": page("anyone", "/reset-password?token=none"),
  "/verify-email": page("anyone", "/verify-email?token=none"),
  "/mailbox": page("anyone", "/mailbox"),
  "/co-owner": page("anyone", "/co-owner?token=none"),
  "/confirm-email": page("anyone", "/confirm-email?of=old&token=none"),
  "/not-me": page("anyone", "/not-me?token=none"),
  // The street's: what a customer's own bank would show.
  "/simulated-bank": page("anyone", "/simulated-bank"),

  "/portfolio": page("signed-in", "/portfolio"),
  "/performance": page("signed-in", "/performance"),
  "/trade": page("signed-in", "/trade"),
  "/orders": page("signed-in", "/orders"),
  "/orders/[id]": page("signed-in", `/orders/${NOBODYS}`),
  "/activity": page("signed-in", "/activity"),
  "/transfers": page("signed-in", "/transfers"),
  "/transfers/[id]": page("signed-in", `/transfers/${NOBODYS}`),
  "/documents": page("signed-in", "/documents"),
  "/taxes": page("signed-in", "/taxes"),
  "/execution-quality": page("signed-in", "/execution-quality"),
  "/instruments/[symbol]": page("signed-in", "/instruments/AAPL"),
  "/open-account": page("signed-in", "/open-account"),
  "/open-account/[step]": page("signed-in", "/open-account/identity"),
  "/open-account/joint/[step]": page("signed-in", "/open-account/joint/identity"),
  "/settings": page("signed-in", "/settings"),
  "/settings/security": page("signed-in", "/settings/security"),
  "/settings/accounts": page("signed-in", "/settings/accounts"),
  "/settings/tax": page("signed-in", "/settings/tax"),
  "/settings/display": page("signed-in", "/settings/display"),

  "/admin": page("staff", "/admin"),
  "/admin/applications": page("staff", "/admin/applications"),
  "/admin/applications/[id]": page("staff", `/admin/applications/${NOBODYS}`),
  "/admin/requests": page("staff", "/admin/requests"),
  "/admin/accounts": page("staff", "/admin/accounts"),
  "/admin/accounts/[id]": page("staff", `/admin/accounts/${NOBODYS}`),
  "/admin/orders": page("staff", "/admin/orders"),
  "/admin/money": page("staff", "/admin/money"),
  "/admin/reports": page("staff", "/admin/reports"),
  "/admin/approvals": page("staff", "/admin/approvals"),
  "/admin/screening": page("staff", "/admin/screening"),
  "/admin/reports/exceptions": page("staff", "/admin/reports/exceptions"),
  "/admin/reports/new-accounts": page("staff", "/admin/reports/new-accounts"),
  "/admin/reports/revenue": page("staff", "/admin/reports/revenue"),
  "/admin/clearing": page("staff", "/admin/clearing"),
  "/admin/clearing/breaks": page("staff", "/admin/clearing/breaks"),
  "/admin/clearing/files/[date]/[name]": page("staff", "/admin/clearing/files/2026-07-13/trades"),
  "/admin/audit": page("admin", "/admin/audit"),

  "/api/auth/[...nextauth]": page("anyone", "/api/auth/csrf"),
  "/api/health": page("anyone", "/api/health"),
  "/api/taxes/realised-gains": page("signed-in-file", `/api/taxes/realised-gains?account=${NOBODYS}`),
  "/api/documents/sample": page("signed-in-file", "/api/documents/sample"),
  "/api/documents/archive": page("owner-file", `/api/documents/archive?account=${NOBODYS}`),
  "/api/documents/[id]": page("owner-file", `/api/documents/${NOBODYS}`),
  "/api/documents/signed/[id]": {
    ...page("owner-file", `/api/documents/signed/${NOBODYS}`),
    desk: "?review",
  },
  "/api/documents/end-of-day/[date]/[name]": page(
    "staff-file",
    "/api/documents/end-of-day/2026-07-13/trades",
  ),
  "/api/evidence/[id]": { ...page("owner-file", `/api/evidence/${NOBODYS}`), desk: "?desk" },
  "/api/evidence": {
    who: "sender",
    at: `/api/evidence?subjectType=APPLICATION&subjectId=${NOBODYS}&kind=PASSPORT`,
    method: "POST",
  },
  "/api/clearing/[...path]": page("signed", "/api/clearing/cycle"),
};
