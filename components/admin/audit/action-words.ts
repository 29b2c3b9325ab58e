/** What an action of the audit means, in words; an action without words is shown as it is written. */
const WORDS: Readonly<Record<string, string>> = {
  "user.signed_up": "Signed up",
  "user.email_verified": "Confirmed the e-mail address",
  "user.password_changed": "Changed the password",
  "user.password_reset": "Chose a new password by mail",
  "user.renamed": "Changed the name",
  "session.started": "Signed in",
  "session.ended": "Signed out",
  "session.others_ended": "Ended all other sessions",
  "application.started": "Application begun",
  "application.submitted": "Submitted by the customer; checks run",
  "application.approved": "Approved",
  "application.rejected": "Rejected",
  "account.requested": "Clearing firm asked to open the account",
  "account.opened": "Opened by the clearing firm",
  "account.refused": "Refused by the clearing firm",
  "account.restricted": "Restricted",
  "account.limits_set": "Trading limits set",
  "account.cash_violation": "Cash account rules violated",
  "market_data.declared": "Declared as a market data subscriber",
  "market_data.plan_chosen": "Market data plan chosen",
  "market_data.fee_charged": "Month of market data charged",
  "market_data.fee_unpaid": "Month of market data not paid; plan ended",
  "symbol.restricted": "Symbol restricted",
  "symbol.restriction_lifted": "Symbol's restriction lifted",
};

export const actionWords = (action: string): string => WORDS[action] ?? action;
