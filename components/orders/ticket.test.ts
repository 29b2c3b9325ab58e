import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { forgetOrder, nameOrder, type Shelf } from "@/components/orders/intended-order";
import { hiddenChoices } from "@/components/orders/ticket-choices";
import {
  changeTicket,
  emptyTicket,
  isReducedByDividends,
  missingIn,
  pickPrice,
  type TicketForm,
  timesFor,
  typesFor,
} from "@/components/orders/ticket-form";
import { buttonInWords, groupInWords, intendedBy } from "@/components/orders/ticket-terms";
import { EXCHANGES } from "@/domain/market/types";
import { orderGroupInput } from "@/domain/orders/order-group-input";
import { clientOrderIdInput, previewInput } from "@/domain/orders/order-input";
import { ORDER_TYPES, TIMES_IN_FORCE } from "@/domain/orders/order-terms";

const ACCOUNT = "0197b0a5-8d1a-7c3e-9d52-3f0a4c6b8e11";
const PLACE = { accountId: ACCOUNT, symbol: "AAPL" };

function shelf(): Shelf & { kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

describe("the name of an intended order", () => {
  test("stays until it is answered, in every tab", () => {
    const store = shelf();
    const name = nameOrder(store, ACCOUNT, "AAPL");
    expect(clientOrderIdInput.safeParse(name).success).toBe(true);
    expect(nameOrder(store, ACCOUNT, "AAPL")).toBe(name);
    expect(nameOrder(store, ACCOUNT, "F")).not.toBe(name);
    forgetOrder(store, ACCOUNT, "AAPL", name);
    const next = nameOrder(store, ACCOUNT, "AAPL");
    expect(next).not.toBe(name);
    // A late answer for the old name does not take the new one away.
    forgetOrder(store, ACCOUNT, "AAPL", name);
    expect(nameOrder(store, ACCOUNT, "AAPL")).toBe(next);
  });

  test("is given without storage as well", () => {
    const denied = () => {
      throw new Error("denied");
    };
    const broken: Shelf = { getItem: denied, setItem: denied, removeItem: denied };
    expect(clientOrderIdInput.safeParse(nameOrder(broken, ACCOUNT, "AAPL")).success).toBe(true);
    expect(clientOrderIdInput.safeParse(nameOrder(null, ACCOUNT, "AAPL")).success).toBe(true);
    expect(() => forgetOrder(broken, ACCOUNT, "AAPL", "x")).not.toThrow();
  });
});

/** Everything that somebody may press, one change after the other. */
const presses: fc.Arbitrary<Partial<TicketForm>> = fc.oneof(
  fc.record({ side: fc.constantFrom("BUY" as const, "SELL" as const) }),
  fc.record({ type: fc.constantFrom(...ORDER_TYPES) }),
  fc.record({ sizeIn: fc.constantFrom("SHARES" as const, "DOLLARS" as const) }),
  fc.record({ timeInForce: fc.constantFrom(...TIMES_IN_FORCE) }),
  fc.record({ session: fc.constantFrom("REGULAR" as const, "EXTENDED" as const) }),
  fc.record({ route: fc.constantFrom("DART" as const, ...EXCHANGES) }),
  fc.record({ onProtected: fc.constantFrom("SLIDE" as const, "CANCEL" as const) }),
  fc.record({ trailBy: fc.constantFrom("AMOUNT" as const, "PERCENT" as const) }),
  fc.record({ group: fc.constantFrom("NONE" as const, "BRACKET" as const, "OCO" as const, "OTO" as const) }),
  fc.record({ doNotReduce: fc.boolean() }),
  fc.record({ thenType: fc.constantFrom("LIMIT" as const, "STOP" as const) }),
  fc.record({ exitTimeInForce: fc.constantFrom("DAY" as const, "GTC" as const) }),
  fc.record({ exitLots: fc.constantFrom("STANDING" as const, "FIFO" as const, "LOWEST_TAX" as const) }),
  fc.record({ lossLimit: fc.constantFrom("", "179.5") }),
);
const filled = (form: TicketForm): TicketForm => ({
  ...form,
  quantity: "100",
  amount: "500",
  limitPrice: "187.4",
  stopPrice: "190.",
  trailValue: "2.5",
  expiresOn: "2026-12-01",
  profitPrice: "195",
  lossStop: "180",
  thenPrice: "199.9",
});

describe("the form", () => {
  test("whatever is pressed, what stands there is an order that the server's schemas take", () => {
    fc.assert(
      fc.property(fc.array(presses, { maxLength: 12 }), (changes) => {
        const form = filled(changes.reduce(changeTicket, emptyTicket("BUY")));
        const intended = intendedBy(form, PLACE);
        expect(intended).not.toBeNull();
        expect(previewInput.safeParse(intended?.first).error?.issues).toBeUndefined();
        if (intended?.group) {
          const named = { ...intended.group, clientOrderId: "abc", isConfirmed: false };
          expect(orderGroupInput.safeParse(named).error?.issues).toBeUndefined();
          expect(intended.group.exitLots ?? "STANDING").toBe(form.exitLots);
        }
        if (intended && "doNotReduce" in intended.first) expect(isReducedByDividends(form)).toBe(true);
        expect(typesFor(form)).toContain(form.type);
        expect(timesFor(form)).toContain(form.timeInForce);
      }),
    );
  });

  test("the last choice stands, as long as the side or the kind allows it", () => {
    const bracket = changeTicket(emptyTicket("SELL"), { group: "BRACKET" });
    expect(bracket.side).toBe("BUY");
    expect(changeTicket(bracket, { side: "SELL" })).toMatchObject({ side: "SELL", group: "NONE" });
    expect(changeTicket(bracket, { sizeIn: "DOLLARS" })).toMatchObject({ group: "NONE", type: "MARKET" });
    const dollars = changeTicket(emptyTicket("BUY"), { sizeIn: "DOLLARS" });
    expect(changeTicket(dollars, { type: "LIMIT" }).sizeIn).toBe("SHARES");
    const extended = changeTicket(emptyTicket("BUY"), { timeInForce: "IOC", session: "EXTENDED" });
    expect(extended).toMatchObject({ session: "EXTENDED", timeInForce: "DAY" });
  });

  test("nothing is asked of the server before the ticket is complete", () => {
    const form = emptyTicket("SELL");
    expect(missingIn(form)).toEqual({
      quantity: "Enter how many shares.",
      limitPrice: "Enter the least that you accept for a share.",
    });
    expect(intendedBy(changeTicket(form, { quantity: "0" }), PLACE)).toBeNull();
    expect(missingIn(changeTicket(form, { type: "MARKET", quantity: "5" }))).toEqual({});
    const naming = changeTicket(form, { type: "MARKET", quantity: "5", lotMethod: "SPECIFIC" });
    expect(Object.keys(missingIn(naming))).toEqual(["lots"]);
    expect(missingIn(changeTicket(naming, { namedLots: { a: "2" } }))).toEqual({});
    expect(Object.keys(missingIn(changeTicket(form, { group: "OCO" })))).toEqual([
      "quantity",
      "profitPrice",
      "lossStop",
    ]);
  });

  test("a price of the ladder goes into the limit, and makes a stop a limit order", () => {
    const stop = changeTicket(emptyTicket("BUY"), { type: "STOP", stopPrice: "190" });
    expect(pickPrice(stop, "SELL", "187.43")).toMatchObject({
      side: "SELL",
      type: "LIMIT",
      limitPrice: "187.43",
    });
    const stopLimit = changeTicket(stop, { type: "STOP_LIMIT" });
    expect(pickPrice(stopLimit, "BUY", "191").type).toBe("STOP_LIMIT");
  });

  test("what is chosen under More shows while it is folded", () => {
    const form = changeTicket(emptyTicket("BUY"), { route: "XNAS", session: "EXTENDED" });
    expect(hiddenChoices(form)).toEqual(["to Nasdaq", "extended hours"]);
    expect(hiddenChoices(emptyTicket("BUY"))).toEqual([]);
    const kept = changeTicket(emptyTicket("BUY"), { timeInForce: "GTC" });
    expect(hiddenChoices(changeTicket(kept, { doNotReduce: true }))).toEqual(["do not reduce"]);
  });

  test("only what a dividend would lower can be marked do-not-reduce", () => {
    const good = changeTicket(emptyTicket("BUY"), { timeInForce: "GTC" });
    expect(changeTicket(good, { doNotReduce: true }).doNotReduce).toBe(true);
    expect(changeTicket(good, { side: "SELL", doNotReduce: true }).doNotReduce).toBe(false);
    expect(changeTicket(good, { type: "STOP", doNotReduce: true }).doNotReduce).toBe(false);
    expect(changeTicket(good, { type: "STOP", side: "SELL", doNotReduce: true }).doNotReduce).toBe(true);
    expect(changeTicket(good, { timeInForce: "DAY", doNotReduce: true }).doNotReduce).toBe(false);
  });
});

describe("the words", () => {
  test("the button says what it does", () => {
    const buy = changeTicket(emptyTicket("BUY"), { quantity: "1500" });
    expect(buttonInWords(buy, "F")).toBe("Buy 1,500 F");
    expect(buttonInWords(emptyTicket("SELL"), "F")).toBe("Sell F");
    const dollars = changeTicket(buy, { sizeIn: "DOLLARS", amount: "250" });
    expect(buttonInWords(dollars, "F")).toBe("Buy $250.00 of F");
    expect(buttonInWords(changeTicket(buy, { group: "BRACKET" }), "F")).toBe("Buy 1,500 F, then exit");
  });

  test("a group says what follows its first order", () => {
    const words = (group: TicketForm["group"]) =>
      groupInWords(intendedBy(filled(changeTicket(emptyTicket("BUY"), { group })), PLACE)?.group ?? null);
    expect(words("NONE")).toBe("");
    expect(words("BRACKET")).toBe(
      "Then sell what was bought at 195.00 or better, or at the market once the price falls to 180.00, good until cancelled: as one of the two fills, the other shrinks by as much",
    );
    expect(words("OTO")).toBe("Then sell what was bought at 199.90 or better, good until cancelled");
    expect(words("OCO")).toContain("Or sell them at the market once the price falls to 180.00");
  });
});
