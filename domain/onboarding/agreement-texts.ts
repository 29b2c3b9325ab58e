/**
 * A text that a customer reads and accepts; which kinds of account accept it stands in account-types.ts. `sha256` is of `title`, a blank line and the paragraphs, UTF-8.
 */
export type Agreement = {
  key: string;
  version: string;
  title: string;
  /** What it is about, in one sentence. */
  summary: string;
  /** NOTICE: read and acknowledged. AGREEMENT: signed by name. */
  kind: "NOTICE" | "AGREEMENT";
  paragraphs: readonly string[];
  sha256: string;
};

/**
 * The words that customers accept. A text is never edited: a change is a new version with a new hash, and the old
 * version's hash stays with those who signed it.
 */
export const AGREEMENT_TEXTS: readonly Agreement[] = [
  {
    key: "cip-notice",
    version: "2026-06",
    kind: "NOTICE",
    title: "Why we ask who you are",
    summary: "Federal law requires us to verify the identity of everyone who opens an account.",
    paragraphs: [
      "To help the government fight the funding of terrorism and money laundering, federal law requires all financial institutions to obtain, verify and record information that identifies each person who opens an account.",
      "What this means for you: before we open your account we ask for your name, your date of birth, your residential address and an identification number. We may also ask to see your driver's licence, your passport or other identifying documents.",
      "If we cannot verify who you are, we do not open the account, or we close it. We share what you tell us with Meridian Clearing Corporation, which relies on our verification.",
    ],
    sha256: "589dc0cc1dace785ee0e3a1a3246190ddcb4513b367051210d9618fd5b1a0f35",
  },
  {
    key: "self-directed",
    version: "2026-06",
    kind: "NOTICE",
    title: "You decide; we give no advice",
    summary: "RushTrade is a self-directed broker. Every investment decision is yours.",
    paragraphs: [
      "RushTrade Securities carries out the orders that you give. We do not recommend securities, strategies or account types, we do not manage your money and we do not watch your positions for you. Prices, charts, lists and news in the portal are information, not advice.",
      "You choose where an order goes or let our router choose. You see the venue, the fee or rebate and the price improvement of every execution on the order itself.",
      "Trading means risk. Prices can move fast, orders can fill in part or not at all, systems can fail, and you can lose what you invest.",
    ],
    sha256: "f2e3d1ae33faadd30e20799a18369bec2ebaec76a62e4b0920f79a131d024cdc",
  },
  {
    key: "extended-hours",
    version: "2026-11",
    kind: "NOTICE",
    title: "Trading outside regular hours",
    summary:
      "Before 9:30 and after 16:00 Eastern time markets are thinner and prices move further (FINRA Rule 2265).",
    paragraphs: [
      "You may place orders that can trade before the market opens at 9:30 and after it closes at 16:00 Eastern time. Before you do, you should know what is different then.",
      "Less liquidity: fewer orders stand in the market, so yours may fill in part or not at all. More volatility: prices move further and faster than in regular hours. Wider spreads: the difference between what buyers pay and sellers ask may be larger.",
      "Changing prices: what you see outside regular hours may not be the price at the close before or at the opening after. Unlinked markets: another market may show a better price at the same moment than the one that your order is in.",
      "News: companies tell of their results outside regular hours, and in a thin market a price can jump far on it. Orders for these hours must carry a limit.",
      "For some funds no underlying index value is published outside regular hours, so somebody who reckons it himself may know more than you.",
    ],
    sha256: "2b0710a033db652a917459ea29bf407efcebc9a72ee189dc456a9bc5fa70be30",
  },
  {
    key: "customer-agreement",
    version: "2026-06",
    kind: "AGREEMENT",
    title: "Customer agreement (cash account)",
    summary: "The terms of your account: orders, payment, fees, statements, closing.",
    paragraphs: [
      '1. The account. This agreement is between you and RushTrade Securities ("we"). You are of legal age, act for yourself, and what you told us in your application is true. You will tell us within 30 days when it changes.',
      "2. Orders. You are responsible for every order given with your sign-in. We may refuse an order that our controls stop, that breaks a rule, or that your account cannot pay for. A refused order is kept with its reason. We execute with reasonable diligence for the best market under FINRA Rule 5310; an order that you route to a venue of your choice goes there.",
      "3. Payment. This is a cash account under Regulation T of the Federal Reserve Board. You pay for purchases in full and deliver what you sell. Selling a security before it is paid for (free-riding) leads to a freeze of the account for 90 days. There is no borrowing and no short selling.",
      "4. Fees. Commissions and regulatory fees are those of the fee schedule in the portal. They are shown before you place an order and on its confirmation.",
      "5. Confirmations and statements. You receive a confirmation of each trade and a statement for each month with activity, at least quarterly. Report what is wrong to us and to Meridian Clearing Corporation without delay, and confirm by writing.",
      "6. Your sign-in. Keep your password to yourself, and tell us at once when somebody else may know it.",
      "7. Closing. Either of us may close the account by writing. Open orders are cancelled; your money and securities go where you tell us, after what you owe is paid.",
      "8. Disputes. The law of the State of New York governs this agreement. Complaints go to the address in the portal; we answer in writing. Nothing in this agreement takes away rights that federal securities law or FINRA's rules give you.",
    ],
    sha256: "1aafd637e98bde0cb91b331e29ef6eef5aff0c1ed0f5a464f77b1f8d71fc4a4c",
  },
  {
    key: "customer-agreement-margin",
    version: "2026-11",
    kind: "AGREEMENT",
    title: "Customer agreement (margin account)",
    summary: "The terms of your account: orders, payment, fees, statements, closing.",
    paragraphs: [
      '1. The account. This agreement is between you and RushTrade Securities ("we"). You are of legal age, act for yourself, and what you told us in your application is true. You will tell us within 30 days when it changes.',
      "2. Orders. You are responsible for every order given with your sign-in. We may refuse an order that our controls stop, that breaks a rule, or that your account cannot pay for. A refused order is kept with its reason. We execute with reasonable diligence for the best market under FINRA Rule 5310; an order that you route to a venue of your choice goes there.",
      "3. Payment. This is a margin account under Regulation T of the Federal Reserve Board. You pay for purchases with your own money, or with what Meridian Clearing Corporation lends you under the margin agreement; you deliver what you sell. Short sales, where we accept them, are borrowed for and margined by the same agreement.",
      "4. Fees. Commissions and regulatory fees are those of the fee schedule in the portal. They are shown before you place an order and on its confirmation.",
      "5. Confirmations and statements. You receive a confirmation of each trade and a statement for each month with activity, at least quarterly. Report what is wrong to us and to Meridian Clearing Corporation without delay, and confirm by writing.",
      "6. Your sign-in. Keep your password to yourself, and tell us at once when somebody else may know it.",
      "7. Closing. Either of us may close the account by writing. Open orders are cancelled; your money and securities go where you tell us, after what you owe is paid.",
      "8. Disputes. The law of the State of New York governs this agreement. Complaints go to the address in the portal; we answer in writing. Nothing in this agreement takes away rights that federal securities law or FINRA's rules give you.",
    ],
    sha256: "c71a21b0f8ecf24b2deeb26cd178bc675119d437fe6824de20809b4d24cd395c",
  },
  {
    key: "joint-wros",
    version: "2026-11",
    kind: "AGREEMENT",
    title: "Joint account: rights of survivorship",
    summary: "The account is both of yours, undivided; when one dies it is the other's.",
    paragraphs: [
      "1. You own the account together as joint tenants with rights of survivorship, and not as tenants in common or by the entirety. Nobody has a share that could be told apart.",
      "2. Each of you may act alone: give orders, move money to a bank account of either of you, receive papers. What one of you does binds both. We may, but need not, ask for both of you, and we stop until you agree when you tell us different things.",
      "3. What the account owes, each of you owes in full.",
      "4. When one of you dies, the account belongs to the other, and the estate has no part in it. Whoever lives tells us at once; we may ask for papers, and keep what taxes may be due.",
      "5. Dividends and sales are reported to the tax office under the number of the owner who is named first, unless the law wants it otherwise.",
    ],
    sha256: "b56133fcb22a4261f75390ea64a8078abaa9236ffa22022e7596b0457358b2e9",
  },
  {
    key: "joint-tic",
    version: "2026-11",
    kind: "AGREEMENT",
    title: "Joint account: tenants in common",
    summary: "Each of you owns the share that you named; it goes to your heirs.",
    paragraphs: [
      "1. You own the account together as tenants in common, in the shares that your application names. The shares together are the whole of it.",
      "2. Each of you may act alone: give orders, move money to a bank account of either of you, receive papers. What one of you does binds both. We may, but need not, ask for both of you, and we stop until you agree when you tell us different things.",
      "3. What the account owes, each of you owes in full, whatever the shares are.",
      "4. When one of you dies, that share belongs to the estate and not to the other owner. Whoever lives tells us at once; we hold the account until the estate has said who acts for it.",
      "5. Dividends and sales are reported to the tax office under the number of the owner who is named first, unless the law wants it otherwise. What is whose is between you.",
    ],
    sha256: "805af7900b9c3ba7851be768c48ccd1fafc92ffa15c7b49354c085babce7abeb",
  },
  {
    key: "entity-authority",
    version: "2026-11",
    kind: "AGREEMENT",
    title: "Authority to act for a company or trust",
    summary: "You may bind it, and it keeps what it told us of its owners true.",
    paragraphs: [
      "1. You sign for the company or the trust that the application names. You confirm that it exists under the law of the place where it was formed, that it may hold securities and open this account, and that you have been given the authority to do so.",
      "2. We act on what you tell us until we receive in writing that somebody else is authorised. Whoever signs later confirms the same.",
      "3. The account is the entity's own. No order in it is for the account of somebody who is not named in the application.",
      "4. Federal rules ask us to know everybody who owns 25% or more of it and one person who runs it (31 CFR 1010.230). You certify what you told us to the best of your knowledge, and you tell us within 30 days when it changes.",
      "5. If it is a trust, its trustees may trade stocks and exchange-traded funds for it, and borrow only if the agreement of the trust allows it.",
    ],
    sha256: "317d5e404be921f245923f295ed0fa86c6bd459cf79bc376a7f9ddbbbc2428c1",
  },
  {
    key: "clearing-notice",
    version: "2026-06",
    kind: "AGREEMENT",
    title: "Notice of the clearing arrangement",
    summary: "Meridian Clearing Corporation carries your account and holds your money and securities.",
    paragraphs: [
      'RushTrade Securities introduces your account to Meridian Clearing Corporation ("Meridian") under a carrying agreement that FINRA Rule 4311 requires. This notice tells you who does what.',
      "RushTrade opens your account, knows you, takes and routes your orders, supervises its people, and prepares your confirmations and statements from Meridian's books.",
      "Meridian carries your account: it keeps its books, holds your money and securities, clears and settles your trades, and moves money to and from your bank. RushTrade never holds your money or securities.",
      "Meridian does not supervise RushTrade and does not check the orders that you give. Meridian is a member of SIPC, which protects the securities and cash of customers up to $500,000, of which cash up to $250,000, if a member fails. It does not protect against falling prices.",
      "You agree that Meridian acts on what RushTrade tells it for your account, until you tell Meridian otherwise in writing.",
    ],
    sha256: "b10871ea6b92745bce7ab51b3a7aae9d7a385baee3f102e68503e585eacbf731",
  },
  {
    key: "privacy-notice",
    version: "2026-06",
    kind: "AGREEMENT",
    title: "Privacy notice",
    summary: "What we know about you, whom we share it with, and how it is protected.",
    paragraphs: [
      "We collect what you give us in your application and what your orders and transfers show. Tax numbers and bank account numbers are kept encrypted and are shown by their last four digits only.",
      "We share it with those who need it to run your account: Meridian Clearing Corporation, the venues that execute your orders (without your name), your bank, and authorities where the law requires it. We do not sell it, and we do not share it for marketing.",
      "If somebody who should not have it gets hold of your sensitive information, we tell you within 30 days after we learn of it (Regulation S-P).",
    ],
    sha256: "90556b99bcac5fd201cbf75df3293aa44a9886e6acd8fe0647da6852c6c6ca07",
  },
  {
    key: "form-crs",
    version: "2026-06",
    kind: "AGREEMENT",
    title: "Form CRS: our relationship with you, in short",
    summary: "What we do, what it costs, where our interests and yours differ.",
    paragraphs: [
      "What we do. RushTrade Securities is a broker-dealer. We execute your orders in listed US stocks and exchange-traded funds. We make no recommendations and do not monitor your account. There is no minimum to open one.",
      "What it costs. You pay a commission for each trade and regulatory fees on sales. You pay whether your investments gain or lose, and the more you trade, the more you pay.",
      "Where our interests differ. We earn more when you trade more. Some venues pay us a rebate for orders that add liquidity, which can make one venue more attractive to us than another. We show you every such fee and rebate on your order, and our router counts them in your favour.",
      "Discipline. Search for us and our people, free of charge, at Investor.gov/CRS or BrokerCheck.",
    ],
    sha256: "866ffe9c26f5a725afd5b2a78f591ce2507449b56b33a80761e223e140f2c55d",
  },
  {
    key: "e-delivery",
    version: "2026-06",
    kind: "AGREEMENT",
    title: "Consent to electronic delivery",
    summary: "Confirmations, statements and notices come to you in the portal, not on paper.",
    paragraphs: [
      "You agree that we deliver confirmations, statements, tax forms, prospectuses, notices and changes of these agreements electronically: they lie in the portal, and we tell you by e-mail that they are there.",
      "You need a current browser, a PDF reader and an e-mail address that you read. You have shown that you can open our messages by confirming your address, and that you can read our documents by reading this one.",
      "You may ask for a paper copy of any document, and you may withdraw this consent in your settings or by writing; from then on we deliver on paper. Keep your e-mail address current.",
    ],
    sha256: "5745f036a21f5830500d65ae388c3645685128d762483cca7f23b967a742e982",
  },
  {
    key: "margin-disclosure",
    version: "2026-11",
    kind: "NOTICE",
    title: "Margin disclosure statement",
    summary:
      "You can lose more than you put in, and what you hold can be sold to repay the loan (FINRA Rule 2264).",
    paragraphs: [
      "We give you this to tell you some basic facts about buying securities on margin, and about the risks of trading in a margin account. Before you trade in a margin account, read the margin agreement with care, and ask us about anything that concerns you.",
      "When you buy securities you may pay for them in full, or you may borrow a part of the price from Meridian Clearing Corporation. Securities that you buy are Meridian's collateral for the loan. If they fall in value, so does the collateral, and Meridian can take action, such as a margin call or a sale of securities or other assets in any of your accounts, to keep the required equity.",
      "You can lose more money than you deposit in the account. A fall in the value of securities bought on margin may require you to put in more money to avoid the forced sale of those or other securities.",
      "Securities or other assets in your account can be sold without your being asked. If the equity falls below the maintenance requirement or a higher house requirement, Meridian can sell to cover the deficit, and you are responsible for any shortfall after the sale.",
      "You are not entitled to choose which securities or other assets are sold to meet a call, nor to more time to meet it. Most firms try to tell their customers of margin calls, but they are not required to, and can sell even when a date for meeting the call was named.",
      "House maintenance requirements can be raised at any time without advance written notice, and often take effect at once. Not meeting such a call may lead to a sale of what is in your account.",
    ],
    sha256: "7d4866653a757432e596ab7be2086c082573e3c384a8e1f24480d737b54540d9",
  },
  {
    key: "margin-agreement",
    version: "2026-11",
    kind: "AGREEMENT",
    title: "Margin agreement",
    summary: "The clearing firm lends against what you hold; you keep the required margin and pay interest.",
    paragraphs: [
      "You ask Meridian Clearing Corporation to lend you money to buy securities in this account. What you hold in it is the security for the loan, all of it, whatever it was bought for.",
      "You keep at least the margin that Regulation T, FINRA Rule 4210, RushTrade and Meridian require. They may require more at any time, for one security or for all. When a call is made you meet it by its due date with money, or by selling; Meridian may sell what you hold without telling you first, and need not wait for the due date.",
      "Interest is charged on what is lent. It is reckoned every day on the settled debit at the rate then in force, for a year of 360 days, and is charged to the account once a month. Rates can change without notice when the federal funds rate does; the rates in force are shown in the portal. Interest on a free credit balance is reckoned for a year of 365 days.",
      "Meridian may lend or pledge securities of yours for as much as you owe, together with those of other customers. While they are lent, you may lose a vote, and payments in place of dividends may be taxed differently.",
      "While an intraday margin deficit, a Regulation T call or a maintenance call stands unmet after its due date, nothing more is lent to you; after an unmet intraday deficit, not for 90 days.",
    ],
    sha256: "dcfe2c93a4ef8e85038e4cdc52e0adfb9a333646cf5fe1c9a17837c9cd6f97fb",
  },
];
