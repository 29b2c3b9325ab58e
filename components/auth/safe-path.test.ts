import { describe, expect, it } from "vitest";
import { safePath } from "@/components/auth/safe-path";

describe("safePath", () => {
  it.each(["/portfolio", "/orders?account=1&status=open", "/"])("goes on to %s", (path) => {
    expect(safePath(path)).toBe(path);
  });
  it.each([
    "//evil.example",
    "/\\evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "portfolio",
    "",
    "/sign-in?next=/sign-in",
    "/a\nb",
    `/${"x".repeat(600)}`,
    undefined,
  ])("stays for %s", (path) => {
    expect(safePath(path)).toBeNull();
  });
});
