/**
 * The closed list of things that a caller can get wrong. Adding a code fails to compile until the tRPC map
 * (server/trpc/error-map.ts) and the wording (WORDING below) know it.
 */
export const ERROR_CODES = [
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "NOT_FOUND",
  "VALIDATION",
  "CONFLICT",
  "RATE_LIMITED",
  "SIGN_IN_FAILED",
  "EMAIL_NOT_VERIFIED",
  "STEP_UP_REQUIRED",
  "SECOND_FACTOR_MISSING",
  "CODE_REFUSED",
  "TOKEN_INVALID",
  "PASSWORD_TOO_WEAK",
  "APPLICATION_INCOMPLETE",
  "APPLICATION_NOT_EDITABLE",
  "APPLICATION_ALREADY_DECIDED",
  "MAKER_IS_CHECKER",
  "FOUR_EYES",
  "ACCOUNT_NOT_OPEN",
  "BANK_LINK_REFUSED",
  "AMOUNT_OVER_LIMIT",
  "INSUFFICIENT_FUNDS",
  "CLIENT_ORDER_ID_CONFLICT",
  "SUSPECTED_DUPLICATE",
  "ORDER_NOT_CANCELABLE",
  "UNKNOWN_SYMBOL",
  "MARKET_DATA_UNAVAILABLE",
  "DOCUMENT_NOT_READY",
  "CLEARING_FIRM_UNAVAILABLE",
  "FILE_REFUSED",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** What a person reads when nothing more exact is known: what happened, and what to do. */
export const WORDING = {
  UNAUTHENTICATED: "Please sign in to continue.",
  FORBIDDEN: "Your role does not allow this.",
  NOT_FOUND: "We could not find that. It may have been removed, or it belongs to someone else.",
  VALIDATION: "Some of what was sent is not valid. Please check the marked fields.",
  CONFLICT: "This was changed in the meantime. Reload the page and try again.",
  RATE_LIMITED: "Too many attempts. Please wait a little and try again.",
  SIGN_IN_FAILED: "The e-mail address or the password is not right.",
  EMAIL_NOT_VERIFIED: "Please confirm your e-mail address first: the link is in the message we sent you.",
  STEP_UP_REQUIRED: "Please confirm that it is you with a code from your authenticator app.",
  SECOND_FACTOR_MISSING:
    "This needs a second factor. Set up an authenticator app in Settings, under Security, and try again.",
  CODE_REFUSED: "This code is not right, or it was used already. Wait for the next one and try again.",
  TOKEN_INVALID: "This link is no longer valid. Ask for a new one.",
  PASSWORD_TOO_WEAK: "Please choose a longer password, and not one that is widely known.",
  APPLICATION_INCOMPLETE: "The application is not complete yet. Please finish the marked steps.",
  APPLICATION_NOT_EDITABLE: "The application has been submitted and can no longer be changed.",
  APPLICATION_ALREADY_DECIDED: "Someone has already decided on this application.",
  MAKER_IS_CHECKER: "Nobody may decide on their own application or request.",
  FOUR_EYES: "Somebody else must decide on what you have proposed.",
  ACCOUNT_NOT_OPEN: "This account is not open.",
  BANK_LINK_REFUSED: "The bank did not confirm that this account is yours.",
  AMOUNT_OVER_LIMIT: "This amount is over the limit.",
  INSUFFICIENT_FUNDS: "There is not enough available cash for this.",
  SUSPECTED_DUPLICATE: "You placed the same order a moment ago. Confirm if you mean a second one.",
  CLIENT_ORDER_ID_CONFLICT: "An order with this id exists already with different terms.",
  ORDER_NOT_CANCELABLE: "This order is already finished and cannot be cancelled.",
  UNKNOWN_SYMBOL: "We do not trade this symbol.",
  MARKET_DATA_UNAVAILABLE: "There is no market data for this symbol at the moment.",
  DOCUMENT_NOT_READY: "This document is still being made. Please try again in a minute.",
  CLEARING_FIRM_UNAVAILABLE:
    "The clearing firm does not answer at the moment. Nothing was lost; please try again.",
  FILE_REFUSED: "The file was refused; nothing was changed.",
} satisfies Record<ErrorCode, string>;

/** One wrong field of an input: `path` as in the schema ("address.postalCode"), `message` says what to do. */
export type FieldError = { path: string; message: string };

const APP_ERROR = Symbol.for("rushtrade.AppError");

/**
 * A caller's mistake: shown to the caller, never logged as a fault. Recognised by a registered symbol, not by
 * `instanceof`, because Next bundles the same module more than once.
 */
export class AppError extends Error {
  readonly [APP_ERROR] = true;
  constructor(
    readonly code: ErrorCode,
    message: string = WORDING[code],
    readonly fields: readonly FieldError[] = [],
  ) {
    super(message);
    this.name = "AppError";
  }
}

export function isAppError(error: unknown): error is AppError {
  return typeof error === "object" && error !== null && APP_ERROR in error;
}

/** A bug: something that the code itself promised cannot be. Logged with its stack, answered as an internal error. */
export class InvariantError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "InvariantError";
  }
}

/** Narrowing assertion for promises that the types cannot carry. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}
