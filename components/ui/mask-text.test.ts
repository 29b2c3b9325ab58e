import { expect, test } from "vitest";
import { capacityOf, caretAfter, cover, digitsOf, layOut } from "@/components/ui/mask-text";

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
