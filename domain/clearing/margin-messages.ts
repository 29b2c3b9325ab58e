import { z } from "zod";
import { CALL_KINDS } from "@/domain/risk/margin-calls";
import { INTEREST_KINDS } from "@/domain/risk/margin-interest";
import { MARGIN_REGIMES } from "@/domain/risk/margin-regime";

/** What we and the clearing firm say to each other about margin. Same conventions as messages.ts; amounts are dollars. */
const decimal = z.string().regex(/^-?\d{1,14}(\.\d{1,8})?$/);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const at = z.iso.datetime();
const accountNumber = z.string().max(20);

/** The regime that the firm is to keep for an account from a day on, where the day leaves a choice; null leaves it to the day. */
export const setMarginRegime = z.strictObject({
  kind: z.literal("SET_MARGIN_REGIME"),
  accountNumber,
  regime: z.enum(MARGIN_REGIMES).nullable(),
  effectiveOn: day,
});

/** As many accounts as one event may name. */
export const MARGIN_ROWS_AN_EVENT = 200;

export const marginEvents = [
  /** Margin accounts at a day's end; long lists come in several events, before the day's files. */
  z.strictObject({
    kind: z.literal("MARGIN_STATED"),
    businessDate: day,
    rows: z
      .array(
        z.strictObject({
          accountNumber,
          longMarketValue: decimal,
          equity: decimal,
          debit: decimal,
          initialRequirement: decimal,
          maintenanceRequirement: decimal,
          /** The special memorandum account. */
          sma: decimal,
        }),
      )
      .max(MARGIN_ROWS_AN_EVENT),
    at,
  }),
  z.strictObject({
    kind: z.literal("MARGIN_CALLED"),
    callId: z.uuid(),
    accountNumber,
    callKind: z.enum(CALL_KINDS),
    amount: decimal,
    issuedOn: day,
    dueOn: day,
    at,
  }),
  z.strictObject({ kind: z.literal("MARGIN_CALL_MET"), callId: z.uuid(), metOn: day, at }),
  /** Not met when it was due. `restrictedUntil` is the last day without credit, whatever is met meanwhile. */
  z.strictObject({
    kind: z.literal("MARGIN_CALL_EXPIRED"),
    callId: z.uuid(),
    restrictedUntil: day.nullable(),
    at,
  }),
  /** Interest of a month, charged to (DEBIT) or paid into (CREDIT) the accounts' settled cash. */
  z.strictObject({
    kind: z.literal("INTEREST_POSTED"),
    postedOn: day,
    rows: z
      .array(
        z.strictObject({
          reference: z.uuid(),
          accountNumber,
          interestKind: z.enum(INTEREST_KINDS),
          amount: decimal,
        }),
      )
      .max(MARGIN_ROWS_AN_EVENT),
    at,
  }),
] as const;
