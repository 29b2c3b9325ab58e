import { expect, test } from "vitest";
import { type PaletteCommand, rankCommands } from "@/components/shell/rank-commands";

const commands: PaletteCommand[] = [
  { id: "portfolio", label: "Portfolio", group: "Go to", keywords: "positions equity" },
  { id: "orders", label: "Orders", group: "Go to", keywords: "blotter" },
  { id: "deposit", label: "Deposit money", group: "Do", keywords: "ach fund" },
  { id: "reorder", label: "Reorder the watchlist", group: "Do" },
];
const found = (query: string) => rankCommands(commands, query).map((command) => command.id);

test("nothing typed finds everything, in its own order", () => {
  expect(found("  ")).toEqual(["portfolio", "orders", "deposit", "reorder"]);
});

test("the start of the label comes before its middle, and that before a keyword", () => {
  expect(found("order")).toEqual(["orders", "reorder"]);
  expect(found("blot")).toEqual(["orders"]);
});

test("every word has to be found", () => {
  expect(found("deposit ach")).toEqual(["deposit"]);
  expect(found("deposit blotter")).toEqual([]);
});
