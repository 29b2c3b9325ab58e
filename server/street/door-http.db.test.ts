import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { VenueCommand } from "@/domain/routing/messages";
import { instantAt, localDate, plus } from "@/domain/time/instant";
import { newId, newSecret } from "@/server/platform/ids";
import { SIGNATURE_HEADERS, signatureOf } from "@/server/platform/signature";
import { httpCycle, httpPorts } from "@/server/platform/signed-http";
import { openStreet } from "@/server/street/open-street";
import { openTestStreet, TEST_KEY, type TestStreet } from "@/server/street/testing/test-street";
import { tinyMarket } from "@/server/street/testing/tiny-market";

const BASE = "http://door.test";
const TEN = instantAt(localDate("2026-06-01"), "10:00");
const CALM = [
  {
    venue: "XNYS" as const,
    from: plus(TEN, -3_600_000),
    bids: [[9.99, 100]] as [number, number][],
    asks: [[10.01, 100]] as [number, number][],
  },
];

let on: TestStreet;
beforeAll(async () => {
  on = await openTestStreet(tinyMarket(CALM), TEN);
});
afterAll(() => on.database.drop());

type Forged = Partial<{
  key: string;
  timestamp: string;
  nonce: string;
  signedBody: string;
  signedTarget: string;
  method: string;
}>;

function request(target: string, body?: string, forged: Forged = {}): Request {
  const method = forged.method ?? (body === undefined ? "GET" : "POST");
  const timestamp = forged.timestamp ?? String(on.clock.now());
  const nonce = forged.nonce ?? newSecret();
  const signature = signatureOf(forged.key ?? TEST_KEY, {
    method,
    target: forged.signedTarget ?? target,
    timestamp,
    nonce,
    body: forged.signedBody ?? body ?? "",
  });
  return new Request(`${BASE}${target}`, {
    method,
    headers: {
      [SIGNATURE_HEADERS.timestamp]: timestamp,
      [SIGNATURE_HEADERS.nonce]: nonce,
      [SIGNATURE_HEADERS.signature]: signature,
    },
    ...(body === undefined ? {} : { body }),
  });
}

const order = (): VenueCommand => ({
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
  quantity: "10",
  limitPrice: "9.00",
  expiresOn: null,
});
const sent = (...commands: unknown[]) =>
  JSON.stringify({ messages: commands.map((command) => ({ messageId: newId(), command })) });
const stored = () => on.database.street.streetCommand.count();

async function refused(given: Request): Promise<[number, string]> {
  const before = await stored();
  const response = await on.doors.answer(given);
  expect(await stored()).toBe(before);
  return [response.status, ((await response.json()) as { error: string }).error];
}

const COMMANDS = "/api/clearing/venues/commands";

describe("the signed door", () => {
  it("takes a signed request once", async () => {
    const before = await stored();
    const nonce = newSecret();
    const body = sent(order());
    const first = await on.doors.answer(request(COMMANDS, body, { nonce }));
    expect([first.status, await first.json()]).toEqual([200, { received: 1 }]);
    expect(await refused(request(COMMANDS, body, { nonce }))).toEqual([
      401,
      "This request has been here before.",
    ]);
    const again = await on.doors.answer(request(COMMANDS, body));
    expect(again.status).toBe(200);
    expect(await stored()).toBe(before + 1);
  });

  it("refuses another key, another body, another address, another time", async () => {
    const body = sent(order());
    const wrong = [401, "The signature is not right."];
    const otherKey = Buffer.alloc(32, 8).toString("base64");
    expect(await refused(request(COMMANDS, body, { key: otherKey }))).toEqual(wrong);
    expect(await refused(request(COMMANDS, body, { signedBody: sent(order()) }))).toEqual(wrong);
    expect(await refused(request(COMMANDS, body, { signedTarget: "/api/clearing/bank/commands" }))).toEqual(
      wrong,
    );
    expect(await refused(new Request(`${BASE}${COMMANDS}`, { method: "POST", body }))).toEqual(wrong);
    for (const off of [-61_000, 61_000]) {
      const timestamp = String(on.clock.now() + off);
      expect(await refused(request(COMMANDS, body, { timestamp }))).toEqual([
        401,
        "The request is too old, or ahead of its time.",
      ]);
    }
    expect(await refused(request(COMMANDS, body, { timestamp: "1e3" }))).toEqual([
      401,
      "The request is too old, or ahead of its time.",
    ]);
    expect(await refused(request(COMMANDS, body, { nonce: "short" }))).toEqual([
      401,
      "The nonce is not right.",
    ]);
  });

  it("refuses what is too large, not JSON, or not of the agreed form", async () => {
    expect(await refused(request(COMMANDS, "x".repeat(1024 * 1024 + 1)))).toEqual([
      413,
      "The body is larger than 1 MB.",
    ]);
    expect((await refused(request(COMMANDS, "{")))[0]).toBe(400);
    expect((await refused(request(COMMANDS, sent({ ...order(), surplus: 1 }))))[0]).toBe(400);
    expect((await refused(request(COMMANDS, sent(order(), { ...order(), quantity: "1e309" }))))[0]).toBe(400);
    expect((await refused(request("/api/clearing/venues/events?after=-1")))[0]).toBe(400);
    expect((await refused(request("/api/clearing/clearing/files/2026-13-01/trades")))[0]).toBe(400);
    expect(await refused(request("/api/clearing/elsewhere/events"))).toEqual([404, "There is no such door."]);
    expect((await refused(request("/api/clearing/clearing/files/2026-06-01/trades")))[0]).toBe(404);
    expect((await refused(request(COMMANDS, "{}", { method: "PUT" })))[0]).toBe(405);
  });

  it("forgets old nonces", async () => {
    await on.database.street
      .$executeRaw`insert into street.door_nonce values ('long-ago', now() - interval '1 day')`;
    await on.doors.answer(request("/api/clearing/venues/events"));
    expect(await on.database.street.doorNonce.findUnique({ where: { nonce: "long-ago" } })).toBeNull();
  });

  it("lets a drill steer the market, but not in production", async () => {
    const row = {
      kind: "QUOTE",
      symbol: "MINI",
      from: new Date(TEN).toISOString(),
      bid: "41.00",
      ask: "41.02",
      bidSize: 5,
      askSize: 7,
    };
    const response = await on.doors.answer(request("/api/clearing/drill", JSON.stringify({ rows: [row] })));
    expect(await response.json()).toEqual({ laid: 1 });
    expect(on.market.nbbo("MINI", TEN)).toMatchObject({
      bid: { price: 410_000, size: 5 },
      ask: { price: 410_200, size: 7 },
    });
    expect(
      (
        await refused(request("/api/clearing/drill", JSON.stringify({ rows: [{ ...row, ask: "40.00" }] })))
      )[0],
    ).toBe(400);
    const production = openStreet({
      db: on.database.street,
      market: tinyMarket(CALM),
      clock: on.clock,
      env: {
        EXCHANGE_CLOCK: "virtual",
        EXCHANGE_HOURS: "regular",
        CLEARING_HMAC_KEY: TEST_KEY,
        APP_MODE: "production",
      },
      log: pino({ level: "silent" }),
    });
    const answer = await production.doors.answer(
      request("/api/clearing/drill", JSON.stringify({ rows: [row] })),
    );
    expect([answer.status, await answer.json()]).toEqual([
      403,
      { error: "There are no drills in production." },
    ]);
  });
});

describe("the drill's rulings", () => {
  const ruling = { execId: `XNYS-${"0".repeat(32)}-100`, reason: "Far from the market." };
  const ask = (street: typeof on, path: string, body: object) =>
    street.doors.answer(request(path, JSON.stringify(body)));

  it("are of the agreed form and about a fill that there is", async () => {
    const unknown = await ask(on, "/api/clearing/drill/bust", ruling);
    expect([unknown.status, await unknown.json()]).toEqual([404, { error: "No venue knows this fill." }]);
    const correction = { ...ruling, quantity: "10", price: "9.99" };
    expect((await ask(on, "/api/clearing/drill/correct", correction)).status).toBe(404);
    for (const [path, body] of [
      ["bust", { ...ruling, reason: "" }],
      ["bust", correction],
      ["correct", { ...correction, quantity: "0" }],
      ["correct", { ...correction, price: 9.99 }],
    ] as const)
      expect((await ask(on, `/api/clearing/drill/${path}`, body)).status).toBe(400);
    expect((await ask(on, "/api/clearing/drill/undo", ruling)).status).toBe(404);
  });

  it("are refused in production, by the door and by the controls behind it", async () => {
    const production = openStreet({
      db: on.database.street,
      market: tinyMarket(CALM),
      clock: on.clock,
      env: {
        EXCHANGE_CLOCK: "virtual",
        EXCHANGE_HOURS: "regular",
        CLEARING_HMAC_KEY: TEST_KEY,
        APP_MODE: "production",
      },
      log: pino({ level: "silent" }),
    });
    const answer = await production.doors.answer(request("/api/clearing/drill/bust", JSON.stringify(ruling)));
    expect(answer.status).toBe(403);
    await expect(production.controls.bustFill(ruling.execId, ruling.reason)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});

describe("the portal's side of it", () => {
  const door = () => ({ baseUrl: BASE, key: TEST_KEY, clock: on.clock });
  const overDoor = async <T>(work: () => Promise<T>, fetching: typeof fetch): Promise<T> => {
    vi.stubGlobal("fetch", fetching);
    try {
      return await work();
    } finally {
      vi.unstubAllGlobals();
    }
  };
  const toDoor: typeof fetch = async (input, init) => on.doors.answer(new Request(input as URL, init));

  it("sends, starts the cycle and hears what became of it", async () => {
    const command = order();
    const events = await overDoor(async () => {
      const ports = httpPorts(door());
      await ports.venues.send([{ messageId: newId(), command }]);
      while (await httpCycle(door()));
      return ports.venues.events(0, 500);
    }, toDoor);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    const mine = events.filter(
      ({ event }) =>
        event.kind !== "CANCEL_REJECTED" &&
        event.childOrderId === (command.kind === "NEW_ORDER" ? command.childOrderId : ""),
    );
    expect(mine.map(({ event }) => event.kind)).toEqual(["ACCEPTED"]);
  });

  it("fetches files and says when there is none", async () => {
    await on.controls.runTo("NEXT_DAY");
    await on.settle();
    const file = await overDoor(
      () => httpPorts(door()).clearing.file(localDate("2026-06-01"), "balances"),
      toDoor,
    );
    expect(file).toBe(await on.doors.file(localDate("2026-06-01"), "balances"));
    await expect(
      overDoor(() => httpPorts(door()).clearing.file(localDate("2026-06-02"), "money"), toDoor),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it.each([
    ["is refused", async () => new Response("{}", { status: 401 })],
    ["is not heard", async () => Promise.reject(new TypeError("fetch failed"))],
    ["gets no JSON", async () => new Response("<html>")],
    ["gets another form", async () => Response.json({ events: [{ seq: 1, event: { kind: "FILL" } }] })],
  ])("throws CLEARING_FIRM_UNAVAILABLE when it %s", async (_, fetching) => {
    await expect(overDoor(() => httpPorts(door()).venues.events(0, 10), fetching)).rejects.toMatchObject({
      code: "CLEARING_FIRM_UNAVAILABLE",
    });
  });
});
