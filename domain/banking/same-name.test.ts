import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareNames, mayLink, mayReceiveWire } from "@/domain/banking/same-name";

describe("the same-name rule", () => {
  it.each([
    ["Ada Example", "ADA  EXAMPLE", "SAME"],
    ["Ada Example", "Ms. Ada M. Example", "SAME"],
    ["Ada Maria Example", "Ada M Example", "SAME"],
    ["Ada Maria Example", "Ada Karin Example", "OTHER"],
    ["Ada Example", "Example, Ada", "SAME"],
    ["José Núñez", "Jose Nunez", "SAME"],
    ["Seán O’Brien", "Sean OBrien", "SAME"],
    ["Jürgen Groß", "JURGEN GROSS", "SAME"],
    ["Ada Example", "Ada Other", "OTHER"],
    ["Ada Example", "Eda Example", "OTHER"],
    ["Ada Example", "Example", "OTHER"],
    ["Ada Example", "", "OTHER"],
    ["Ada Example", "Ada Example & Ben Example", "WITH_OTHERS"],
    ["Ada Example & Ben Example JTWROS", "Ben Example", "SAME"],
    ["Ada Example and Ben Example", "Ben Example or Ada Example", "SAME"],
    ["Harbor Holdings, LLC", "Harbor Holdings LLC", "SAME"],
    ["Harbor Holdings LLC", "Harbor Partners LLC", "OTHER"],
    ["Harbor LLC", "Harbor Bay LLC", "OTHER"],
    ["Pier & Sons Company", "Pier & Sons Company", "SAME"],
  ] as const)("%s and %s: %s", (account, bank, expected) => {
    expect(compareNames(account, bank)).toBe(expected);
  });

  it("links an account that a spouse is on too, and wires to nobody but owners", () => {
    expect(mayLink("Ada Example", "Ada Example & Ben Example")).toBe(true);
    expect(mayReceiveWire("Ada Example", "Ada Example & Ben Example")).toBe(false);
    expect(mayLink("Ada Example", "Ben Example")).toBe(false);
  });

  const word = fc
    .stringMatching(/^[a-z]{3,9}$/)
    .filter(
      (text) =>
        !["and", "esq", "prof", "miss", "llc", "inc", "corp", "company", "ltd", "llp", "trust"].includes(
          text,
        ),
    );
  it("is the same for a name and itself, however it is written, and symmetrical", () => {
    fc.assert(
      fc.property(word, word, word, (first, last, other) => {
        const name = `${first} ${last}`;
        expect(compareNames(name, name.toUpperCase())).toBe("SAME");
        expect(compareNames(name, `${last}, ${first}`)).toBe("SAME");
        expect(compareNames(name, `${first} ${other}`)).toBe(compareNames(`${first} ${other}`, name));
      }),
    );
  });
});
