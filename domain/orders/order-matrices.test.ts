import { describe, expect, it } from "vitest";
import type { Decimal } from "decimal.js";
import { quantity } from "@/domain/money/money";
import {
  CXL_REJ_REASON,
  EXEC_RESTATEMENT_REASON,
  FIX_EXEC_TYPE,
  FIX_ORD_STATUS,
  ORD_REJ_REASON,
} from "@/domain/orders/fix-codes";
import { standing } from "@/domain/orders/order-figures";
import { liveOn } from "@/domain/orders/order-life";
import type { LifeReport, OrderLife } from "@/domain/orders/order-life-types";
import { branches, mainPath, type MatrixStep, scenariosIn } from "@/domain/orders/testing/matrix-file";
import { MatrixPlayer } from "@/domain/orders/testing/matrix-player";

const scenarios = scenariosIn(
  new URL("../vectors/", import.meta.url),
  new URL("./vectors/", import.meta.url),
);

const same = (figure: Decimal | null, text: string): boolean => quantity(figure ?? "0").eq(text);
const code = (table: Record<string, number>, name: string | null): string | null =>
  name === null ? null : String(table[name]);

/** The fields of a report under the names of the files; figures as texts. */
function fieldsOf(report: LifeReport): Record<string, Decimal | string | null> {
  const common = {
    msg_type: report.msgType,
    cl_ord_id: report.clOrdId,
    orig_cl_ord_id: report.origClOrdId,
    ord_status: FIX_ORD_STATUS[report.ordStatus],
  };
  if (report.msgType === "9")
    return {
      ...common,
      cxl_rej_reason: code(CXL_REJ_REASON, report.refusalReason),
      order_id: report.isOrderKnown ? null : "NONE",
    };
  return {
    ...common,
    exec_type: FIX_EXEC_TYPE[report.execType],
    order_qty: report.orderQty,
    cum_qty: report.cumQty,
    leaves_qty: report.leavesQty,
    last_qty: report.lastQty,
    last_px: report.lastPx,
    avg_px: report.avgPx,
    price: report.limitPrice,
    stop_px: report.stopPrice,
    day_order_qty: report.day.orderQty,
    day_cum_qty: report.day.cumQty,
    day_avg_px: report.day.avgPx,
    exec_ref_id: report.execRefId,
    ord_rej_reason: code(ORD_REJ_REASON, report.rejectReason),
    exec_restatement_reason: code(EXEC_RESTATEMENT_REASON, report.restatementReason),
  };
}

/** What a report says otherwise than a step expects. A repeated message is compared by the order's figures only. */
function differences(step: MatrixStep, report: LifeReport, isTold: boolean): string[] {
  const skipped = isTold ? [] : ["exec_type", "last_qty", "last_px", "exec_ref_id", "orig_cl_ord_id"];
  const found: string[] = [];
  for (const [name, actual] of Object.entries(fieldsOf(report))) {
    const expected = step[name];
    if (expected === null || expected === undefined || skipped.includes(name)) continue;
    const isFigure = /_(qty|px)$|^price$/.test(name);
    const isSame = isFigure
      ? typeof actual === "string"
        ? false
        : same(actual, String(expected))
      : actual === String(expected);
    if (!isSame) found.push(`${name} ${String(actual)} instead of ${String(expected)}`);
  }
  return found;
}

/** Plays steps in order and returns the order of the last report. */
function play(steps: readonly MatrixStep[], timeInForce: string | null | undefined): OrderLife | null {
  const player = new MatrixPlayer(timeInForce);
  let life: OrderLife | null = null;
  for (const step of steps) {
    if (step.direction === "in") player.receive(step);
    if (step.direction !== "out") continue;
    const played = player.send(step);
    expect({ time: step.time, differs: differences(step, played.report, played.isTold) }).toEqual({
      time: step.time,
      differs: [],
    });
    life = played.life;
    if (life) expect(life.status).toBe(standing(life));
  }
  return life;
}

it("finds the matrices", () => {
  expect(scenarios.length).toBeGreaterThanOrEqual(57);
  expect(new Set(scenarios.map(({ id }) => id)).size).toBe(scenarios.length);
});

describe.each(scenarios.map((scenario) => ({ name: `${scenario.id} ${scenario.title}`, scenario })))(
  "$name",
  ({ scenario }) => {
    it("main path", () => {
      expect(mainPath(scenario).some((step) => step.direction === "out")).toBe(true);
      play(mainPath(scenario), scenario.time_in_force);
    });

    for (const { at, steps } of branches(scenario)) {
      const step = steps.at(-1);
      it(`branch at step ${at + 1}, ${step?.msg_type === "9" ? "refused" : "rejected"}`, () => {
        const life = play(steps, scenario.time_in_force);
        if (!life) throw new Error("a branch is about an order");
        const shown = liveOn(life, { kind: "ASK_STATUS" }).reports[0];
        expect(shown && FIX_ORD_STATUS[shown.ordStatus]).toBe(step?.ord_status);
        // After a refusal the order goes on as if it had not been asked; after a rejection nothing more may happen.
        const isOver = life.ended !== null;
        const more = () => liveOn(life, { kind: "ACCEPT" });
        if (isOver) expect(more).toThrow(/cannot ACCEPT/);
        else expect(more().life.status).toBe(life.status);
      });
    }
  },
);
