import { describe, expect, it } from "vitest";
import {
  AS_IT_STANDS,
  isLegal,
  isOpen,
  nextStatus,
  ORDER_EVENTS,
  ORDER_STATUSES,
  type OrderStatus,
  TRANSITIONS,
} from "./order-machine";

/** One letter a status; "=" is what the figures say, "." is illegal. */
const LETTERS: Record<string, OrderStatus> = {
  D: "DENIED",
  H: "HELD",
  A: "PENDING_NEW",
  N: "NEW",
  P: "PARTIALLY_FILLED",
  F: "FILLED",
  "3": "DONE_FOR_DAY",
  "6": "PENDING_CANCEL",
  E: "PENDING_REPLACE",
  C: "CANCELED",
  R: "REJECTED",
  X: "EXPIRED",
  S: "SUSPENDED",
  T: "STOPPED",
  B: "CALCULATED",
};

/** The whole table written a second time, by hand, so that a slip in one is seen in the other. */
const GRID: Record<OrderStatus, string> = {
  // RELEASE DENY ACCEPT REJECT FILL BUST CORRECT | cancel: ask pend done refuse | replace: ask pend done refuse
  // | RESTATE TRIGGER STOP SUSPEND RESUME FINISH_DAY CALCULATE EXPIRE | ASK_STATUS SEND_AGAIN
  DENIED: "....... =..= =..= ........ ==",
  HELD: "AD..... =6C= =EH= H......X ==",
  PENDING_NEW: ".DNR=.. =6C= =E== ==TS.3.X ==",
  NEW: "..NR=.. =6C= =E== ==TSN3.X ==",
  PARTIALLY_FILLED: "..=.=== =6C= =E== ==TS=3.X ==",
  FILLED: "..F..== =6.= =E== =F...3B. ==",
  DONE_FOR_DAY: "..3.3== =6== =E3= =3....B= ==",
  PENDING_CANCEL: "..=R=== =6== =6== ======.= ==",
  PENDING_REPLACE: "..=R=== =6== =E== ======.= ==",
  CANCELED: "..=.=== =..= =..= .=....B. ==",
  REJECTED: "....... =..= =..= ........ ==",
  EXPIRED: "..=.=== =..= =..= .=....B. ==",
  SUSPENDED: "..SR=== =6C= =E== ==TS=3.X ==",
  STOPPED: "..TR=== =6C= =E== ==TTT3.X ==",
  CALCULATED: "....B== =..= =..= =.....B. ==",
};

describe("the life of an order", () => {
  for (const from of ORDER_STATUSES) {
    const row = GRID[from].replaceAll(" ", "");
    it(`${from}: each event leads where it must`, () => {
      expect(row).toHaveLength(ORDER_EVENTS.length);
      for (const [column, event] of ORDER_EVENTS.entries()) {
        const letter = row[column] ?? ".";
        const cell = letter === "=" ? AS_IT_STANDS : LETTERS[letter];
        expect([event, TRANSITIONS[from][event]]).toEqual([event, cell]);
        expect(isLegal(from, event)).toBe(letter !== ".");
        // What the figures say counts only where the table leaves it to them.
        const standing = letter === "=" ? "PARTIALLY_FILLED" : (LETTERS[letter] ?? null);
        expect([event, nextStatus(from, event, "PARTIALLY_FILLED")]).toEqual([event, standing]);
        if (letter === "=") expect(nextStatus(from, event)).toBe(from);
      }
    });
  }

  it("opens what is over by no event of its own: only figures can, after a bust, a correction or a replacement", () => {
    const over = ORDER_STATUSES.filter((status) => !isOpen(status));
    const opening = over.flatMap((from) =>
      ORDER_EVENTS.filter((event) => {
        const to = TRANSITIONS[from][event];
        return to !== undefined && to !== AS_IT_STANDS && isOpen(to);
      }),
    );
    expect([...new Set(opening)].toSorted()).toEqual(["FINISH_DAY", "PEND_CANCEL", "PEND_REPLACE"]);
  });
});
