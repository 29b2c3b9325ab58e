import { expect, it, vi } from "vitest";
import { instantAt, localDate } from "@/domain/time/instant";
import { breaksOf, holder } from "@/server/corporate-actions/testing/holders";
import { at, DAY, steeredWorld, SYMBOL } from "@/server/orders/testing/steered-world";
import { verify } from "@/scripts/verify/verify";

vi.setConfig({ testTimeout: 60_000 });

const EX_DATE = localDate("2026-06-02");
const world = await steeredWorld(at("15:00"));

it("counts from before the ex-date's first trade, also when we hear of it after several", async () => {
  const who = await holder(world, "100000.00", DAY);
  await world.script({ kind: "ACTION", symbol: SYMBOL, exDate: EX_DATE, type: "SPLIT", value: "2" });
  await who.place({ type: "MARKET", quantity: "100" });
  const { clearing } = world.deps.ports;
  const hear = clearing.events;
  clearing.events = async () => [];
  await world.to(instantAt(EX_DATE, "10:00"));
  await who.place({ type: "MARKET", side: "SELL", quantity: "60" });
  await who.place({ type: "MARKET", quantity: "30" });
  expect(await who.positions()).toEqual(["F 0 70"]);
  const lotsOf = async () => (await who.lots()).map((text) => text.split(" ").slice(0, 2).join(" "));
  expect(await lotsOf()).toEqual(["2026-06-01 40", "2026-06-02 30"]);

  clearing.events = hear;
  await world.settle();
  // A hundred became two hundred before sixty were sold: they cost three tenths of the lot.
  expect(await who.positions()).toEqual(await who.firmPositions());
  expect(await lotsOf()).toEqual(["2026-06-01 140", "2026-06-02 30"]);
  const cost = Number((await who.closings())[0]?.split(" ")[3]);
  const left = Number((await who.lots())[0]?.split(" ")[2]);
  expect(cost / (cost + left)).toBeCloseTo(0.3, 5);
  await world.to(instantAt(localDate("2026-06-04"), "09:31"));
  expect(await who.positions()).toEqual(["F 170 0"]);
  expect(await breaksOf(world)).toEqual([]);
  expect((await verify(world.database.url)).violations).toEqual([]);
});
