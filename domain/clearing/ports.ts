import type { RunTarget } from "@/domain/clearing/desk-inputs";
import type { FaultDial, FaultSetting, FaultSettings } from "@/domain/clearing/faults";
import type { BankCommand, BankEvent, EodFileName, FirmCommand, FirmEvent } from "@/domain/clearing/messages";
import type { BankAccountKind } from "@/domain/funding/inputs";
import type { AchReturnCode } from "@/domain/banking/return-codes";
import type { ActionTerms } from "@/domain/corporate-actions/action";
import type { Money, Price, Quantity } from "@/domain/money/money";
import type { VenueCommand, VenueEvent } from "@/domain/routing/messages";
import type { Instant, LocalDate } from "@/domain/time/instant";

/** A request under its unique id: sent twice, it counts once. */
export type Message<Command> = { messageId: string; command: Command };
/** An event under its number: numbers are gapless and in commit order, so a cursor misses nothing. */
export type Numbered<Event> = { seq: number; event: Event };

/** How we speak with one outside party. Both calls throw CLEARING_FIRM_UNAVAILABLE when it does not answer. */
export interface StreetPort<Command, Event> {
  /** Hands requests over, at most 500 at a time; they have arrived for good when this returns. */
  send(messages: readonly Message<Command>[]): Promise<void>;
  /** Events with numbers above `after`, in order, at most `limit`. */
  events(after: number, limit: number): Promise<readonly Numbered<Event>[]>;
}

export type VenuesPort = StreetPort<VenueCommand, VenueEvent>;
/** What a customer agreed to at the bank's consent page: one account, with its number in clear. */
export type ConsentedAccount = {
  bankName: string;
  holderName: string;
  routingNumber: string;
  accountNumber: string;
  kind: BankAccountKind;
};

export interface BankPort extends StreetPort<BankCommand, BankEvent> {
  /** Announces a visit to the bank's consent page under our id, and says where to send the customer. */
  openConsent(consentId: string, holderName: string): Promise<{ path: string }>;
  /**
   * The account that the customer chose, for the code that he came back with; the bank knows it from now on under the
   * consent's id. The same again gives the same. NOT_FOUND where there was no consent, it was refused or is too old.
   */
  redeemConsent(consentId: string, code: string): Promise<ConsentedAccount>;
}
/** A wire as it arrives at the clearing firm: for whom (the account number is its reference), from whom. */
export type ArrivingWire = {
  accountNumber: string;
  amount: Money;
  originatorName: string;
  originatorBank: string;
};

export interface ClearingFirmPort extends StreetPort<FirmCommand, FirmEvent> {
  /** An end-of-day file as published; NOT_FOUND if there is none. */
  file(businessDate: LocalDate, name: EodFileName): Promise<string>;
}

export type Ports = { venues: VenuesPort; clearing: ClearingFirmPort; bank: BankPort };

/** The end of a day at the clearing firm: its steps in order, with the wall time at which each was done, or null. */
export type DayRun = { businessDate: LocalDate; steps: readonly { step: string; doneAt: Instant | null }[] };

/**
 * The street's own switches, apart from the ports so that no real adapter inherits them: the exchange clock and the
 * faults of a drill.
 */
export interface StreetControls {
  /** Advances the street to the clock's now in bounded steps; one runner at a time. True if anything was done. */
  cycle(): Promise<boolean>;
  /** Sets how fast exchange time flows: 0 (paused), 1, 10 or 60. */
  setRate(rate: 0 | 1 | 10 | 60): Promise<void>;
  /**
   * Lets the street run ahead: to the next session's open, or the first open after month end; or to an hour of this day,
   * and then it stops: the regular open or close (in a world with extended hours; else CONFLICT), or the day's end.
   */
  runTo(target: RunTarget): Promise<void>;
  /** Runs ahead to an instant, without waiting (seed and tests): returns when the street is there. */
  advanceTo(target: Instant): Promise<void>;
  /**
   * Busts a fill, as an exchange rules on a clearly erroneous execution (FINRA 11890), on its trade date and before the
   * day's end; once. Throws NOT_FOUND for an unknown fill, CONFLICT for one that was busted or is of a day that is
   * over, FORBIDDEN in production.
   */
  bustFill(execId: string, reason: string): Promise<void>;
  /** The latest day that is being ended or has been, step by step; null before the first. */
  dayRun(): Promise<DayRun | null>;
  /**
   * Has the clearing firm announce a corporate action, on a day before its ex-date; prices follow a split. Returns the
   * action's id. Throws CONFLICT with one sentence when it comes too late, cannot be, or was announced before;
   * FORBIDDEN in production.
   */
  announceAction(terms: ActionTerms): Promise<string>;
  /** How the fault dials stand. Throws FORBIDDEN in production. */
  faults(): Promise<FaultSettings>;
  /** Turns a fault dial, or (null) turns it off; the doors obey from the next call on. Throws FORBIDDEN in production. */
  setFault(dial: FaultDial, setting: FaultSetting | null): Promise<void>;
  /** Has a wire arrive at the clearing firm; returns its id. Throws FORBIDDEN in production. */
  receiveWire(wire: ArrivingWire): Promise<string>;
  /**
   * Has the customer's bank send an ACH entry back with a code. Throws NOT_FOUND for an unknown entry, CONFLICT with one
   * sentence when it was never booked, came back before, or the code's time is over; FORBIDDEN in production.
   */
  returnEntry(transferId: string, code: AchReturnCode): Promise<void>;
  /** Says what a fill should have been, all of it. As `bustFill`; VALIDATION where the order cannot have traded that. */
  correctFill(execId: string, should: { quantity: Quantity; price: Price }, reason: string): Promise<void>;
}
