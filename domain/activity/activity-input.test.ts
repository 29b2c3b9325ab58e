import { describe, expect, it } from "vitest";
import { activityInput, writeCursor } from "@/domain/activity/activity-input";

const accountId = "01936f00-0000-7000-8000-000000000001";
const issues = (more: object) =>
  activityInput.safeParse({ accountId, ...more }).error?.issues.map((issue) => issue.path.join(".")) ?? [];

describe("asking what happened", () => {
  it("reads days, kinds and a place in the list", () => {
    const cursor = { at: 1_795_000_000_123, source: 2, key: accountId };
    expect(
      activityInput.parse({
        accountId,
        from: "2026-01-01",
        to: "2026-01-01",
        kinds: ["TRADE"],
        cursor: writeCursor(cursor),
      }),
    ).toEqual({ accountId, from: "2026-01-01", to: "2026-01-01", kinds: ["TRADE"], cursor });
  });

  it.each([
    [{ from: "2026-02-30" }, ["from"]],
    [{ from: "0001-01-01" }, ["from"]],
    [{ to: "yesterday" }, ["to"]],
    [{ from: "2026-02-02", to: "2026-02-01" }, ["to"]],
    [{ kinds: [] }, ["kinds"]],
    [{ kinds: ["GOSSIP"] }, ["kinds.0"]],
    [{ cursor: "999999999999999999.1.a" }, ["cursor"]],
    [{ cursor: "4102444800000.1.a" }, ["cursor"]],
    [{ cursor: "1.3.a" }, ["cursor"]],
    [{ cursor: "1.1.'; drop table" }, ["cursor"]],
    [{ accountId: "all" }, ["accountId"]],
    [{ userId: accountId }, [""]],
  ])("refuses %j", (more, paths) => {
    expect(issues(more)).toEqual(paths);
  });
});
