import { describe, expect, it } from "vitest";
import { createAttempts } from "@/components/transfers/attempt";
import { clientTransferIdInput } from "@/domain/funding/inputs";

describe("the name of an attempt", () => {
  it("stays while the same is tried again, and is new for other terms and after success", () => {
    let count = 0;
    const attempts = createAttempts(() => `n${++count}`);
    expect(attempts.idFor(["DEPOSIT", "100"])).toBe("n1");
    expect(attempts.idFor(["DEPOSIT", "100"])).toBe("n1");
    expect(attempts.idFor(["DEPOSIT", "200"])).toBe("n2");
    attempts.succeeded();
    expect(attempts.idFor(["DEPOSIT", "200"])).toBe("n3");
  });

  it("is one that the server takes", () => {
    const ids = [createAttempts().idFor([]), createAttempts().idFor([])];
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(clientTransferIdInput.parse(id)).toBe(id);
  });
});
