import { describe, expect, it } from "vitest";
import { APPROVAL_ANSWERS, APPROVAL_STATUSES, nextApprovalStatus } from "@/domain/approvals/status";

const enough = { votes: 1, needed: 1 };

describe("an approval", () => {
  it.each(APPROVAL_ANSWERS)("is decided by one %s", (answer) => {
    const to = { approve: "APPROVED", reject: "REJECTED", withdraw: "WITHDRAWN" } as const;
    expect(nextApprovalStatus("PROPOSED", answer, enough)).toBe(to[answer]);
  });

  it("waits until enough have approved, and one no ends it", () => {
    expect(nextApprovalStatus("PROPOSED", "approve", { votes: 1, needed: 2 })).toBe("PROPOSED");
    expect(nextApprovalStatus("PROPOSED", "approve", { votes: 2, needed: 2 })).toBe("APPROVED");
    expect(nextApprovalStatus("PROPOSED", "reject", { votes: 1, needed: 2 })).toBe("REJECTED");
  });

  it.each(APPROVAL_STATUSES.filter((status) => status !== "PROPOSED"))(
    "is never decided again: %s",
    (status) => {
      for (const answer of APPROVAL_ANSWERS) expect(nextApprovalStatus(status, answer, enough)).toBeNull();
    },
  );
});
