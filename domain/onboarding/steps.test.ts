import { describe, expect, it } from "vitest";
import { type StepId, STEP_IDS } from "@/domain/onboarding/account-types";
import { saveStepInput, STEP_SCHEMAS } from "@/domain/onboarding/steps";
import { applicationAnswers } from "@/prisma/factories/application-answers";

const good = applicationAnswers();
const applicationId = "01931b6e-8f2a-7c3d-8e4f-0a1b2c3d4e5f";

/** The first problem as "path: message", or null. */
function problem(step: StepId, answers: unknown): string | null {
  const result = STEP_SCHEMAS[step].safeParse(answers);
  const issue = result.error?.issues[0];
  return issue ? `${issue.path.join(".")}: ${issue.message}` : null;
}

describe("every step", () => {
  it.each(STEP_IDS)("%s takes good answers and refuses unknown fields, nothing and nonsense", (step) => {
    expect(problem(step, good[step])).toBeNull();
    expect(problem(step, { ...good[step], admin: true })).not.toBeNull();
    for (const nonsense of [undefined, null, 7, "text", [], {}, Number.NaN])
      expect(problem(step, nonsense)).not.toBeNull();
  });

  it("must fit the step that it is sent for", () => {
    const input = { applicationId, step: "identity", answers: good.identity };
    expect(saveStepInput.safeParse(input).success).toBe(true);
    expect(saveStepInput.safeParse({ ...input, step: "address" }).success).toBe(false);
    expect(saveStepInput.safeParse({ ...input, step: "drivers-licence" }).success).toBe(false);
    expect(saveStepInput.safeParse({ ...input, applicationId: "1" }).success).toBe(false);
  });
});

describe("identity", () => {
  const identity = (change: object) => problem("identity", { ...good.identity, ...change });
  const number = (value: unknown) => identity({ identification: { kind: "SSN", number: value } });

  it.each([
    ["firstName", { firstName: " " }, "firstName: Your first name is needed."],
    [
      "a NUL",
      { lastName: "Ho\u0000lm" },
      "lastName: Your last name contains a character that cannot be shown.",
    ],
    [
      "an override",
      { lastName: "Ho\u202elm" },
      "lastName: Your last name contains a character that cannot be shown.",
    ],
    ["10 kB", { lastName: "x".repeat(10_000) }, "lastName: Your last name may have 60 characters at most."],
    [
      "29 February",
      { birthDate: "1981-02-29" },
      "birthDate: Your date of birth is not a full date. Write month",
    ],
    ["a year of two digits", { birthDate: "81-03-09" }, "birthDate: Your date of birth is not a full date."],
    ["country", { citizenship: "XX" }, "citizenship: Choose your citizenship from the list."],
    [
      "kind",
      { identification: { kind: "LIBRARY_CARD" } },
      "identification.kind: Choose how you identify yourself.",
    ],
  ])("refuses %s beside its field", (_, change, message) => {
    expect(identity(change)).toContain(message);
  });

  it("takes a number with dashes and keeps the one on file for null", () => {
    const parsed = STEP_SCHEMAS.identity.parse({
      ...good.identity,
      identification: { kind: "SSN", number: "219-09-6789" },
    });
    expect(parsed.identification.number).toBe("219096789");
    expect(number(null)).toBeNull();
  });

  it.each([
    "000123456",
    "666123456",
    "900123456",
    "219000001",
    "219090000",
    "21909678",
    "1e309",
    "NaN",
    "-219096789x",
  ])("refuses %s as a Social Security number", (value) => {
    expect(number(value)).toContain("identification.number: This is not a Social Security number");
  });

  it("wants a Social Security number of US citizens", () => {
    const passport = { kind: "FOREIGN_PASSPORT", number: "c01x0006", country: "NO", expiresOn: "2031-05-01" };
    expect(identity({ identification: passport })).toContain("identification.kind: US citizens");
    expect(identity({ citizenship: "NO", identification: passport })).toBeNull();
  });
});

describe("address", () => {
  const address = (change: object) => problem("address", { ...good.address, ...change });

  it.each(["PO Box 12", "P.O. Box 12", "p o box 4", "Post Office Box 7", "Postfach 31", "Apartado 99"])(
    "refuses %s as a residence",
    (line1) => {
      expect(address({ line1 })).toContain("line1: A residential address cannot be a post office box");
      expect(address({ line2: line1 })).toContain("line2: A residential address cannot be a post office box");
    },
  );

  it("takes streets that only sound like boxes, and military posts", () => {
    expect(address({ line1: "12 Boxwood Lane" })).toBeNull();
    expect(address({ line1: "3 Popoox Boulevard" })).toBeNull();
    expect(address({ line1: "PSC 1234 Box 56", city: "APO", state: "AE", postalCode: "09012" })).toBeNull();
  });

  it("wants a state and a ZIP code in the US, and neither elsewhere", () => {
    expect(address({ state: "XX" })).toContain("state: Choose a state from the list.");
    expect(address({ postalCode: "9720" })).toContain("postalCode: A ZIP code has five digits");
    const oslo = {
      country: "NO",
      line1: "Parkveien 18",
      line2: null,
      city: "Oslo",
      region: null,
      postalCode: "0350",
    };
    expect(problem("address", { ...oslo, phone: "+47 22 00 00 00" })).toBeNull();
    expect(problem("address", { ...oslo, phone: "+47 22 00 00 00", state: "OR" })).not.toBeNull();
    expect(problem("address", { ...oslo, country: "XX", phone: "+4722000000" })).toContain(
      "country: Choose the country",
    );
  });

  it("writes telephone numbers one way", () => {
    const phone = (text: string) => STEP_SCHEMAS.address.parse({ ...good.address, phone: text }).phone;
    expect(phone("(503) 555-0142")).toBe("+15035550142");
    expect(phone("+47 22 33 44 55")).toBe("+4722334455");
    expect(address({ phone: "call me" })).toContain("phone: Write the number with its country code");
  });
});

describe("employment and profile", () => {
  it("wants an employer of the employed only", () => {
    const ties = { memberFirm: null, controlledCompany: null };
    expect(problem("employment", { status: "RETIRED", ...ties })).toBeNull();
    expect(problem("employment", { status: "EMPLOYED", ...ties })).toContain(
      "occupation: Your occupation is needed.",
    );
    expect(problem("employment", { status: "RETIRED", ...ties, employer: "Somebody" })).not.toBeNull();
    expect(problem("employment", { status: "RETIRED", memberFirm: "", controlledCompany: null })).toBe(
      "memberFirm: The name of the firm is needed.",
    );
  });

  it("wants a way to reach the trusted contact, if there is one", () => {
    const contact = { name: "Ida Holm", relationship: "SIBLING", phone: null, email: null };
    const profile = (trustedContact: unknown) => problem("profile", { ...good.profile, trustedContact });
    expect(profile(contact)).toBe("trustedContact.phone: Give a telephone number or an e-mail address.");
    expect(profile({ ...contact, email: "Ida@Example.com" })).toBeNull();
    expect(profile({ ...contact, email: "ida at example" })).toContain(
      "trustedContact.email: This does not look like",
    );
  });

  it("is never told a choice that was not offered", () => {
    expect(problem("profile", { ...good.profile, annualIncome: "LOTS" })).toBe(
      "annualIncome: Choose your yearly income.",
    );
  });
});
