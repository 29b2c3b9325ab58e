import { describe, expect, it } from "vitest";
import { createActor } from "@/prisma/factories/users";
import type { Actor } from "@/server/platform/actor";
import { newId } from "@/server/platform/ids";
import { testDatabase } from "@/server/platform/testing/database";
import { testDeps } from "@/server/platform/testing/deps";
import { addSymbol } from "@/server/watchlists/add-symbol";
import { createList } from "@/server/watchlists/create-list";
import { deleteList } from "@/server/watchlists/delete-list";
import { moveList } from "@/server/watchlists/move-list";
import { moveSymbol } from "@/server/watchlists/move-symbol";
import { myWatchlists } from "@/server/watchlists/queries";
import { removeSymbol } from "@/server/watchlists/remove-symbol";
import { renameList } from "@/server/watchlists/rename-list";

const database = await testDatabase();
const deps = testDeps(database);
const SYMBOLS = deps.market.instruments().map(({ symbol }) => symbol);

let people = 0;
const person = (): Promise<Actor> =>
  createActor(deps.db, { email: `watcher${++people}@example.com` }, deps.clock.now());

/** A person's list of these symbols. */
async function listOf(actor: Actor, symbols: readonly string[]): Promise<string> {
  const { id } = await createList(deps, actor, { name: "Test" });
  for (const symbol of symbols) await addSymbol(deps, actor, { listId: id, symbol });
  return id;
}

const symbolsOf = async (actor: Actor, listId: string) =>
  (await myWatchlists(deps, actor)).find(({ id }) => id === listId)?.symbols;
const names = async (actor: Actor) => (await myWatchlists(deps, actor)).map(({ name }) => name);

describe("a person's first look", () => {
  it("finds a list with a handful of symbols, the same one however many tabs look at once", async () => {
    const actor = await person();
    const looks = await Promise.all(Array.from({ length: 8 }, () => myWatchlists(deps, actor)));
    const [first] = await myWatchlists(deps, actor);
    expect(first?.name).toBe("My watchlist");
    expect(first?.symbols.length).toBeGreaterThan(3);
    for (const symbol of first?.symbols ?? []) expect(SYMBOLS).toContain(symbol);
    for (const look of looks) expect(look).toEqual([first]);
  });

  it("does not bring the list back that the person has deleted", async () => {
    const actor = await person();
    const [first] = await myWatchlists(deps, actor);
    await deleteList(deps, actor, { listId: first?.id ?? "" });
    expect(await myWatchlists(deps, actor)).toEqual([]);
  });
});

describe("lists", () => {
  it("are made, renamed, put in order and deleted", async () => {
    const actor = await person();
    const one = await createList(deps, actor, { name: "One" });
    const two = await createList(deps, actor, { name: "Two" });
    expect(await names(actor)).toEqual(["My watchlist", "One", "Two"]);
    await moveList(deps, actor, { listId: two.id, to: 0 });
    expect(await names(actor)).toEqual(["Two", "My watchlist", "One"]);
    await moveList(deps, actor, { listId: two.id, to: 19 });
    expect(await names(actor)).toEqual(["My watchlist", "One", "Two"]);
    await renameList(deps, actor, { listId: one.id, name: "Uno" });
    await deleteList(deps, actor, { listId: two.id });
    expect(await names(actor)).toEqual(["My watchlist", "Uno"]);
  });

  it("are twenty at most, also when they are made at once", async () => {
    const actor = await person();
    const made = await Promise.allSettled(
      Array.from({ length: 24 }, (_, i) => createList(deps, actor, { name: `List ${i}` })),
    );
    expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(19);
    for (const one of made) {
      if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "CONFLICT" });
    }
    expect(await names(actor)).toHaveLength(20);
  });

  it("keep everyone of them through moves and deletions at the same time", async () => {
    const actor = await person();
    const ids: string[] = [];
    for (let i = 0; i < 8; i++) ids.push((await createList(deps, actor, { name: `L${i}` })).id);
    const [deleted = "", ...kept] = ids;
    await Promise.all([
      ...kept.map((listId, to) => moveList(deps, actor, { listId, to: kept.length - to })),
      deleteList(deps, actor, { listId: deleted }),
      createList(deps, actor, { name: "New" }),
    ]);
    const left = await myWatchlists(deps, actor);
    expect(left.map(({ name }) => name).sort()).toEqual(
      ["L1", "L2", "L3", "L4", "L5", "L6", "L7", "My watchlist", "New"].sort(),
    );
  });
});

describe("symbols of a list", () => {
  it("are added at the end, once, moved and removed", async () => {
    const actor = await person();
    const listId = await listOf(actor, ["AAPL", "KO", "SPY"]);
    await addSymbol(deps, actor, { listId, symbol: "AAPL" });
    expect(await symbolsOf(actor, listId)).toEqual(["AAPL", "KO", "SPY"]);
    const moved = await moveSymbol(deps, actor, { listId, symbol: "SPY", to: 0 });
    expect(moved.symbols).toEqual(["SPY", "AAPL", "KO"]);
    await moveSymbol(deps, actor, { listId, symbol: "SPY", to: 1 });
    expect(await symbolsOf(actor, listId)).toEqual(["AAPL", "SPY", "KO"]);
    await moveSymbol(deps, actor, { listId, symbol: "AAPL", to: 99 });
    expect(await symbolsOf(actor, listId)).toEqual(["SPY", "KO", "AAPL"]);
    await removeSymbol(deps, actor, { listId, symbol: "KO" });
    const without = await moveSymbol(deps, actor, { listId, symbol: "KO", to: 0 });
    expect(without.symbols).toEqual(["SPY", "AAPL"]);
  });

  it("must be traded here", async () => {
    const actor = await person();
    const listId = await listOf(actor, []);
    await expect(addSymbol(deps, actor, { listId, symbol: "NOSUCH" })).rejects.toMatchObject({
      code: "UNKNOWN_SYMBOL",
    });
  });

  it("are a hundred at most, each once, also when they come at once", async () => {
    const actor = await person();
    const listId = await listOf(actor, SYMBOLS.slice(0, 95));
    const wanted = [...SYMBOLS.slice(90, 110), ...SYMBOLS.slice(95, 105)];
    const added = await Promise.allSettled(
      wanted.map((symbol) => addSymbol(deps, actor, { listId, symbol })),
    );
    for (const one of added) {
      if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "CONFLICT" });
    }
    const found = (await symbolsOf(actor, listId)) ?? [];
    expect(found).toHaveLength(100);
    expect(new Set(found).size).toBe(100);
    await expect(addSymbol(deps, actor, { listId, symbol: found[0] ?? "" })).resolves.toMatchObject({
      symbols: found,
    });
  });

  it("are neither lost nor doubled by moves, additions and removals at the same time", async () => {
    const actor = await person();
    const start = SYMBOLS.slice(0, 12);
    const listId = await listOf(actor, start);
    await Promise.all([
      ...start.slice(2).map((symbol, i) => moveSymbol(deps, actor, { listId, symbol, to: (i * 5) % 12 })),
      addSymbol(deps, actor, { listId, symbol: SYMBOLS[20] ?? "" }),
      removeSymbol(deps, actor, { listId, symbol: start[0] ?? "" }),
    ]);
    expect([...((await symbolsOf(actor, listId)) ?? [])].sort()).toEqual(
      [...start.slice(1), SYMBOLS[20]].sort(),
    );
  });
});

describe("another person's list", () => {
  it("is not there", async () => {
    const [owner, other] = [await person(), await person()];
    const listId = await listOf(owner, ["AAPL", "KO"]);
    await myWatchlists(deps, other);
    for (const id of [listId, newId()]) {
      for (const tried of [
        () => renameList(deps, other, { listId: id, name: "Mine now" }),
        () => deleteList(deps, other, { listId: id }),
        () => moveList(deps, other, { listId: id, to: 0 }),
        () => addSymbol(deps, other, { listId: id, symbol: "SPY" }),
        () => addSymbol(deps, other, { listId: id, symbol: "NOSUCH" }),
        () => removeSymbol(deps, other, { listId: id, symbol: "AAPL" }),
        () => moveSymbol(deps, other, { listId: id, symbol: "KO", to: 0 }),
      ])
        await expect(tried()).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    expect(await symbolsOf(owner, listId)).toEqual(["AAPL", "KO"]);
    expect(await names(owner)).toEqual(["My watchlist", "Test"]);
  });
});
