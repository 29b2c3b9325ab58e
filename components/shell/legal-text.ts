import { CARRYING_FIRM as CARRIER } from "@/domain/statements/firms";

/** The two firms as running text names them, and the sentence that stands under every page. */
export const BROKER = "RushTrade Securities";
export const CARRYING_FIRM = CARRIER.name;

export const CARRYING_NOTICE =
  "Accounts carried by Meridian Clearing, member SIPC. Self-directed: we give no advice.";
