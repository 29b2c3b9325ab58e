import fc from "fast-check";
import { expect, test } from "vitest";
import { applyEdit, capacityOf, caretAfter, cover, digitsOf, layOut } from "@/components/ui/mask-text";

const SSN = "###-##-####";

test("digits are laid into the pattern as they come", () => {
  expect(layOut("", SSN)).toBe("");
  expect(layOut("123", SSN)).toBe("123");
  expect(layOut("1234", SSN)).toBe("123-4");
  expect(layOut("123456789", SSN)).toBe("123-45-6789");
  expect(layOut("1234567890", SSN)).toBe("123-45-6789");
});

test("all but the last four digits are covered", () => {
  expect(cover("123456789", SSN)).toBe("•••-••-6789");
  expect(cover("123", SSN)).toBe("123");
  expect(cover("12345", SSN)).toBe("•23-45");
});

test("only digits count, and only as many as fit", () => {
  expect(digitsOf("12a-3 4")).toBe("1234");
  expect(capacityOf(SSN)).toBe(9);
});

test("the caret stays behind the same digit when a separator slips in", () => {
  expect(caretAfter("123-4", 4)).toBe(5);
  expect(caretAfter("123-45-6789", 3)).toBe(3);
  expect(caretAfter("123-45-6789", 0)).toBe(0);
});

test("an edit of the covered number reaches the digits underneath", () => {
  const shown = cover("123456789", SSN);
  expect(applyEdit("123456789", shown, "", 0)).toBe("");
  expect(applyEdit("123456789", shown, "987654321", 9)).toBe("987654321");
  expect(applyEdit("123456789", shown, shown.slice(0, -1), shown.length - 1)).toBe("12345678");
  expect(applyEdit("123456789", shown, shown.slice(1), 0)).toBe("23456789");
  expect(applyEdit("1234", "123-4", "1234", 3)).toBe("124");
});

test("replacing any part of the shown text replaces those digits and no others", () => {
  const digits = fc.stringMatching(/^[0-9]{0,9}$/);
  fc.assert(
    fc.property(
      digits,
      digits,
      fc.nat(9),
      fc.nat(9),
      fc.boolean(),
      (number, inserted, from, length, isCovered) => {
        const plain = "#########";
        const start = Math.min(from, number.length);
        const end = Math.min(number.length, start + length);
        const shown = isCovered ? cover(number, plain) : layOut(number, plain);
        const typed = shown.slice(0, start) + inserted + shown.slice(end);
        expect(applyEdit(number, shown, typed, start + inserted.length)).toBe(
          number.slice(0, start) + inserted + number.slice(end),
        );
      },
    ),
  );
});
