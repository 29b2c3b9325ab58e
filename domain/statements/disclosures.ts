import { CARRYING_FIRM, INTRODUCING_FIRM } from "@/domain/statements/firms";

export type Disclosure = { heading: string; text: string };

const BROKER = INTRODUCING_FIRM.name;
const CARRIER = CARRYING_FIRM.name;

/** SIPC's limits per customer (15 U.S.C. 78fff-3): securities and cash together, and the part of it for cash. */
const SIPC: Disclosure = {
  heading: "SIPC protection",
  text: `${BROKER} and ${CARRIER} are members of the Securities Investor Protection Corporation (SIPC), which protects the customers of its members up to $500,000, of which at most $250,000 for claims for cash. SIPC does not protect against a fall in the value of securities. A brochure is available from SIPC at www.sipc.org or (202) 371-8300.`,
};

const CARRYING: Disclosure = {
  heading: "Who does what",
  text: `${BROKER} introduces your account and accepts your orders. ${CARRIER} carries the account: it holds your cash and securities, settles your trades and keeps the official books, under a carrying agreement approved by FINRA (Rule 4311). ${BROKER} has no access to your money and prepared this paper from ${CARRIER}'s end-of-day books.`,
};

/** What every statement has to tell: FINRA Rules 2231, 2267 and 4311, SEC Rules 15c3-2 and 17a-5. */
export const STATEMENT_DISCLOSURES: readonly Disclosure[] = [
  {
    heading: "Please check this statement",
    text: `Report any inaccuracy or discrepancy promptly, and in writing, to both ${BROKER} and ${CARRIER} at the addresses on the first page. Whatever you have told us by telephone should be confirmed in writing too, to protect your rights, including those under the Securities Investor Protection Act (SIPA).`,
  },
  CARRYING,
  SIPC,
  {
    heading: "Free credit balances",
    text: `Cash in your account that is not owed for purchases is a free credit balance and is payable to you on demand. It is not kept apart and may be used in the business of ${CARRIER}, within the limits of SEC Rule 15c3-3. This notice is given under SEC Rule 15c3-2.`,
  },
  {
    heading: "Uncollected and unsettled amounts",
    text: "Uncollected deposits are booked to your account, but the bank may still return them; they can be used once they are released. Unsettled amounts become settled cash on the settlement dates shown.",
  },
  {
    heading: "Values",
    text: "Holdings are valued at the closing price of the last day of the period as reported to the carrying firm. A value shown here is no promise of the price at which a holding can be sold.",
  },
  {
    heading: "Financial condition and order routing",
    text: `A statement of ${CARRIER}'s financial condition may be inspected at its office, and a copy is sent on request. ${BROKER} publishes where it routed customers' orders in its quarterly reports under SEC Rule 606; venues may pay it rebates or charge it fees.`,
  },
  {
    heading: "Background of your broker",
    text: "FINRA's BrokerCheck tells the history of firms and their people, with a brochure on how to use it: brokercheck.finra.org or (800) 289-9999. Your account is self-directed: nobody advised you on what is shown here.",
  },
];

/** What a confirm has to tell (17 CFR 240.10b-10). */
export const CONFIRM_DISCLOSURES: readonly Disclosure[] = [
  {
    heading: "Capacity and markets",
    text: `${BROKER} acted as your agent and had no position on the other side. The name of the other party is furnished on written request. Venues may pay ${BROKER} rebates for orders or charge it fees; the source and amount for this trade are shown with the order in the portal and furnished on written request.`,
  },
  {
    heading: "Regulatory fees",
    text: "On sales, the SEC fee (Section 31 of the Exchange Act) and FINRA's trading activity fee (TAF) are passed on at the rates in force on the trade date. Purchases bear neither.",
  },
  CARRYING,
  {
    heading: "Please check this confirmation",
    text: `If anything is wrong, tell ${BROKER} and ${CARRIER} at once, and in writing, at the addresses above.`,
  },
  SIPC,
];

/** What a report of realised gains has to tell. */
export const GAINS_DISCLOSURES: readonly Disclosure[] = [
  {
    heading: "What this is, and what it is not",
    text: "Economic results of closed lots by our books: what each sale brought, less what the lots closed by it had cost, fees included. It is no tax form. Form 1099-B is what is reported to the IRS; there, losses that wash sales defer (IRS Publication 550) are taken off, and results may differ.",
  },
  CARRYING,
  {
    heading: "Please check this report",
    text: `Report any inaccuracy or discrepancy promptly, and in writing, to both ${BROKER} and ${CARRIER} at the addresses on the first page. Nobody advised you on what is shown here.`,
  },
];

/** 17 CFR 240.15c1-5: said before or at the completion of a trade in the broker's parent's stock. */
export const AFFILIATE_DISCLOSURE: Disclosure = {
  heading: "Our own parent's stock",
  text: `The issuer of this security is the parent of ${BROKER} and controls it.`,
};
