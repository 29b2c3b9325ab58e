import { expect, test } from "vitest";
import { asHit, hitHref, portalCommands, readQuery } from "@/components/portal-frame/portal-commands";

test("a verb before a symbol is a wish to trade it", () => {
  expect(readQuery(" buy  aap")).toEqual({ verb: "BUY", text: "aap" });
  expect(readQuery("SELL f")).toEqual({ verb: "SELL", text: "f" });
  expect(readQuery("buy ")).toEqual({ verb: null, text: "buy" });
  expect(readQuery("best buy")).toEqual({ verb: null, text: "best buy" });
});

test("a hit leads where its words say", () => {
  const apple = { symbol: "AAPL", name: "Apple Inc.", primaryListing: "XNAS" };
  expect(hitHref(asHit(null, apple).symbol, "/portfolio")).toBe("/instruments/AAPL");
  expect(hitHref(asHit(null, apple).symbol, "/trade")).toBe("/trade?symbol=AAPL");
  expect(hitHref(asHit("SELL", apple).symbol, "/trade")).toBe("/trade?symbol=AAPL&side=SELL");
});

test("every command goes somewhere or does something", () => {
  const chosen: string[] = [];
  const commands = portalCommands((theme) => chosen.push(theme));
  for (const command of commands) {
    expect(Boolean(command.href) !== Boolean(command.onRun)).toBe(true);
    command.onRun?.();
  }
  expect(chosen).toEqual(["light", "dark", "system"]);
});
