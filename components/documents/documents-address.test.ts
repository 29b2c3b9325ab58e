import { describe, expect, it } from "vitest";
import {
  archiveHref,
  documentsHref,
  documentsListInput,
  readDocumentsPlace,
} from "@/components/documents/documents-address";

const ID = "0190e0a0-0000-7000-8000-000000000001";

describe("the address of the documents page", () => {
  it("is read, and what makes no sense in it counts as not there", () => {
    expect(readDocumentsPlace({})).toEqual({
      account: "",
      show: "all",
      year: "",
      search: "",
      cursor: "",
    });
    expect(readDocumentsPlace({ account: ID, show: "statements", search: " October ", cursor: ID })).toEqual({
      account: ID,
      show: "statements",
      year: "",
      search: "October",
      cursor: ID,
    });
    expect(readDocumentsPlace({ show: ["toString"], search: "x".repeat(500), cursor: "1; drop" })).toEqual({
      account: "",
      show: "all",
      year: "",
      search: "x".repeat(60),
      cursor: "",
    });
  });

  it("is written without what is not said, and a change begins at the top", () => {
    const place = readDocumentsPlace({ account: ID, cursor: ID, search: "AAPL" });
    expect(documentsHref(place, { show: "confirms" })).toBe(
      `/documents?account=${ID}&show=confirms&search=AAPL`,
    );
    expect(documentsHref(readDocumentsPlace({}), {})).toBe("/documents");
    expect(documentsHref(place, { search: "", account: "" })).toBe("/documents");
  });

  it("becomes what the server is asked", () => {
    const place = readDocumentsPlace({ show: "confirms", search: "AAPL" });
    expect(documentsListInput(place, ID)).toEqual({ accountId: ID, kind: "CONFIRM", search: "AAPL" });
    expect(documentsListInput(readDocumentsPlace({}), ID)).toEqual({ accountId: ID });
    expect(readDocumentsPlace({ year: "2026" }).year).toBe("2026");
    expect(readDocumentsPlace({ year: "26' or" }).year).toBe("");
  });

  it("becomes an archive of all that it shows, whatever page of it is open", () => {
    const place = readDocumentsPlace({ show: "gains", year: "2026", cursor: ID });
    expect(archiveHref(place, ID)).toBe(`/api/documents/archive?account=${ID}&kind=REALISED_GAINS&year=2026`);
  });
});
