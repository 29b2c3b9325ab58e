import fc from "fast-check";
import { expect, test } from "vitest";
import { isTypedInto, readKey } from "@/components/trade/keymap";

const press = (key: string) => ({ key, ctrlKey: false, metaKey: false, altKey: false });
const chord = fc
  .record({ key: fc.string(), ctrlKey: fc.boolean(), metaKey: fc.boolean(), altKey: fc.boolean() })
  .filter(({ ctrlKey, metaKey, altKey }) => ctrlKey || metaKey || altKey);

test("single keys act by themselves", () => {
  expect(readKey(null, press("b")).command).toBe("BUY");
  expect(readKey(null, press("s")).command).toBe("SELL");
  expect(readKey(null, press("?")).command).toBe("KEYS");
  expect(readKey(null, press("Escape")).command).toBe("BACK");
});

test("cancelling everything takes Shift: a small c does nothing", () => {
  expect(readKey(null, press("C")).command).toBe("CANCEL_ALL");
  expect(readKey(null, press("c")).command).toBeNull();
});

test("a pair of keys acts on its second one, and is forgotten after any other", () => {
  expect(readKey(null, press("g"))).toEqual({ command: null, prefix: "g" });
  expect(readKey("g", press("o"))).toEqual({ command: "ORDERS", prefix: null });
  // After g, a letter is no command of its own: "g b" must not open a purchase.
  expect(readKey("g", press("b"))).toEqual({ command: null, prefix: null });
});

test("chords are left to the browser, whatever stood before", () => {
  fc.assert(
    fc.property(chord, fc.constantFrom("g" as const, null), (pressed, before) => {
      expect(readKey(before, pressed)).toEqual({ command: null, prefix: null });
    }),
  );
});

test("keys rest while somebody types, and not on a radio button", () => {
  const place = (tagName: string, type?: string) => ({ tagName, type, isContentEditable: false });
  expect(isTypedInto(place("INPUT", "text"))).toBe(true);
  expect(isTypedInto(place("INPUT"))).toBe(true);
  expect(isTypedInto(place("SELECT"))).toBe(true);
  expect(isTypedInto(place("TEXTAREA"))).toBe(true);
  expect(isTypedInto({ ...place("DIV"), isContentEditable: true })).toBe(true);
  expect(isTypedInto(place("INPUT", "radio"))).toBe(false);
  expect(isTypedInto(place("BUTTON"))).toBe(false);
});
