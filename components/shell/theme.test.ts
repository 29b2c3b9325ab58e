import { expect, test } from "vitest";
import { readPalette, readTheme } from "@/components/shell/theme";

test("a cookie that we did not write changes nothing", () => {
  expect(readTheme("dark")).toBe("dark");
  expect(readTheme(undefined)).toBe("system");
  expect(readTheme('"><script>')).toBe("system");
  expect(readPalette("safe")).toBe("safe");
  expect(readPalette("")).toBe("usual");
});
