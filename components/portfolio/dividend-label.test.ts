import { expect, test } from "vitest";
import { dividendLabel } from "@/components/portfolio/dividend-label";

const ann = { accountId: "a", title: "Ann Example", accountNumber: "RT004417" };
const both = { accountId: "b", title: "Ann and Ben Example", accountNumber: "RT004425" };
const dividend = { accountId: "b", symbol: "F", payDate: "2026-12-12" };

test("a dividend to come says whose it is where several accounts are shown together", () => {
  expect(dividendLabel(dividend, [both])).toBe("F, 12 Dec 2026");
  expect(dividendLabel(dividend, [ann, both])).toBe("F, 12 Dec 2026, Ann and Ben Example ••4425");
  // Two accounts have the same dividend: two lines that can be told apart.
  expect(dividendLabel({ ...dividend, accountId: "a" }, [ann, both])).not.toBe(
    dividendLabel(dividend, [ann, both]),
  );
});
