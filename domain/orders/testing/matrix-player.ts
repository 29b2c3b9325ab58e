import { InvariantError } from "@/domain/errors";
import { money, NO_SHARES, type Price, price, type Quantity, quantity, subtract } from "@/domain/money/money";
import {
  CXL_REJ_REASON,
  EXEC_RESTATEMENT_REASON,
  ORD_REJ_REASON,
  type RestatementReason,
} from "@/domain/orders/fix-codes";
import { answerNewOrder, refuseUnknown, statusOfUnknown } from "@/domain/orders/order-answers";
import { executionOf } from "@/domain/orders/order-executions";
import { cumQty, executedNotional } from "@/domain/orders/order-figures";
import { liveOn, newLife, statusOf } from "@/domain/orders/order-life";
import type { LifeEvent, LifeReport, OrderLife, OrderTerms } from "@/domain/orders/order-life-types";
import type { MatrixStep } from "@/domain/orders/testing/matrix-file";

/** `isTold` is false where the message only repeats what is known: then the report is the order's present status. */
export type Played = { report: LifeReport; isTold: boolean; life: OrderLife | null };

function named<Name extends string>(
  table: Record<Name, number>,
  code: string | null | undefined,
): Name | null {
  const entry = Object.entries(table).find(([, value]) => String(value) === code);
  return (entry?.[0] as Name | undefined) ?? null;
}
const optionalPrice = (text: string | null | undefined): Price | null =>
  text === null || text === undefined ? null : price(text);

const SILENT_EVENTS: Record<string, "EXPIRE" | "FINISH_DAY" | "CALCULATE" | "SUSPEND" | "TRIGGER"> = {
  C: "EXPIRE",
  "3": "FINISH_DAY",
  B: "CALCULATE",
  "9": "SUSPEND",
  L: "TRIGGER",
};

/**
 * Plays a matrix from the desk's side: messages in are handed to the machine, and a message out says which event comes
 * next; the player then shows what the machine reports of it. It reads from an expected report only what the event
 * itself must carry (ids, LastQty, LastPx, a reason), never the figures that the machine has to find.
 */
export class MatrixPlayer {
  readonly #lives = new Map<string, OrderLife>();
  readonly #rootOf = new Map<string, string>();
  readonly #isGoodTill: boolean;
  /** An order that came without a quantity, or by telephone: the first report says how much it is. */
  #unsized: MatrixStep | null = null;
  #lastIn: MatrixStep | null = null;
  #executions = 0;

  constructor(timeInForce: string | null | undefined) {
    this.#isGoodTill = /^(GT[CDX]|1|6)$/i.test(timeInForce ?? "");
  }

  #rootFor(id: string | null | undefined): string | undefined {
    return id === null || id === undefined ? [...this.#lives.keys()].at(-1) : this.#rootOf.get(id);
  }

  #open(step: MatrixStep, size: string): void {
    const clOrdId = step.cl_ord_id ?? null;
    const terms = {
      quantity: quantity(size),
      limitPrice: optionalPrice(step.price),
      stopPrice: optionalPrice(step.stop_px),
    };
    const root = clOrdId ?? "(by telephone)";
    this.#lives.set(root, newLife({ clOrdId, terms, isGoodTill: this.#isGoodTill }));
    this.#rootOf.set(root, root);
  }

  /** The first report of an order without a size says it; one that was rejected never had any that matters. */
  #openLate(step: MatrixStep): void {
    if (this.#lives.size > 0 || step.msg_type !== "8" || step.exec_type === "I") return;
    if (step.order_qty) this.#open(this.#unsized ?? { ...step, price: null }, step.order_qty);
    else if (this.#unsized) this.#open(this.#unsized, "1");
  }

  #live(root: string, event: LifeEvent): LifeReport | null {
    const before = this.#lives.get(root);
    if (!before) throw new InvariantError(`no order ${root}`);
    const { life, reports } = liveOn(before, event);
    this.#lives.set(root, life);
    return reports[0] ?? null;
  }

  /** A message in. A new order under a known id is kept for its answer; requests are queued. */
  receive(step: MatrixStep): void {
    this.#lastIn = step;
    const clOrdId = step.cl_ord_id ?? "";
    if (step.msg_type === "D") {
      if (this.#rootOf.has(clOrdId)) return;
      if (step.order_qty) this.#open(step, step.order_qty);
      else this.#unsized = step;
    }
    if (step.msg_type !== "F" && step.msg_type !== "G") return;
    const root = this.#rootFor(step.orig_cl_ord_id);
    const life = root === undefined ? undefined : this.#lives.get(root);
    if (root === undefined || !life) return;
    this.#rootOf.set(clOrdId, root);
    const ids = { clOrdId, origClOrdId: step.orig_cl_ord_id ?? null };
    const event: LifeEvent =
      step.msg_type === "F"
        ? { kind: "ASK_CANCEL", ...ids }
        : { kind: "ASK_REPLACE", ...ids, terms: termsOf(step, life.terms) };
    this.#live(root, event);
  }

  /** A message out: what the machine says of the event that it stands for. */
  send(step: MatrixStep): Played {
    this.#openLate(step);
    const id = step.cl_ord_id;
    const root = this.#rootFor(id) ?? this.#rootFor(step.orig_cl_ord_id);
    const life = root === undefined ? undefined : this.#lives.get(root);
    if (root === undefined || !life) return { report: answerUnknown(step), isTold: true, life: null };
    const again = step.msg_type === "8" && this.#sentAgain(step) ? this.#lastIn : null;
    if (again) {
      this.#lastIn = null;
      const answer = answerNewOrder(life, {
        isPossResend: /^(Y|true)$/i.test(String(again.poss_resend ?? "N")),
      });
      if (answer?.reports[0]) return { report: answer.reports[0], isTold: true, life: answer.life };
    }
    const event = step.msg_type === "9" ? refusalOf(step, life, this.#lastIn) : this.#eventOf(step, life);
    const told = event && this.#live(root, event);
    const after = this.#lives.get(root) ?? life;
    const status = statusOf(after).reports[0];
    const report = told ?? status;
    if (!report) throw new InvariantError("an order always has a status to report");
    return { report, isTold: told !== null, life: after };
  }

  /** Whether this answers a new order whose id was known: a rejection that is none of the live order, or its status. */
  #sentAgain(step: MatrixStep): boolean {
    const isAnswer = step.exec_type === "8" || step.exec_type === "I";
    const last = this.#lastIn;
    if (!isAnswer || last?.msg_type !== "D" || last.cl_ord_id !== step.cl_ord_id) return false;
    const life = this.#lives.get(this.#rootFor(step.cl_ord_id) ?? "");
    return life !== undefined && (life.status !== "PENDING_NEW" || step.exec_type === "I");
  }

  #eventOf(step: MatrixStep, life: OrderLife): LifeEvent | null {
    const kind = step.exec_type ?? "";
    const plain = SILENT_EVENTS[kind];
    if (plain) return { kind: plain };
    const clOrdId = step.cl_ord_id ?? "";
    switch (kind) {
      case "0":
        return life.isSuspended ? { kind: "RESUME", reason: null } : { kind: "ACCEPT" };
      case "A":
        return life.isHeld ? { kind: "RELEASE" } : null;
      case "8":
        return { kind: "REJECT", reason: named(ORD_REJ_REASON, step.ord_rej_reason) };
      case "4": {
        const isAsked =
          Boolean(step.orig_cl_ord_id) || life.requests.some((request) => request.clOrdId === clOrdId);
        return {
          kind: "CANCEL",
          clOrdId: isAsked ? clOrdId : null,
          reason: named(EXEC_RESTATEMENT_REASON, step.exec_restatement_reason),
        };
      }
      case "5": {
        const isAsked = life.requests.some((request) => request.clOrdId === clOrdId);
        return { kind: "REPLACE", clOrdId, terms: isAsked ? null : termsOf(step, life.terms) };
      }
      case "6":
        return { kind: "PEND_CANCEL", clOrdId };
      case "E":
        return { kind: "PEND_REPLACE", clOrdId };
      case "7":
        return {
          kind: "STOP",
          quantity: step.last_qty ? quantity(step.last_qty) : null,
          price: optionalPrice(step.last_px),
        };
      case "D":
        return restatementOf(step, life);
      case "I":
        return { kind: "ASK_STATUS" };
      default:
        return this.#executionOf(kind, step, life);
    }
  }

  #executionOf(kind: string, step: MatrixStep, life: OrderLife): LifeEvent {
    const lastQty = quantity(step.last_qty ?? "0");
    switch (kind) {
      case "1":
      case "2":
      case "F": {
        this.#executions += 1;
        const at = pricedBy(step, life, lastQty);
        return { kind: "FILL", execId: step.exec_id ?? `#${this.#executions}`, quantity: lastQty, price: at };
      }
      case "H":
        return { kind: "BUST", execId: referredTo(step, life, NO_SHARES) };
      case "G": {
        const ref = referredTo(step, life, lastQty);
        const before = executionOf(life, ref);
        const at = step.last_px ? price(step.last_px) : (before?.price ?? price("10"));
        return {
          kind: "CORRECT",
          execId: ref,
          correctionId: step.exec_id ?? null,
          quantity: lastQty,
          price: at,
        };
      }
      default:
        throw new InvariantError(`no event is known for ExecType ${kind}`);
    }
  }
}

const termsOf = (step: MatrixStep, before: OrderTerms): OrderTerms => ({
  quantity: step.order_qty ? quantity(step.order_qty) : before.quantity,
  limitPrice: optionalPrice(step.price) ?? before.limitPrice,
  stopPrice: optionalPrice(step.stop_px) ?? before.stopPrice,
});

/** A price that was not stated is what the stated average asks for, or any. */
function pricedBy(step: MatrixStep, life: OrderLife, lastQty: Quantity): Price {
  if (step.last_px) return price(step.last_px);
  if (!step.avg_px || lastQty.isZero()) return price("10");
  const dollars = money(price(step.avg_px).times(cumQty(life).plus(lastQty)));
  return price(subtract(dollars, executedNotional(life.executions)).div(lastQty).toDecimalPlaces(12));
}

/** The execution that a bust or correction means: the one it names, else the only one that explains its CumQty. */
function referredTo(step: MatrixStep, life: OrderLife, becomes: Quantity): string {
  if (step.exec_ref_id) return step.exec_ref_id;
  const standing = life.executions.filter((execution) => !execution.isBusted);
  const after = step.cum_qty;
  const meant = after
    ? standing.find(({ quantity: shares }) => cumQty(life).minus(shares).plus(becomes).eq(after))
    : standing.at(-1);
  if (!meant) throw new InvariantError("a correction of an execution that nobody knows");
  return meant.execId;
}

function restatementOf(step: MatrixStep, life: OrderLife): LifeEvent {
  const reason: RestatementReason = named(EXEC_RESTATEMENT_REASON, step.exec_restatement_reason) ?? "OTHER";
  if (life.isSuspended && step.ord_status !== "9") return { kind: "RESUME", reason };
  const before = cumQty(life);
  const isSplit =
    reason === "GT_CORPORATE_ACTION" && step.cum_qty && before.gt(0) && !before.eq(step.cum_qty);
  const split = isSplit && step.cum_qty ? { to: quantity(step.cum_qty), from: before } : null;
  return { kind: "RESTATE", reason, terms: termsOf(step, life.terms), split };
}

function refusalOf(step: MatrixStep, life: OrderLife, lastIn: MatrixStep | null): LifeEvent {
  const clOrdId = step.cl_ord_id ?? "";
  const asked = life.requests.find((request) => request.clOrdId === clOrdId)?.kind;
  const kind = asked ?? (lastIn?.msg_type === "G" ? "REPLACE" : "CANCEL");
  return { kind: `REFUSE_${kind}`, clOrdId, reason: named(CXL_REJ_REASON, step.cxl_rej_reason) };
}

function answerUnknown(step: MatrixStep): LifeReport {
  if (step.msg_type === "9")
    return refuseUnknown({
      kind: "CANCEL",
      clOrdId: step.cl_ord_id ?? "",
      origClOrdId: step.orig_cl_ord_id ?? null,
    });
  return statusOfUnknown(step.cl_ord_id ?? "");
}
