import { expect, it } from "vitest";
import { haltInWords } from "@/components/market/halt-words";
import { HALT_CODES } from "@/domain/market/types";
import { instantAt, localDate } from "@/domain/time/instant";

const since = instantAt(localDate("2026-11-20"), "10:42");
const until = instantAt(localDate("2026-11-20"), "10:47");

it("says why, since when, and until when if anybody knows", () => {
  expect(haltInWords({ code: "LUDP", since, until })).toBe(
    "Halted since 10:42:00 ET (LUDP). The price moved beyond its limit up-limit down band. Trading resumes at 10:47:00 ET.",
  );
  for (const code of HALT_CODES) {
    expect(haltInWords({ code, since, until: null })).toMatch(
      /\. Nobody has said yet when trading resumes\.$/,
    );
  }
});
