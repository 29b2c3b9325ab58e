import type { ReactNode } from "react";
import { BROKER, CARRYING_FIRM } from "@/components/shell/legal-text";
import { AFFILIATED_SYMBOLS } from "@/domain/statements/firms";

const AFFILIATES = [...AFFILIATED_SYMBOLS].join(", ");

export type DisclosureSection = { id: string; title: string; body: ReactNode };

/** What has to be said, in the order in which a new customer needs it. */
export const SECTIONS: readonly DisclosureSection[] = [
  {
    id: "relationship",
    title: "Our relationship with you (Form CRS)",
    body: (
      <>
        <p>
          {BROKER} is registered with the Securities and Exchange Commission as a broker-dealer and is a
          member of FINRA. Brokerage and advice differ in services and in fees, and it is worth knowing which
          one you get: from us you get brokerage only. Free tools to research firms and professionals are at
          Investor.gov/CRS, which also has material about broker-dealers, investment advisers and investing.
        </p>
        <p>
          <strong>What we do.</strong> We accept orders that you decide on, check them, route them and report
          them to you. We do not monitor your account, we have no authority over it, and we recommend nothing.
        </p>
        <p>
          <strong>What you pay.</strong> A commission for each order that trades, and on sales the fees that
          regulators charge. The order ticket shows them before you send an order, and the order itself
          afterwards. You pay these whether you make or lose money; they reduce what you earn over time.
        </p>
        <p>
          <strong>Our conflicts of interest.</strong> We earn more when you trade more, and venues pay us
          rebates for some orders: see order routing below. Our parent&rsquo;s stock, {AFFILIATES}, can be
          traded here; its confirms say so.
        </p>
        <p>
          <strong>To ask about us.</strong> BrokerCheck, at brokercheck.finra.org, has the background of firms
          and persons, including disciplinary history.
        </p>
      </>
    ),
  },
  {
    id: "self-directed",
    title: "Self-directed accounts: no advice",
    body: (
      <p>
        Every decision in your account is yours. Quotes, charts, figures, lists and documents in this portal
        are information, not recommendations, and no price, ranking or reminder is meant to make you trade. We
        do not judge whether an investment or a strategy suits you. We give no tax or legal advice either.
      </p>
    ),
  },
  {
    id: "clearing",
    title: "Who carries your account (FINRA Rule 4311)",
    body: (
      <>
        <p>
          Under an agreement approved by FINRA, {CARRYING_FIRM} carries your account on a fully disclosed
          basis. This is how the two firms share the work:
        </p>
        <ul>
          <li>
            {BROKER} opens and approves accounts, knows its customers, accepts and routes orders, supervises
            its own people, and prepares statements and confirms from the carrying firm&rsquo;s books.
          </li>
          <li>
            {CARRYING_FIRM} holds cash and securities, settles trades, moves money to and from your bank, pays
            dividends, and keeps the official record of your account.
          </li>
        </ul>
        <p>
          If something in a statement or a confirm is wrong, tell both firms at once, and confirm it in
          writing: that protects your rights, including those under the Securities Investor Protection Act.
          The addresses are on each paper.
        </p>
      </>
    ),
  },
  {
    id: "sipc",
    title: "SIPC protection",
    body: (
      <p>
        {BROKER} and {CARRYING_FIRM} are members of the Securities Investor Protection Corporation. Should a
        member fail, SIPC protects its customers up to $500,000, of which up to $250,000 for claims for cash.
        It does not protect against a loss in market value. An explanatory brochure is at www.sipc.org or
        under +1 202 371 8300. Securities are not insured by the FDIC and are no deposits of a bank.
      </p>
    ),
  },
  {
    id: "routing",
    title: "Order routing and payment for order flow",
    body: (
      <>
        <p>
          Our router looks for the best price first and the lowest net cost second. No order trades through a
          better protected quote of another exchange, as Regulation NMS requires. Stocks that are not listed
          on an exchange go to a market maker.
        </p>
        <p>
          Exchanges charge us a fee for orders that take what is on their books, and pay us a rebate for some
          that add to them. These rebates count as payment for order flow, and they are an incentive to prefer
          the venues that pay them. You neither pay the fees nor receive the rebates, but you see both: each
          fill shows the venue, its fee or rebate, the best bid and offer when the order was routed, and the
          improvement over it.
        </p>
        <p>
          On request we tell you where your orders of the past six months were sent, and when the resulting
          trades took place (SEC Rule 606).
        </p>
      </>
    ),
  },
  {
    id: "account",
    title: "Cash accounts",
    body: (
      <p>
        Accounts here are cash accounts under Regulation T: you pay for what you buy in full and deliver what
        you sell. There is no borrowing and no short selling. A security that is sold before it was paid for
        freezes the account for 90 days.
      </p>
    ),
  },
  {
    id: "hours",
    title: "Trading hours",
    body: (
      <p>
        Orders trade in the regular session only, 9:30 to 16:00 New York time, or to 13:00 on days when the
        exchanges close early. We offer no extended-hours trading. An order that you place outside the session
        waits for the next one and may open at a price far from the last.
      </p>
    ),
  },
  {
    id: "risk",
    title: "Risks",
    body: (
      <>
        <p>
          You can lose all that you invest. Prices move quickly: a market order fills at what the market pays,
          not at what the screen showed a moment ago, and a limit order may never fill. Stocks that trade for
          little or outside of exchanges can be hard to sell and easy to manipulate.
        </p>
        <p>
          Orders travel through computers and networks that can fail. When they do, an order may be late,
          filled in part or not at all. What we know about an order is always on its page.
        </p>
      </>
    ),
  },
  {
    id: "market-data",
    title: "Market data in this demonstration",
    body: (
      <p>
        {BROKER} and {CARRYING_FIRM} are fictitious. In this installation the market, the venues, the bank and
        the clearing firm are simulated: prices are computed, not quoted by any exchange, and carry the names
        of real companies only to be recognisable. The exchange&rsquo;s clock may run faster than yours, or
        stand still. Nothing here is an offer, and no real money or security changes hands.
      </p>
    ),
  },
  {
    id: "privacy",
    title: "Privacy",
    body: (
      <>
        <p>
          We collect what the law requires to open an account (name, date of birth, address, tax
          identification number), what you tell us about your finances, and a record of what you do in the
          portal. Tax identification numbers are encrypted where they are stored and covered on the screen.
        </p>
        <p>
          We share it with the carrying firm, which needs it to carry your account, and with regulators where
          the law says so. We do not sell it, we do not advertise with it, and no third party measures you on
          these pages. The cookies that we set keep you signed in and remember how you like the pages to look.
        </p>
        <p>
          To help fight terrorism and money laundering, federal law requires financial institutions to obtain,
          verify and record information that identifies each person who opens an account. We may ask to see a
          document that shows who you are.
        </p>
      </>
    ),
  },
];
