import { describe, expect, it } from "vitest";
import { toCsv } from "@/domain/reports/csv";

describe("CSV", () => {
  it("quotes what has to be quoted and ends its lines as spreadsheets want it", () => {
    expect(
      toCsv([
        ["Name", "Count"],
        ['Holm, "Meg"', 2],
        ["two\nlines", null],
      ]),
    ).toBe('Name,Count\r\n"Holm, ""Meg""",2\r\n"two\nlines",\r\n');
  });

  it.each(["=1+1", "+cmd", "@SUM(A1)", "-1+1|cmd", "\tx", "-A1", "%x", "|x"])(
    "never begins a formula: %j",
    (text) => {
      expect(
        toCsv([[text]])
          .replace(/^"/, "")
          .startsWith("'"),
      ).toBe(true);
    },
  );

  it("leaves negative amounts as numbers", () => {
    expect(toCsv([["-12.50", -3]])).toBe("-12.50,-3\r\n");
  });
});
