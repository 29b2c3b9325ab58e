import { pino } from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { FaultDial, FaultSetting } from "@/domain/clearing/faults";
import type { FirmCommand } from "@/domain/clearing/messages";
import type { ClearingFirmPort } from "@/domain/clearing/ports";
import { instantAt, localDate, plus } from "@/domain/time/instant";
import { newId } from "@/server/platform/ids";
import { httpPorts } from "@/server/platform/signed-http";
import { openStreet } from "@/server/street/open-street";
import { openTestStreet, TEST_KEY, type TestStreet } from "@/server/street/testing/test-street";
import { tinyMarket } from "@/server/street/testing/tiny-market";

const DAY = localDate("2026-06-01");
const NAMES = ["Ada", "Bob", "Cyd", "Dot", "Eve"];
let on: TestStreet;

beforeAll(async () => {
  on = await openTestStreet(tinyMarket([], []), instantAt(DAY, "10:00"));
  vi.stubGlobal("fetch", (url: URL, init: RequestInit) => on.doors.answer(new Request(url, init)));
  for (const title of NAMES)
    await on.tell("CLEARING", {
      kind: "OPEN_ACCOUNT",
      accountId: newId(),
      title,
      commissionClass: "STANDARD",
    });
  await on.controls.advanceTo(plus(instantAt(DAY, "16:00"), 1));
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await on.database.drop();
});
afterEach(() => on.database.street.faultDial.deleteMany({}));

const always: FaultSetting = { percent: 100, delayMs: 0, file: null };
const set = (dial: FaultDial, setting: FaultSetting | null = always) => on.controls.setFault(dial, setting);
const unavailable = { code: "CLEARING_FIRM_UNAVAILABLE" };

const ports: [string, () => ClearingFirmPort][] = [
  [
    "in this process",
    () => ({
      send: (messages) => on.doors.send("CLEARING", messages),
      events: (after, limit) => on.doors.events("CLEARING", after, limit),
      file: (day, name) => on.doors.file(day, name),
    }),
  ],
  [
    "over signed HTTP",
    () => httpPorts({ baseUrl: "http://door.test", key: TEST_KEY, clock: on.clock }).clearing,
  ],
];

describe.each(ports)("a street that misbehaves, %s", (_transport, open) => {
  const seqs = async () => (await open().events(0, 100)).map(({ seq }) => seq);
  const command = (): FirmCommand => ({
    kind: "OPEN_ACCOUNT",
    accountId: newId(),
    title: "Fay",
    commissionClass: "STANDARD",
  });
  const recorded = (messageId: string) => on.database.street.streetCommand.count({ where: { messageId } });

  it("takes and tells nothing while it is down, and all is as before when it is up again", async () => {
    await set("DOWN");
    const message = { messageId: newId(), command: command() };
    await expect(open().send([message])).rejects.toMatchObject(unavailable);
    await expect(seqs()).rejects.toMatchObject(unavailable);
    await expect(open().file(DAY, "trades")).rejects.toMatchObject(unavailable);
    expect(await recorded(message.messageId)).toBe(0);
    await set("DOWN", null);
    await open().send([message]);
    expect(await recorded(message.messageId)).toBe(1);
  });

  it("has done its work when the reply is lost, once however often it is asked", async () => {
    await set("LOST_REPLY");
    const message = { messageId: newId(), command: command() };
    await expect(open().send([message])).rejects.toMatchObject(unavailable);
    await expect(open().send([message])).rejects.toMatchObject(unavailable);
    expect(await recorded(message.messageId)).toBe(1);
  });

  it("answers late", async () => {
    await set("SLOW", { ...always, delayMs: 30 });
    const from = performance.now();
    await seqs();
    expect(performance.now() - from).toBeGreaterThanOrEqual(29);
  });

  it("repeats its events, and tells them in any order", async () => {
    const told = await seqs();
    await set("DUPLICATE_EVENTS");
    const twice = await seqs();
    expect(twice.length).toBeGreaterThan(told.length);
    expect(new Set(twice)).toEqual(new Set(told));
    await set("DUPLICATE_EVENTS", null);
    await set("SHUFFLED_EVENTS");
    const orders = await Promise.all(Array.from({ length: 8 }, seqs));
    for (const order of orders) expect(order.toSorted((a, b) => a - b)).toEqual(told);
    expect(orders.some((order) => order.join() !== told.join())).toBe(true);
  });

  it("sends files that are cut off or altered, if it is told which, only those", async () => {
    const [lots, balances] = [await open().file(DAY, "lots"), await open().file(DAY, "balances")];
    await set("TRUNCATED_FILE", { ...always, file: "balances" });
    const cut = await open().file(DAY, "balances");
    expect(balances.startsWith(cut) && cut.length < balances.length).toBe(true);
    expect(await open().file(DAY, "lots")).toBe(lots);
    await set("TRUNCATED_FILE", null);
    await set("ALTERED_FILE");
    const other = await open().file(DAY, "balances");
    expect(other).not.toBe(balances);
    expect(other).toHaveLength(balances.length);
  });
});

it("there are no dials in production, and none that were left in its database work", async () => {
  const { street: db } = on.database;
  const env = {
    EXCHANGE_CLOCK: "virtual",
    EXCHANGE_HOURS: "regular",
    CLEARING_HMAC_KEY: TEST_KEY,
    APP_MODE: "production",
  } as const;
  await set("DOWN");
  const real = openStreet({ db, market: on.market, clock: on.clock, env, log: pino({ level: "silent" }) });
  await expect(real.controls.setFault("DOWN", null)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(real.controls.faults()).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect((await real.doors.events("CLEARING", 0, 100)).length).toBeGreaterThan(0);
});
