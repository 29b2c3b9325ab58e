/** The two firms, and the sentences that stand under every page. */
export const BROKER = "RushTrade Securities";
export const CARRYING_FIRM = "Meridian Clearing Corporation";

export const CARRYING_NOTICE =
  "Accounts carried by Meridian Clearing, member SIPC. Self-directed: we give no advice.";
