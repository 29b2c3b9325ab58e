import { describe, expect, it } from "vitest";
import { readSdnList } from "@/domain/screening/sdn-csv";

const SDN = [
  '36,"AEROCARIBBEAN AIRLINES",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ',
  '2674,"DRAX, Viktor ""the Nail""","individual","SDGT] [IFSR","Minister, of ice",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 12 Feb 1954; POB Oslo; nationality Norway; Gender Male."',
].join("\r\n");
const ALT = '2674,41,"aka","DRAKS, Viktor",-0- \r\n2674,42,"fka","DRAXX, V.",-0- \r\n';

describe("a list in OFAC's format", () => {
  it("is read with its other names, quotes, commas and remarks", () => {
    const [entity, person] = readSdnList(`${SDN}\r\n\u001a`, ALT);
    expect(entity).toMatchObject({ entNum: "36", name: "AEROCARIBBEAN AIRLINES", kind: "", otherNames: [] });
    expect(person).toMatchObject({
      name: 'DRAX, Viktor "the Nail"',
      kind: "individual",
      program: "SDGT] [IFSR",
      bornIn: 1954,
      country: "Norway",
      otherNames: ["DRAKS, Viktor", "DRAXX, V."],
    });
  });

  it.each([
    ["an empty file", "", "", "empty"],
    ["a page of a web site", "<html>,</html>", "", "12 cells"],
    ["a row that is cut off", SDN.slice(0, -40), "", "quote"],
    ["a number that stands there twice", `${SDN}\n${SDN}`, "", "twice"],
    ["a name without a number", SDN.replace("36,", ",").replace("2674,", "x,"), "", "not a number"],
    ["another name of nobody", SDN, ALT.replaceAll("2674", "99"), "not in SDN.CSV"],
  ])("is refused as a whole for %s", (_, sdn, alt, said) => {
    expect(() => readSdnList(sdn, alt)).toThrow(
      expect.objectContaining({ code: "FILE_REFUSED", message: expect.stringContaining(said) }),
    );
  });
});
