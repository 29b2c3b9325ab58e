import { STEP_IDS, type StepId } from "@/domain/onboarding/account-types";
import type { Belongings, World } from "@/e2e/access/two-customers";
import { applicationAnswers } from "@/prisma/factories/application-answers";

/**
 * Who may ask. Each kind may also do what is written for the kinds before it, but for "customer": there the staff's
 * role does not matter, a confirmed e-mail address does.
 */
export type Audience =
  | "anyone"
  | "signed-in"
  /** Signed in, and if there is a second factor it was proven within ten minutes. */
  | "own-sign-in"
  | "customer"
  /** A customer who has proven a second factor within ten minutes. */
  | "stepped-up"
  | "reviewer"
  | "admin";

export type Input = { [field: string]: unknown };

export type Entry = {
  who: Audience;
  /** Inputs that are right, with every field that there is; none for a procedure without input. */
  inputs?: (of: Belongings, world: World) => Input[];
  /**
   * Fields in which more than one certain form will do, by path: "line" takes any text, "search" an empty one, too,
   * "name" a token of letters and digits, "digits" a number of them. Everything else in the malformed test's list must
   * be refused.
   */
  loose?: Record<string, "line" | "search" | "name" | "digits" | "password">;
  /** Fields that may be null, and those that may be left out. */
  nullable?: string[];
  optional?: string[];
};

const account = (of: Belongings) => [{ accountId: of.accountId }];
const inPeriod = (of: Belongings) => ({
  accountIds: [of.accountId],
  period: { from: "2026-06-30", to: "2026-07-10" },
});
const email = "someone@example.com";
const token = "t".repeat(43);
const password = "calm harbour lantern";
const market = { symbol: "AAPL", side: "BUY", type: "MARKET", timeInForce: "DAY", quantity: "1" };
const bracket = {
  kind: "BRACKET",
  symbol: "AAPL",
  side: "BUY",
  quantity: "1",
  entry: { type: "LIMIT", limitPrice: "1.00", timeInForce: "DAY" },
  takeProfit: { limitPrice: "2.00" },
  stopLoss: { stopPrice: "0.50" },
  exitLots: "HIFO",
  exitTimeInForce: "GTC",
};
const oneCancelsOther = {
  kind: "OCO",
  symbol: "AAPL",
  side: "SELL",
  quantity: "1",
  takeProfit: { limitPrice: "900.00" },
  stopLoss: { stopPrice: "0.50" },
  exitTimeInForce: "DAY",
};
const limit = { ...market, type: "LIMIT", timeInForce: "GTC", limitPrice: "1.00", doNotReduce: true };
const transfer = (of: Belongings) => [
  { accountId: of.accountId, bankLinkId: of.bankLinkId, clientTransferId: "t-1", amount: "25.00" },
];

const QUEUE = {
  status: "SUBMITTED",
  search: "holm",
  accountType: "INDIVIDUAL_CASH",
  country: "US",
  flag: "CLEAR",
  olderThanDays: 1,
};
const QUEUE_FIELDS = ["accountType", "country", "flag", "assignee", "olderThanDays"];

const ANSWERS = {
  ...applicationAnswers(),
  profile: {
    ...applicationAnswers().profile,
    trustedContact: { name: "Ida Brandt", relationship: "PARENT", phone: "+15035550143", email },
  },
};
const { trustedContact: _contact, ...FINANCES } = ANSWERS.profile;
type Shape = { step: string; answers: object; of?: "entityApplicationId" | "jointApplicationId" };
const PASSPORT = { kind: "FOREIGN_PASSPORT", number: "C01X00T47", country: "DE", expiresOn: "2031-05-01" };
const { state: _state, ...ABROAD } = { state: "", ...ANSWERS.address };
const { phone: _phone, ...HOME } = ANSWERS.address;
const OTHER = { ...ANSWERS.identity, who: "OTHER", key: "p1a2b3c4", address: HOME };

const SHAPES: { [Step in StepId]?: (answers: object) => Shape[] } = {
  identity: (answers) => [
    { step: "identity", answers: { ...answers, citizenship: "DE", identification: PASSPORT } },
    { step: "identity", answers },
  ],
  address: (answers) => [
    { step: "address", answers: { ...ABROAD, country: "DE", region: "Bremen", postalCode: "28195" } },
    { step: "address", answers },
  ],
  entity: (answers) => [{ step: "entity", answers, of: "entityApplicationId" }],
  owners: (answers) => [
    {
      step: "owners",
      of: "entityApplicationId",
      answers: {
        ...answers,
        beneficialOwners: [{ who: "SIGNER", share: "40" }],
        controlPerson: { ...OTHER, key: "p9z8y7x6", title: "Manager" },
      },
    },
  ],
  documents: (answers) => [{ step: "documents", answers, of: "entityApplicationId" }],
  "co-owner": (answers) => [
    {
      step: "co-owner",
      of: "jointApplicationId",
      answers: { ...answers, shares: { own: "60", coOwner: "40" } },
    },
  ],
  "tax-form": (answers) => [{ step: "tax-form", answers }],
};
/** Every shape that a step's answers may have. */
const STEP_SHAPES = STEP_IDS.flatMap((step) => {
  const answers = ANSWERS[step];
  return SHAPES[step]?.(answers) ?? [{ step, answers }];
});
/** Every procedure of the portal. One that is missing here fails the access test. */
export const PROCEDURES: Record<string, Entry> = {
  "auth.me": { who: "anyone" },
  "auth.signUp": {
    who: "anyone",
    inputs: () => [{ email, displayName: "Someone", password }],
    loose: { displayName: "line", password: "password" },
  },
  "auth.resendVerification": { who: "anyone", inputs: () => [{ email }] },
  "auth.verifyEmail": { who: "anyone", inputs: () => [{ token }] },
  "auth.requestPasswordReset": { who: "anyone", inputs: () => [{ email }] },
  "auth.resetPassword": {
    who: "anyone",
    inputs: () => [{ token, password }],
    loose: { password: "password" },
  },
  "auth.pending": { who: "anyone" },
  "auth.emailChange": { who: "signed-in" },
  "auth.changeEmail": {
    who: "own-sign-in",
    inputs: () => [{ email, password }],
    loose: { password: "password" },
  },
  "auth.takeBackEmailChange": { who: "own-sign-in" },
  "auth.confirmEmailChange": { who: "anyone", inputs: () => [{ token }] },
  "auth.stopEmailChange": { who: "anyone", inputs: () => [{ token }] },
  "auth.secondFactor": { who: "signed-in" },
  "auth.beginSecondFactor": {
    who: "own-sign-in",
    inputs: () => [{ password }],
    loose: { password: "password" },
  },
  "auth.confirmSecondFactor": { who: "own-sign-in", inputs: () => [{ code: "492039" }] },
  "auth.proveSecondFactor": { who: "signed-in", inputs: () => [{ code: "abcde-fghij" }] },
  "auth.proposeSecondFactorReset": {
    who: "reviewer",
    inputs: () => [{ email: "mine@example.com", reason: "She came to the office with her passport." }],
    loose: { reason: "line" },
  },
  "auth.turnOffSecondFactor": { who: "stepped-up" },
  "auth.renewRecoveryCodes": { who: "stepped-up" },
  "auth.changePassword": {
    who: "own-sign-in",
    inputs: () => [{ currentPassword: password, password: "another harbour lantern" }],
    loose: { currentPassword: "password", password: "password" },
  },
  "auth.rename": {
    who: "signed-in",
    inputs: () => [{ displayName: "Someone Else" }],
    loose: { displayName: "line" },
  },
  "auth.sessions": { who: "signed-in" },
  "auth.endSession": { who: "own-sign-in", inputs: (of) => [{ sessionId: of.sessionId }] },
  "auth.endOtherSessions": { who: "own-sign-in" },
  "auth.hasMailbox": { who: "anyone" },
  "auth.mailbox": { who: "anyone", inputs: () => [{ address: email }] },
  "auth.demoCode": { who: "anyone", inputs: () => [{ address: email }] },

  "applications.mine": { who: "customer" },
  "applications.start": { who: "customer", inputs: () => [{ accountType: "INDIVIDUAL_CASH" }] },
  "applications.saveStep": {
    who: "customer",
    inputs: (of) => [
      ...STEP_SHAPES.map(({ of: whose, ...shape }: Shape) => ({
        applicationId: of[whose ?? "applicationId"],
        ...shape,
      })),
      // A page that is older than the draft is sent back.
      { applicationId: of.applicationId, version: 1, step: "employment", answers: ANSWERS.employment },
    ],
    loose: {
      "answers.legalName": "line",
      "answers.business": "line",
      "answers.address.line1": "line",
      "answers.address.line2": "search",
      "answers.address.city": "line",
      "answers.address.phone": "digits",
      "answers.controlPerson.key": "name",
      "answers.controlPerson.title": "line",
      "answers.controlPerson.firstName": "line",
      "answers.controlPerson.middleName": "search",
      "answers.controlPerson.lastName": "line",
      "answers.controlPerson.address.line1": "line",
      "answers.controlPerson.address.line2": "search",
      "answers.controlPerson.address.city": "line",
      "answers.readingWord": "line",
      "answers.firstName": "line",
      "answers.middleName": "search",
      "answers.lastName": "line",
      "answers.line1": "line",
      "answers.line2": "search",
      "answers.city": "line",
      "answers.region": "search",
      "answers.postalCode": "search",
      "answers.phone": "digits",
      "answers.occupation": "line",
      "answers.employer": "line",
      "answers.memberFirm": "line",
      "answers.controlledCompany": "line",
      "answers.signedName": "line",
      "answers.identification.number": "name",
      "answers.trustedContact.name": "line",
      "answers.trustedContact.phone": "digits",
    },
    optional: ["version"],
    nullable: [
      "answers.taxNumber.number",
      "answers.address.line2",
      "answers.controlPerson.middleName",
      "answers.controlPerson.identification.number",
      "answers.controlPerson.address.line2",
      "answers.shares",
      "answers.middleName",
      "answers.line2",
      "answers.region",
      "answers.postalCode",
      "answers.memberFirm",
      "answers.controlledCompany",
      "answers.identification.number",
      "answers.trustedContact",
      "answers.trustedContact.phone",
      "answers.trustedContact.email",
    ],
  },
  "applications.joint": { who: "customer" },
  "applications.inviteAgain": {
    who: "customer",
    inputs: (of) => [{ applicationId: of.jointApplicationId }],
  },
  "applications.invitation": { who: "anyone", inputs: () => [{ token }] },
  "applications.acceptInvitation": { who: "customer", inputs: () => [{ token }] },
  "applications.submit": { who: "customer", inputs: (of) => [{ applicationId: of.applicationId }] },
  "applications.thread": { who: "customer", inputs: (of) => [{ applicationId: of.applicationId }] },
  "applications.answer": {
    who: "customer",
    inputs: (of) => [{ applicationId: of.applicationId, answer: "I live there since May." }],
    loose: { answer: "line" },
  },

  "profile.mine": { who: "customer" },
  "profile.changeAddress": {
    who: "stepped-up",
    inputs: () => [{ address: ANSWERS.address }],
    loose: {
      "address.line1": "line",
      "address.line2": "search",
      "address.city": "line",
      "address.phone": "digits",
    },
    nullable: ["address.line2"],
  },
  "profile.takeBackAddress": { who: "customer", inputs: (of) => [{ entryId: of.addressEntryId }] },
  "profile.saveEmployment": {
    who: "stepped-up",
    inputs: () => [{ employment: ANSWERS.employment }],
    loose: {
      "employment.occupation": "line",
      "employment.employer": "line",
      "employment.memberFirm": "line",
      "employment.controlledCompany": "line",
    },
    nullable: ["employment.memberFirm", "employment.controlledCompany"],
  },
  "profile.saveFinances": { who: "stepped-up", inputs: () => [{ finances: FINANCES }] },
  "profile.saveTrustedContact": {
    who: "stepped-up",
    inputs: () => [{ contact: ANSWERS.profile.trustedContact }],
    loose: { "contact.name": "line", "contact.phone": "digits" },
    nullable: ["contact", "contact.phone", "contact.email"],
  },
  "profile.saveDelivery": { who: "customer", inputs: () => [{ mode: "PAPER" }] },
  "profile.confirm": { who: "customer" },
  "taxForms.mine": { who: "customer" },
  "taxForms.sign": {
    who: "stepped-up",
    inputs: (of) => [{ accountId: of.accountId, answers: ANSWERS["tax-form"] }],
    loose: { "answers.signedName": "line" },
  },
  "requests.ofAccount": { who: "customer", inputs: account },
  "requests.upgrade": {
    who: "stepped-up",
    inputs: (of) => [
      { accountId: of.accountId, accepted: ["margin-agreement@2026-06"], signedName: "Someone Else" },
    ],
    loose: { signedName: "line" },
  },
  "requests.close": { who: "stepped-up", inputs: account },
  "requests.withdraw": { who: "customer", inputs: (of) => [{ requestId: of.requestId }] },
  "requests.disputeAddress": { who: "anyone", inputs: () => [{ token }] },
  "requestDesk.queue": { who: "reviewer", inputs: () => [{ show: "WAITING" }], optional: ["show"] },
  "requestDesk.waiting": { who: "reviewer" },
  "requestDesk.decide": {
    who: "reviewer",
    inputs: (_of, world) => [
      { requestId: world.mine.requestId, decision: "reject", reason: "It was asked for by mistake." },
    ],
    loose: { reason: "line" },
  },
  "evidence.list": {
    who: "customer",
    inputs: (of) => [
      { subjectType: "APPLICATION", subjectId: of.applicationId, part: "owner-2" },
      { subjectType: "ACCOUNT", subjectId: of.accountId, part: null },
    ],
    loose: { part: "name" },
    nullable: ["part"],
    optional: ["part"],
  },
  "evidence.open": { who: "customer", inputs: (of) => [{ evidenceId: of.evidenceId }] },
  "evidence.remove": { who: "customer", inputs: (of) => [{ evidenceId: of.evidenceId }] },
  "evidenceDesk.list": {
    who: "reviewer",
    inputs: (_of, world) => [
      { subjectType: "APPLICATION", subjectId: world.mine.applicationId, part: "owner-2" },
    ],
    loose: { part: "name" },
    nullable: ["part"],
    optional: ["part"],
  },
  "evidenceDesk.open": {
    who: "reviewer",
    inputs: (_of, world) => [{ evidenceId: world.mine.evidenceId }],
  },

  "review.queue": {
    who: "reviewer",
    inputs: (_of, world) => [
      { ...QUEUE, assignee: "me", cursor: `1783000000000:${world.submittedId}` },
      { ...QUEUE, assignee: world.reviewer.userId, cursor: `1783000000000:${world.submittedId}` },
    ],
    loose: { search: "search" },
    nullable: ["cursor", "accountType", "country", "flag", "assignee", "olderThanDays"],
    optional: ["status", "search", "cursor", "accountType", "country", "flag", "assignee", "olderThanDays"],
  },
  "review.views": { who: "reviewer" },
  "review.saveView": {
    who: "reviewer",
    inputs: () => [{ name: "Old ones", filters: { ...QUEUE, assignee: "nobody" } }],
    loose: { name: "line", "filters.search": "search" },
    nullable: QUEUE_FIELDS.map((field) => `filters.${field}`),
    optional: [...QUEUE_FIELDS, "search"].map((field) => `filters.${field}`),
  },
  "review.removeView": { who: "reviewer", inputs: (_of, world) => [{ viewId: world.viewId }] },
  "review.staff": { who: "reviewer" },
  "screening.lists": { who: "reviewer" },
  "screening.hits": { who: "reviewer", inputs: () => [{ status: "OPEN" }], optional: ["status"] },
  "screening.decideHit": {
    who: "reviewer",
    inputs: (_of, world) => [{ hitId: world.hitId, outcome: "CLEARED", reason: "Born in another year." }],
    loose: { reason: "line" },
  },
  "screening.rescreen": { who: "admin" },
  "screening.places": { who: "reviewer" },
  "screening.proposePlace": {
    who: "admin",
    inputs: () => [
      {
        kind: "STATE",
        code: "PR",
        ruling: "ALLOWED",
        effectiveOn: "2199-01-01",
        reason: "Registered there in May.",
      },
    ],
    loose: { reason: "line" },
  },
  "review.waiting": { who: "reviewer" },
  "review.application": { who: "reviewer", inputs: (_of, world) => [{ applicationId: world.submittedId }] },
  "review.decide": {
    who: "reviewer",
    inputs: (_of, world) => [
      { applicationId: world.submittedId, decision: "approve", reason: "All checks are clear." },
    ],
    loose: { reason: "line" },
  },

  "review.ask": {
    who: "reviewer",
    inputs: (_of, world) => [
      {
        applicationId: world.submittedId,
        question: "Since when do you live there?",
        reason: "The bill is old.",
      },
    ],
    loose: { question: "line", reason: "line" },
  },
  "review.escalate": {
    who: "reviewer",
    inputs: (_of, world) => [
      { applicationId: world.submittedId, direction: "up", reason: "A name on the list." },
    ],
    loose: { reason: "line" },
  },
  "review.assign": {
    who: "reviewer",
    inputs: (_of, world) => [
      { applicationId: world.submittedId, to: "me" },
      { applicationId: world.submittedId, to: world.reviewer.userId },
    ],
    nullable: ["to"],
  },

  "review.proposeUnmask": {
    who: "reviewer",
    inputs: (_of, world) => [
      {
        applicationId: world.submittedId,
        person: "applicant",
        reason: "The number does not match the card.",
      },
    ],
    loose: { reason: "line" },
    optional: ["person"],
  },
  "review.showTaxId": { who: "reviewer", inputs: (_of, world) => [{ approvalId: world.permissionId }] },

  "approvals.list": {
    who: "reviewer",
    inputs: () => [{ status: "PROPOSED", kind: "ACCOUNT_LIMITS" }],
    nullable: ["kind"],
    optional: ["status", "kind"],
  },
  "approvals.open": { who: "reviewer" },
  "approvals.decide": {
    who: "reviewer",
    inputs: (_of, world) => [{ approvalId: world.approvalId, answer: "reject", reason: "Not at this time." }],
    loose: { reason: "line" },
  },

  "accounts.mine": { who: "signed-in" },
  "accounts.list": {
    who: "reviewer",
    inputs: (of) => [{ search: "holm", status: "OPEN", cursor: `1783000000000:${of.accountId}` }],
    loose: { search: "search" },
    nullable: ["status", "cursor"],
    optional: ["search", "status", "cursor"],
  },
  "accounts.detail": { who: "reviewer", inputs: (_of, world) => account(world.mine) },
  "accounts.note": {
    who: "reviewer",
    inputs: (_of, world) => [{ accountId: world.mine.accountId, body: "Called about the statement of May." }],
    loose: { body: "line" },
  },
  "accounts.restrict": {
    who: "reviewer",
    inputs: (_of, world) => [
      { accountId: world.mine.accountId, kind: "NO_WITHDRAWALS", reason: "A complaint is looked into." },
    ],
    loose: { reason: "line" },
  },
  "accounts.lift": {
    who: "admin",
    inputs: (_of, world) => [{ restrictionId: world.restrictionId, reason: "It was cleared up." }],
    loose: { reason: "line" },
  },

  "funding.links": { who: "customer", inputs: account },
  "funding.linkBank": {
    who: "customer",
    inputs: (of) => [
      {
        accountId: of.accountId,
        bankName: "First National",
        routingNumber: "021000021",
        accountNumber: "123456789",
        kind: "CHECKING",
      },
    ],
    loose: { bankName: "line", accountNumber: "digits" },
  },
  "funding.deposit": { who: "customer", inputs: transfer, loose: { clientTransferId: "name" } },
  "funding.startInstantLink": { who: "customer", inputs: account },
  "funding.finishInstantLink": {
    who: "customer",
    inputs: (of) => [{ consentId: of.consentId, code: "c".repeat(43) }],
    loose: { code: "name" },
  },
  "funding.confirmMicroDeposits": {
    who: "customer",
    inputs: (of) => [{ bankLinkId: of.bankLinkId, first: "0.07", second: "0.32" }],
  },
  "funding.removeLink": { who: "customer", inputs: (of) => [{ bankLinkId: of.bankLinkId }] },
  "funding.withdraw": {
    who: "stepped-up",
    inputs: transfer,
    loose: { clientTransferId: "name" },
  },
  "funding.sendWire": {
    who: "stepped-up",
    inputs: (of) => [
      {
        accountId: of.accountId,
        clientTransferId: "w-1",
        amount: "25.00",
        beneficiaryName: "Ada Holm",
        bankName: "First National",
        routingNumber: "021000021",
        accountNumber: "123456789",
        purpose: "A house",
      },
    ],
    loose: {
      clientTransferId: "name",
      beneficiaryName: "line",
      bankName: "line",
      accountNumber: "digits",
      purpose: "line",
    },
  },
  "funding.moveBetweenOwn": {
    who: "stepped-up",
    inputs: (of) => [
      {
        accountId: of.accountId,
        toAccountId: of.secondAccountId,
        clientTransferId: "j-1",
        amount: "25.00",
      },
    ],
    loose: { clientTransferId: "name" },
  },
  "funding.cancel": { who: "customer", inputs: (of) => [{ transferId: of.transferId }] },
  "funding.transfers": {
    who: "customer",
    inputs: (of) => [{ accountId: of.accountId, kind: "DEPOSIT", state: "DONE", cursor: of.transferId }],
    nullable: ["kind", "state", "cursor"],
    optional: ["kind", "state", "cursor"],
  },
  "funding.transfer": { who: "customer", inputs: (of) => [{ transferId: of.transferId }] },
  "funding.limits": { who: "customer", inputs: account },
  "funding.desk": { who: "reviewer" },
  "funding.waiting": { who: "reviewer" },
  "funding.accountCaps": { who: "admin", inputs: (_of, world) => account(world.mine) },
  "funding.proposeLimits": {
    who: "admin",
    inputs: (_of, world) => [
      {
        accountId: world.mine.accountId,
        method: "ACH",
        perTransfer: "60000.00",
        perDay: "100000.00",
        perMonth: "500000.00",
        effectiveOn: "2030-01-02",
        reason: "A company that pays its suppliers from here.",
      },
    ],
    loose: { reason: "line" },
    nullable: ["effectiveOn"],
  },
  "funding.deskTransfer": {
    who: "reviewer",
    inputs: (_of, world) => [{ transferId: world.mine.wireId }],
  },
  "funding.recordCallback": {
    who: "reviewer",
    inputs: (_of, world) => [
      {
        transferId: world.mine.wireId,
        phone: "(503) 555-0142",
        minutesAgo: 5,
        outcome: "NOT_REACHED",
        said: "The machine answered; no message left.",
      },
    ],
    loose: { phone: "digits", said: "line" },
  },
  "funding.letWireArrive": {
    who: "admin",
    inputs: () => [
      {
        accountNumber: "RT-10004417",
        amount: "100.00",
        originatorName: "Ada Holm",
        originatorBank: "First National",
      },
    ],
    loose: { originatorName: "line", originatorBank: "line" },
  },
  "funding.letEntryReturn": {
    who: "admin",
    inputs: (_of, world) => [{ transferId: world.mine.transferId, code: "R01" }],
  },

  "market.search": { who: "signed-in", inputs: () => [{ text: "apple" }], loose: { text: "line" } },
  "market.instrument": { who: "signed-in", inputs: () => [{ symbol: "AAPL" }] },
  "market.quotes": { who: "signed-in", inputs: () => [{ symbols: ["AAPL", "MSFT"] }] },
  "market.volumes": { who: "signed-in", inputs: () => [{ symbols: ["AAPL", "MSFT"] }] },
  "market.bars": { who: "signed-in", inputs: () => [{ symbol: "AAPL", interval: "5m" }] },
  "market.history": { who: "signed-in", inputs: () => [{ symbol: "AAPL", range: "5D" }] },
  "market.depth": { who: "signed-in", inputs: () => [{ symbol: "AAPL" }] },
  "market.prints": { who: "signed-in", inputs: () => [{ symbol: "AAPL" }] },
  "market.status": { who: "signed-in", inputs: () => [{ symbol: "AAPL" }] },
  "market.keyFigures": { who: "signed-in", inputs: () => [{ symbol: "AAPL" }] },
  "market.clock": { who: "anyone" },
  "market.live": {
    who: "signed-in",
    inputs: (of) => [{ symbols: ["AAPL"], accountId: of.accountId, depth: ["AAPL"], lastEventId: "7" }],
    loose: { lastEventId: "digits" },
    nullable: ["accountId", "lastEventId"],
    optional: ["depth", "lastEventId"],
  },

  "marketData.mine": { who: "signed-in" },
  "marketData.declare": {
    who: "customer",
    inputs: () => [
      {
        version: "2026-01",
        answers: { registered: false, adviser: false, institution: false, business: false, others: false },
      },
    ],
  },
  "marketData.choose": {
    who: "customer",
    inputs: (of) => [{ accountId: of.accountId, plan: "LEVEL_II", monthlyPrice: "19.00" }],
  },

  "watchlists.mine": { who: "signed-in" },
  "watchlists.create": {
    who: "signed-in",
    inputs: () => [{ name: "Energy" }],
    loose: { name: "line" },
  },
  "watchlists.rename": {
    who: "signed-in",
    inputs: (of) => [{ listId: of.watchlistId, name: "Energy" }],
    loose: { name: "line" },
  },
  "watchlists.move": { who: "signed-in", inputs: (of) => [{ listId: of.watchlistId, to: 1 }] },
  "watchlists.addSymbol": {
    who: "signed-in",
    inputs: (of) => [{ listId: of.watchlistId, symbol: "MSFT" }],
  },
  "watchlists.removeSymbol": {
    who: "signed-in",
    inputs: (of) => [{ listId: of.watchlistId, symbol: "MSFT" }],
  },
  "watchlists.moveSymbol": {
    who: "signed-in",
    inputs: (of) => [{ listId: of.watchlistId, symbol: "AAPL", to: 0 }],
  },
  "watchlists.delete": { who: "signed-in", inputs: (of) => [{ listId: of.watchlistId }] },

  "orders.place": {
    who: "customer",
    inputs: (of) => [
      { accountId: of.accountId, clientOrderId: "c-1", ...market },
      { accountId: of.accountId, clientOrderId: "c-2", ...limit },
      { accountId: of.accountId, clientOrderId: "c-3", ...market, side: "SELL", lots: { method: "LIFO" } },
    ],
    optional: ["doNotReduce", "lots"],
    loose: { clientOrderId: "name" },
  },
  "orders.placeGroup": {
    who: "customer",
    inputs: (of) => [
      { accountId: of.accountId, clientOrderId: "g-1", ...bracket },
      { accountId: of.accountId, clientOrderId: "g-2", ...oneCancelsOther },
    ],
    optional: ["exitLots"],
    loose: { clientOrderId: "name" },
  },
  "orders.previewGroup": {
    who: "customer",
    inputs: (of) => [
      { accountId: of.accountId, ...bracket },
      { accountId: of.accountId, ...oneCancelsOther },
    ],
    optional: ["exitLots"],
  },
  "orders.replace": {
    who: "customer",
    inputs: (of) => [{ orderId: of.orderId, clientOrderId: "r-1", quantity: "2", limitPrice: "1.01" }],
    optional: ["quantity", "limitPrice"],
    loose: { clientOrderId: "name" },
  },
  "orders.cancelAll": {
    who: "customer",
    inputs: (of) => [{ accountId: of.accountId, symbol: "AAPL" }],
    optional: ["symbol"],
  },
  "orders.quality": {
    who: "customer",
    inputs: (of) => [{ accountId: of.accountId, days: 30 }],
    optional: ["days"],
  },
  "orders.preview": {
    who: "customer",
    inputs: (of) => [
      { accountId: of.accountId, ...market },
      { accountId: of.accountId, ...limit },
      { accountId: of.accountId, ...market, side: "SELL", lots: { method: "LIFO" } },
    ],
    optional: ["doNotReduce", "lots"],
  },
  "orders.cancel": { who: "customer", inputs: (of) => [{ orderId: of.orderId }] },
  "orders.list": {
    who: "customer",
    inputs: (of) => [{ accountId: of.accountId, show: "OPEN", symbol: "AAPL", cursor: of.orderId }],
    optional: ["show", "symbol", "cursor"],
  },
  "orders.detail": { who: "customer", inputs: (of) => [{ orderId: of.orderId }] },
  "orders.executions": {
    who: "customer",
    inputs: (of) => [{ accountId: of.accountId, cursor: of.executionId }],
    optional: ["cursor"],
  },
  "orderDesk.list": {
    who: "reviewer",
    inputs: (_of, world) => [{ show: "ALL", cursor: world.mine.orderId }],
    optional: ["show", "cursor"],
  },

  "portfolio.get": {
    who: "customer",
    inputs: (of) => [{ accountIds: [of.accountId, of.secondAccountId] }],
  },
  "portfolio.history": {
    who: "customer",
    inputs: (of) => [{ accountId: of.accountId, range: "3M" }],
  },
  "tax.instructions": { who: "customer", inputs: account },
  "tax.instruct": {
    who: "customer",
    inputs: (of) => [{ accountId: of.accountId, stocks: "HIFO", funds: "AVERAGE" }],
  },
  "tax.previewSale": {
    who: "customer",
    inputs: (of) => [
      { accountId: of.accountId, symbol: "AAPL", quantity: "1", price: "200.00", lots: { method: "LIFO" } },
      {
        accountId: of.accountId,
        symbol: "AAPL",
        quantity: "1",
        lots: { method: "SPECIFIC", lots: [{ lotId: of.orderId, shares: "1" }] },
      },
    ],
    optional: ["price", "lots"],
  },
  "tax.ofOrder": { who: "customer", inputs: (of) => [{ orderId: of.orderId }] },
  "lots.ofSale": {
    who: "customer",
    inputs: (of) => [
      { orderId: of.orderId, lots: { method: "LIFO" } },
      { orderId: of.orderId, lots: { method: "SPECIFIC", lots: [{ lotId: of.orderId, shares: "1" }] } },
    ],
    optional: ["lots"],
  },
  "lots.change": { who: "customer", inputs: (of) => [{ orderId: of.orderId, lots: { method: "LIFO" } }] },
  "tax.realised": {
    who: "customer",
    inputs: (of) => [{ accountId: of.accountId, year: 2026, scope: "OWNER", term: "SHORT", offset: 0 }],
    optional: ["year", "scope", "term", "offset"],
  },
  "tax.realisedCsv": {
    who: "customer",
    inputs: (of) => [{ accountId: of.accountId, year: 2026, scope: "OWNER" }],
    optional: ["year", "scope"],
  },
  "tax.harvest": { who: "customer", inputs: account },
  "portfolio.lots": {
    who: "customer",
    inputs: (of) => [{ accountIds: [of.accountId], symbol: "AAPL", cursor: "2026-07-13.17" }],
    nullable: ["cursor"],
    optional: ["symbol", "cursor"],
  },
  "portfolio.closed": {
    who: "customer",
    inputs: (of) => [{ ...inPeriod(of), cursor: "2026-07-13.AAPL" }],
    nullable: ["cursor"],
    optional: ["cursor"],
  },
  "portfolio.performance": {
    who: "customer",
    inputs: (of) => [
      { ...inPeriod(of), benchmark: "SPY" },
      { ...inPeriod(of), period: { kind: "YTD" } },
    ],
    nullable: ["benchmark"],
    optional: ["benchmark"],
  },
  "portfolio.bridge": { who: "customer", inputs: (of) => [inPeriod(of)] },
  "portfolio.bridgeEntries": {
    who: "customer",
    inputs: (of) => [{ ...inPeriod(of), term: "DIVIDENDS", cursor: "2026-07-13.0190f2c4" }],
    nullable: ["cursor"],
    optional: ["cursor"],
  },
  "portfolio.contributions": { who: "customer", inputs: (of) => [inPeriod(of)] },
  "portfolio.income": { who: "customer", inputs: (of) => [{ accountIds: [of.accountId] }] },
  "portfolio.outlook": { who: "customer", inputs: (of) => [{ accountIds: [of.accountId] }] },
  "activity.list": {
    who: "customer",
    inputs: (of) => [
      {
        accountId: of.accountId,
        from: "2026-01-01",
        to: "2026-12-31",
        kinds: ["TRADE", "CASH"],
        cursor: "1783000000000.1.7",
      },
    ],
    nullable: ["cursor"],
    optional: ["from", "to", "kinds", "cursor"],
  },

  "documents.list": {
    who: "customer",
    inputs: (of) => [
      { accountId: of.accountId, kind: "STATEMENT", year: "2026", search: "June", cursor: of.documentId },
    ],
    loose: { search: "search" },
    optional: ["kind", "year", "search", "cursor"],
  },
  "documents.file": { who: "customer", inputs: (of) => [{ documentId: of.documentId, format: "json" }] },
  "documents.archive": {
    who: "customer",
    inputs: (of) => [{ accountId: of.accountId, kind: "STATEMENT", year: "2026", search: "June" }],
    loose: { search: "search" },
    optional: ["kind", "year", "search"],
  },
  "documents.requestGains": {
    who: "customer",
    inputs: (of) => [{ accountId: of.accountId, year: "2026" }],
  },
  "documents.correct": {
    who: "admin",
    inputs: (_of, world) => [
      { documentId: world.mine.documentId, reason: "A trade was booked with the wrong price." },
    ],
    loose: { reason: "line" },
  },
  "documents.retryPapers": { who: "admin" },
  "documents.markRead": { who: "customer", inputs: (of) => [{ documentId: of.documentId }] },
  "documents.signed": { who: "customer" },
  "documents.openSigned": { who: "customer", inputs: (of) => [{ documentId: of.signedPaperId }] },
  "documents.sample": { who: "signed-in" },
  "documents.signedOf": { who: "reviewer", inputs: (_of, world) => [{ applicationId: world.submittedId }] },
  "documents.openSignedOf": {
    who: "reviewer",
    inputs: (_of, world) => [{ documentId: world.mine.signedPaperId }],
  },
  "documents.open": { who: "customer", inputs: (of) => [{ documentId: of.documentId }] },

  "margin.standing": { who: "customer", inputs: account },
  "margin.account": { who: "reviewer", inputs: (_of, world) => account(world.mine) },
  "margin.calls": { who: "reviewer" },
  "clearing.desk": { who: "reviewer" },
  "clearing.imports": {
    who: "reviewer",
    inputs: () => [{ before: "2026-07-14" }],
    optional: ["before"],
  },
  "clearing.file": {
    who: "reviewer",
    inputs: (_of, world) => [{ businessDate: world.businessDate, name: "trades", offset: 0 }],
    optional: ["offset"],
  },
  "clearing.wholeFile": {
    who: "reviewer",
    inputs: (_of, world) => [{ businessDate: world.businessDate, name: "trades" }],
  },
  "clearing.breaks": {
    who: "reviewer",
    inputs: (_of, world) => [{ status: "OPEN", area: "CASH", cursor: world.breakId }],
    optional: ["status", "area", "cursor"],
  },
  "clearing.faults": { who: "reviewer" },
  "corporateActions.comingDividends": { who: "customer", inputs: account },
  "corporateActions.list": { who: "reviewer" },
  "corporateActions.announce": {
    who: "admin",
    inputs: () => [
      {
        symbol: "AAPL",
        type: "CASH_DIVIDEND",
        exDate: "2026-08-03",
        payDate: "2026-08-17",
        value: "0.25",
        per: "1",
      },
      { symbol: "AAPL", type: "SYMBOL_CHANGE", exDate: "2026-08-03", value: "1", newSymbol: "F" },
    ],
    optional: ["payDate", "per"],
  },
  "clearing.setFault": {
    who: "admin",
    inputs: () => [
      { dial: "SLOW", setting: { percent: 1, delayMs: 1, file: null } },
      { dial: "DOWN", setting: null },
    ],
    nullable: ["setting"],
    optional: ["setting.delayMs", "setting.file"],
  },
  "clearing.setRate": { who: "admin", inputs: () => [{ rate: 10 }] },
  "clearing.runTo": { who: "admin", inputs: () => [{ target: "CLOSE" }] },
  "clearing.retryImport": {
    who: "admin",
    inputs: (_of, world) => [{ businessDate: world.businessDate }],
  },
  "clearing.assignBreak": {
    who: "admin",
    inputs: (_of, world) => [{ breakId: world.breakId, to: "me" }],
    nullable: ["to"],
  },
  "clearing.proposeResolution": {
    who: "admin",
    inputs: (_of, world) => [
      { breakId: world.breakId, kind: "EXPLANATION", reason: "The other side corrected it." },
    ],
    loose: { reason: "line" },
  },
  "clearing.approveResolution": { who: "admin", inputs: (_of, world) => [{ proposalId: world.proposalId }] },
  "clearing.declineResolution": { who: "admin", inputs: (_of, world) => [{ proposalId: world.proposalId }] },
  "clearing.bustFill": {
    who: "admin",
    inputs: () => [{ execId: `XNYS-${"0a".repeat(16)}-100`, reason: "Far from the market." }],
    loose: { reason: "line" },
  },
  "clearing.correctFill": {
    who: "admin",
    inputs: () => [
      {
        execId: `XNYS-${"0a".repeat(16)}-100`,
        quantity: "60",
        price: "10.02",
        reason: "It was reported at a wrong price.",
      },
    ],
    loose: { reason: "line" },
  },

  "reports.tradeVolume": { who: "reviewer", inputs: () => [{ year: 2026 }], optional: ["year"] },

  "reports.revenue": { who: "reviewer", inputs: () => [{ year: 2026 }], optional: ["year"] },
  "reports.newAccounts": { who: "reviewer", inputs: () => [{ year: 2026 }], optional: ["year"] },
  "reports.exceptions": { who: "reviewer", inputs: () => [{ year: 2026 }], optional: ["year"] },
  "reports.file": { who: "reviewer", inputs: () => [{ report: "revenue", year: 2026 }], optional: ["year"] },

  "risk.account": { who: "admin", inputs: (_of, world) => account(world.mine) },
  "risk.proposeLimits": {
    who: "admin",
    inputs: (_of, world) => [
      {
        accountId: world.mine.accountId,
        effectiveOn: "2030-01-02",
        maxShares: "100000",
        maxValue: "2000000.00",
        maxOpenOrders: 1000,
        ordersPerSecond: 50,
        limitCollar: "0.20",
        duplicateSeconds: 3,
        haltPolicy: "QUEUE",
        marginRegime: "INTRADAY_MARGIN",
        reason: "An active trader, known for years.",
        basedOn: "7",
      },
    ],
    loose: { reason: "line", basedOn: "digits" },
    nullable: ["effectiveOn", "marginRegime", "basedOn"],
    optional: ["effectiveOn", "basedOn"],
  },
  "risk.restrictions": {
    who: "admin",
    inputs: () => [{ show: "ALL", cursor: "7" }],
    loose: { cursor: "digits" },
    optional: ["show", "cursor"],
  },
  "risk.restrictSymbol": {
    who: "admin",
    inputs: () => [
      {
        symbol: "AAPL",
        scope: "BUYS",
        effectiveOn: "2030-01-02",
        reason: "Underwriting of the firm's affiliate.",
      },
    ],
    loose: { reason: "line" },
    nullable: ["effectiveOn"],
    optional: ["effectiveOn"],
  },
  "risk.liftRestriction": {
    who: "admin",
    inputs: () => [{ symbol: "AAPL", reason: "The underwriting is over." }],
    loose: { reason: "line" },
  },

  "audit.list": {
    who: "admin",
    inputs: (_of, world) => [
      {
        search: "session",
        who: "reviewer@example.com",
        what: "session.started",
        subject: "session",
        from: "2026-01-01",
        to: "2026-12-31",
        cursor: world.submittedId,
      },
    ],
    loose: { search: "search", who: "search", what: "search", subject: "search" },
    nullable: ["from", "to", "cursor"],
    optional: ["search", "who", "what", "subject", "from", "to", "cursor"],
  },
  "audit.state": { who: "admin" },
  "audit.verify": { who: "admin" },
};
