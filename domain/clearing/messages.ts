import { z } from "zod";
import { accountCommands, accountEvents, taxStanding } from "@/domain/clearing/account-messages";
import { chooseLots, lotEvents } from "@/domain/clearing/lot-messages";
import { actionEvents } from "@/domain/clearing/action-messages";
import { cashCommands, cashEvents, microDeposits, noticeOfChange } from "@/domain/clearing/cash-messages";
import { marginEvents, setMarginRegime } from "@/domain/clearing/margin-messages";
import { REGISTRATION_KEYS } from "@/domain/onboarding/account-types";

/** What we ask of the clearing firm and the bank, and what they tell us. Same conventions as domain/routing/messages. */
const decimal = z.string().regex(/^-?\d{1,14}(\.\d{1,8})?$/);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const at = z.iso.datetime();

export const firmCommand = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("OPEN_ACCOUNT"),
    accountId: z.uuid(),
    title: z.string().max(200),
    commissionClass: z.string().max(20),
    /** A cash account unless it is said. */
    accountType: z.enum(["CASH", "MARGIN"]).optional(),
    /** In whose names the account stands; an individual's unless it is said. */
    registration: z.enum(REGISTRATION_KEYS).optional(),
    /** Left out: a US person's. */
    tax: taxStanding.optional(),
  }),
  z.strictObject({
    kind: z.literal("MOVE_CASH"),
    transferId: z.uuid(),
    accountNumber: z.string().max(20),
    direction: z.enum(["DEPOSIT", "WITHDRAWAL"]),
    amount: decimal,
    /** The bank's reference of the linked account (the bank link's id). */
    bankReference: z.uuid(),
  }),
  /** A cash journal: a fee that a customer owes us moves from the customer's cash to our account with the firm. */
  z.strictObject({
    kind: z.literal("CHARGE_FEE"),
    feeId: z.uuid(),
    accountNumber: z.string().max(20),
    amount: decimal,
    memo: z.string().max(100),
  }),
  ...cashCommands,
  ...accountCommands,
  chooseLots,
  setMarginRegime,
]);
export type FirmCommand = z.infer<typeof firmCommand>;

/** A day's files, in the order in which they are read: what happened, what is held, what it was bought for, what was left out. */
export const eodFileName = z.enum(["trades", "positions", "balances", "money", "lots", "rejects", "actions"]);
export type EodFileName = z.infer<typeof eodFileName>;

export const firmEvent = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("ACCOUNT_OPENED"),
    accountId: z.uuid(),
    number: z.string().max(20),
    openedOn: day,
    at,
  }),
  z.strictObject({
    kind: z.literal("ACCOUNT_REFUSED"),
    accountId: z.uuid(),
    reason: z.string().max(200),
    at,
  }),
  z.strictObject({
    kind: z.literal("CASH_ACCEPTED"),
    transferId: z.uuid(),
    settlesOn: day,
    tradableOn: day,
    withdrawableOn: day,
    at,
  }),
  z.strictObject({ kind: z.literal("CASH_REFUSED"), transferId: z.uuid(), reason: z.string().max(200), at }),
  /** A deposit is booked but may not be used yet. */
  z.strictObject({
    kind: z.literal("CASH_POSTED"),
    transferId: z.uuid(),
    amount: decimal,
    postedOn: day,
    at,
  }),
  /** A booked deposit may be used from now on. */
  z.strictObject({ kind: z.literal("CASH_RELEASED"), transferId: z.uuid(), amount: decimal, at }),
  /** A withdrawal has left. */
  z.strictObject({ kind: z.literal("CASH_PAID"), transferId: z.uuid(), amount: decimal, postedOn: day, at }),
  z.strictObject({
    kind: z.literal("CASH_RETURNED"),
    transferId: z.uuid(),
    amount: decimal,
    code: z.string().max(3),
    /** Left out: the day of `at`. */
    postedOn: day.optional(),
    at,
  }),
  ...cashEvents,
  /** A fee has left the customer's cash. */
  z.strictObject({ kind: z.literal("FEE_CHARGED"), feeId: z.uuid(), amount: decimal, postedOn: day, at }),
  z.strictObject({ kind: z.literal("FEE_REFUSED"), feeId: z.uuid(), reason: z.string().max(200), at }),
  /** These executions have settled; long lists come in several events. */
  z.strictObject({
    kind: z.literal("TRADES_SETTLED"),
    settledOn: day,
    execIds: z.array(z.string().max(60)).max(500),
    at,
  }),
  ...accountEvents,
  ...marginEvents,
  ...actionEvents,
  ...lotEvents,
  /** The day's files can be fetched. Everything that the venues said up to `venueSeq` is in them. */
  z.strictObject({
    kind: z.literal("EOD_READY"),
    businessDate: day,
    nextSession: day,
    venueSeq: z.int().min(0),
    files: z.array(
      z.strictObject({ name: eodFileName, sha256: z.string().length(64), records: z.int().min(0) }),
    ),
    at,
  }),
]);
export type FirmEvent = z.infer<typeof firmEvent>;

export const bankCommand = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("LINK_ACCOUNT"),
    bankReference: z.uuid(),
    /** The name on our account: the bank compares it with its own (same-name check). */
    holderName: z.string().max(200),
    routingNumber: z.string().regex(/^\d{9}$/),
    accountNumber: z.string().regex(/^\d{4,17}$/),
  }),
  microDeposits,
]);
export type BankCommand = z.infer<typeof bankCommand>;

export const bankEvent = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("LINK_VERIFIED"), bankReference: z.uuid(), at }),
  z.strictObject({
    kind: z.literal("LINK_REFUSED"),
    bankReference: z.uuid(),
    reason: z.string().max(200),
    at,
  }),
  /** The bank does not tell names: the account must be proven by micro-deposits. */
  z.strictObject({ kind: z.literal("LINK_UNCONFIRMED"), bankReference: z.uuid(), at }),
  /** Two small amounts are on their way; the day on which they are there. */
  z.strictObject({ kind: z.literal("MICRO_DEPOSITS_SENT"), bankReference: z.uuid(), arriveOn: day, at }),
  noticeOfChange,
]);
export type BankEvent = z.infer<typeof bankEvent>;
