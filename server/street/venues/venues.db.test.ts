import { afterAll, describe, expect, it } from "vitest";
import type { VenueCommand, VenueEvent } from "@/domain/routing/messages";
import { instantAt, localDate, plus, toIso } from "@/domain/time/instant";
import { newId } from "@/server/platform/ids";
import { openTestStreet, type TestStreet } from "@/server/street/testing/test-street";
import { type TinyPrint, type TinyQuote, tinyMarket } from "@/server/street/testing/tiny-market";

const DAY = localDate("2026-06-01");
const OPEN = instantAt(DAY, "09:30");
const TEN = instantAt(DAY, "10:00");
const CLOSE = instantAt(DAY, "16:00");

const opened: TestStreet[] = [];
afterAll(async () => {
  for (const street of opened) await street.database.drop();
});

const CALM: TinyQuote[] = [
  {
    venue: "XNYS",
    from: OPEN,
    bids: [[9.99, 200]],
    asks: [
      [10.01, 300],
      [10.02, 500],
    ],
  },
  { venue: "XNAS", from: OPEN, bids: [[9.98, 100]], asks: [[10.02, 400]] },
];

async function street(
  quotes: readonly TinyQuote[] = CALM,
  prints: readonly TinyPrint[] = [],
): Promise<TestStreet> {
  const made = await openTestStreet(tinyMarket(quotes, prints), TEN);
  opened.push(made);
  return made;
}

type NewOrder = Extract<VenueCommand, { kind: "NEW_ORDER" }>;

const order = (given: Partial<NewOrder>): NewOrder => ({
  kind: "NEW_ORDER",
  childOrderId: newId(),
  orderReference: newId(),
  accountNumber: "RT-1",
  venue: "XNYS",
  symbol: "TINY",
  side: "BUY",
  type: "LIMIT",
  timeInForce: "DAY",
  session: "REGULAR",
  stopPrice: null,
  trail: null,
  onProtected: null,
  linkId: null,
  quantity: "100",
  limitPrice: "10.01",
  expiresOn: null,
  ...given,
});

/** An event without what differs in every run. */
const shown = (event: VenueEvent) =>
  event.kind === "FILL"
    ? `FILL ${event.quantity} @ ${event.price} ${event.liquidity} ${event.at.slice(11, 23)}`
    : `${event.kind} ${event.at.slice(11, 23)}`;
const story = async (on: TestStreet, id?: string) =>
  (await on.venueEvents()).filter((event) => !id || event.childOrderId === id).map(shown);

describe("an order at a venue", () => {
  it("takes what is displayed within its limit, then rests and is filled behind the queue", async () => {
    const at = (seconds: number) => plus(TEN, seconds * 1_000);
    const prints: TinyPrint[] = [
      { at: at(120), price: 10.01, size: 50 },
      { at: at(130), price: 10.02, size: 900 },
      { at: at(140), price: 10.01, size: 60 },
      { at: at(150), price: 10.0, size: 100 },
      { at: at(155), price: 10.0, size: 900 },
    ];
    const quotes: TinyQuote[] = [
      ...CALM,
      // A second later the market has moved up, and 80 shares are bid at our limit before us.
      { venue: "XNYS", from: plus(TEN, 100), bids: [[10.01, 80]], asks: [[10.03, 300]] },
      { venue: "XNAS", from: plus(TEN, 100), bids: [[10.0, 100]], asks: [[10.04, 400]] },
    ];
    const on = await street(quotes, prints);
    await on.tell("VENUES", order({ quantity: "500" }));
    expect(await story(on)).toEqual(["ACCEPTED 14:00:00.002", "FILL 300 @ 10.01 REMOVED 14:00:00.002"]);
    await on.controls.advanceTo(at(135));
    expect(await story(on)).toHaveLength(2);
    await on.controls.advanceTo(at(145));
    expect((await story(on)).slice(2)).toEqual(["FILL 30 @ 10.01 ADDED 14:02:20.000"]);
    await on.controls.advanceTo(at(160));
    // A trade through its limit passes the queue, and has no more shares for it than were traded.
    expect((await story(on)).slice(3)).toEqual([
      "FILL 100 @ 10.01 ADDED 14:02:30.000",
      "FILL 70 @ 10.01 ADDED 14:02:35.000",
    ]);
    const [row] = await on.database.street.venueOrder.findMany();
    expect([row?.status, row?.cumQty.toString()]).toEqual(["FILLED", "500"]);
  });

  it("expires a day order at the close and a GTC order at its last close", async () => {
    const on = await street();
    const day = order({ limitPrice: "9.50" });
    const gtc = order({ limitPrice: "9.50", timeInForce: "GTC", expiresOn: "2026-06-02" });
    await on.tell("VENUES", day, gtc);
    await on.controls.advanceTo(plus(CLOSE, 1));
    expect(await story(on, day.childOrderId)).toEqual(["ACCEPTED 14:00:00.002", "EXPIRED 20:00:00.000"]);
    expect(await story(on, gtc.childOrderId)).toEqual(["ACCEPTED 14:00:00.002"]);
    await on.controls.advanceTo(plus(instantAt(localDate("2026-06-02"), "16:00"), 1));
    expect((await story(on, gtc.childOrderId)).at(-1)).toBe("EXPIRED 20:00:00.000");
  });

  it("cancels what stands and refuses to cancel what is done or unknown", async () => {
    const on = await street();
    const resting = order({ limitPrice: "9.50" });
    const done = order({});
    await on.tell("VENUES", resting, done);
    await on.tell(
      "VENUES",
      ...[resting.childOrderId, done.childOrderId, newId()].map((childOrderId) => ({
        kind: "CANCEL_ORDER" as const,
        childOrderId,
      })),
    );
    const kinds = (await on.venueEvents()).map(({ kind }) => kind);
    expect(kinds.slice(0, 3).toSorted()).toEqual(["ACCEPTED", "ACCEPTED", "FILL"]);
    expect(kinds.slice(3).toSorted()).toEqual(["CANCELED", "CANCEL_REJECTED", "CANCEL_REJECTED"]);
    expect((await story(on, resting.childOrderId)).at(-1)).toMatch(/^CANCELED/);
  });

  it("refuses what it cannot trade, with a sentence", async () => {
    const on = await street();
    await on.tell(
      "VENUES",
      order({ symbol: "NONE" }),
      order({ venue: "RSHM" }),
      order({ quantity: "0" }),
      order({ quantity: "1.5" }),
      order({ limitPrice: "10.005" }),
      order({ limitPrice: null }),
      order({ timeInForce: "GTC", expiresOn: "2026-02-31" }),
      order({ timeInForce: "GTC", expiresOn: "2026-05-29" }),
    );
    const events = await on.venueEvents();
    expect(events.map((event) => (event.kind === "REJECTED" ? event.reason : event.kind))).toEqual([
      "NONE is not a known symbol.",
      "The quantity must be a whole number of shares.",
      "The quantity must be a whole number of shares.",
      "The limit price is not a whole number of ticks.",
      "A limit order needs a limit price.",
      "There is no trading day 2026-02-31.",
      "The order's last day is over.",
      // Its gateway is the farthest away.
      "Rush Market Making does not trade TINY.",
    ]);
  });

  it("never trades through a better protected quote, and follows the market from moment to moment", async () => {
    const on = await street();
    // XNAS shows 10.02 while XNYS shows 10.01: a market order at XNAS has to wait.
    await on.tell("VENUES", order({ venue: "XNAS", type: "MARKET", limitPrice: null, quantity: "500" }));
    await on.controls.advanceTo(plus(TEN, 1_000));
    expect(await story(on)).toEqual(["ACCEPTED 14:00:00.002"]);
    // Somebody takes what XNYS shows in the moment that begins at 10:00:01.250: then XNAS is the best there is.
    await on.controls.advanceTo(plus(TEN, 1_248));
    await on.tell("VENUES", order({ quantity: "300" }));
    await on.controls.advanceTo(plus(TEN, 1_260));
    expect((await story(on)).filter((text) => text.startsWith("FILL"))).toEqual([
      "FILL 300 @ 10.01 REMOVED 14:00:01.250",
      "FILL 400 @ 10.02 REMOVED 14:00:01.250",
    ]);
  });

  it("cancels the rest of an immediate order", async () => {
    const on = await street();
    await on.tell("VENUES", order({ timeInForce: "IOC", quantity: "400" }));
    expect(await story(on)).toEqual([
      "ACCEPTED 14:00:00.002",
      "FILL 300 @ 10.01 REMOVED 14:00:00.002",
      "CANCELED 14:00:00.002",
    ]);
  });

  it("holds what comes after the close until the next open", async () => {
    const on = await street();
    await on.controls.advanceTo(CLOSE);
    await on.tell("VENUES", order({}));
    expect(await story(on)).toEqual(["ACCEPTED 20:00:00.002"]);
    await on.controls.advanceTo(instantAt(localDate("2026-06-02"), "09:30"));
    await on.settle();
    expect((await story(on)).at(-1)).toBe("FILL 100 @ 10.01 REMOVED 13:30:00.000");
  });
});

describe("two linked orders", () => {
  const pair = () => {
    const link = { side: "SELL" as const, linkId: newId(), quantity: "150" };
    return [
      order({ ...link, limitPrice: "9.99" }),
      order({ ...link, type: "STOP", limitPrice: null, stopPrice: "9.90" }),
    ] as const;
  };
  const sold = async (on: TestStreet) =>
    (await on.venueEvents()).reduce((sum, one) => sum + (one.kind === "FILL" ? Number(one.quantity) : 0), 0);
  const falls: TinyPrint[] = [{ at: plus(TEN, 60_000), price: 9.9, size: 500 }];

  it("sell no share twice when one fills before the other has come", async () => {
    for (const together of [true, false]) {
      const on = await street(CALM, falls);
      const [profit, stop] = pair();
      if (together) await on.tell("VENUES", profit, stop);
      else {
        await on.tell("VENUES", profit);
        await on.tell("VENUES", stop);
      }
      await on.controls.advanceTo(plus(TEN, 120_000));
      expect([together, await sold(on)]).toEqual([together, 150]);
      expect(await story(on, stop.childOrderId)).toEqual(["ACCEPTED 14:00:00.002", "CANCELED 14:00:00.002"]);
    }
  });

  it("leaves the second what the first could not get", async () => {
    const on = await street(CALM, falls);
    const [profit, stop] = pair();
    // The venue bids for 200.
    await on.tell("VENUES", { ...profit, quantity: "260" }, { ...stop, quantity: "260" });
    expect(await story(on, stop.childOrderId)).toEqual(["ACCEPTED 14:00:00.002", "RESTATED 14:00:00.002"]);
    await on.controls.advanceTo(plus(TEN, 120_000));
    expect(await sold(on)).toBe(260);
  });
});

describe("displayed shares", () => {
  it("go to one of two orders, however many runners there are", async () => {
    const on = await street();
    const second = on.another();
    const commands = Array.from({ length: 20 }, () => order({ quantity: "40" }));
    await Promise.all(commands.map((command) => on.doors.send("VENUES", [{ messageId: newId(), command }])));
    for (let round = 0; round < 5; round++) await Promise.all([on.controls.cycle(), second.controls.cycle()]);
    const fills = (await on.venueEvents()).filter((event) => event.kind === "FILL");
    expect(fills.reduce((sum, event) => sum + Number(event.quantity), 0)).toBe(300);
  });
});

describe("the event log", () => {
  it("has no gap under parallel sends and counts a repeated request once", async () => {
    const on = await street();
    const messages = Array.from({ length: 60 }, () => ({
      messageId: newId(),
      command: order({ limitPrice: "9.00" }),
    }));
    const send = (message: (typeof messages)[number]) => on.doors.send("VENUES", [message]);
    await Promise.all(
      [...messages, ...messages].flatMap((message, index) => [
        send(message),
        ...(index % 7 === 0 ? [on.controls.cycle()] : []),
      ]),
    );
    await on.settle();
    await Promise.all(messages.map(send));
    await on.settle();
    const events = await on.doors.events("VENUES", 0, 1_000);
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
    expect(new Set(events.map(({ event }) => event.childOrderId)).size).toBe(60);
    expect(events.every(({ event }) => event.at === toIso(plus(TEN, 2)))).toBe(true);
  });
});
