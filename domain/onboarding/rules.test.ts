import fc from "fast-check";
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { ACCOUNT_STATUSES, nextAccountStatus } from "@/domain/onboarding/account-status";
import { adultAgeIn, ageOn } from "@/domain/onboarding/age";
import { AGREEMENT_TEXTS } from "@/domain/onboarding/agreement-texts";
import { agreementBody, agreementsFor, noticesFor, textId } from "@/domain/onboarding/agreements";
import {
  APPLICATION_EVENTS,
  APPLICATION_STATUSES,
  isDecided,
  nextApplicationStatus,
  OPEN_APPLICATION_STATUSES,
} from "@/domain/onboarding/application-status";
import { missingSteps } from "@/domain/onboarding/missing-steps";
import { isSignatureOf } from "@/domain/onboarding/names";
import { COUNTRIES, country, US_STATES, usState } from "@/domain/onboarding/places";
import type { ApplicationForm } from "@/domain/onboarding/steps";
import { isItin, isSsn } from "@/domain/onboarding/tax-id";
import { localDate } from "@/domain/time/instant";
import { applicationAnswers } from "@/prisma/factories/application-answers";

const today = localDate("2026-11-20");

describe("tax ids", () => {
  it.each(["219096789", "001010001", "665990001", "667010001", "899999999"])("%s can be an SSN", (digits) => {
    expect(isSsn(digits)).toBe(true);
  });
  it.each([
    "000010001",
    "666010001",
    "900010001",
    "999990001",
    "219000001",
    "219090000",
    "078051120",
    "219-09-6789",
    "",
  ])("%s cannot be an SSN", (digits) => {
    expect(isSsn(digits)).toBe(false);
  });
  it.each([
    ["900500000", true],
    ["912700000", true],
    ["999886789", true],
    ["900901234", true],
    ["900941234", true],
    ["900931234", false],
    ["900661234", false],
    ["900491234", false],
    ["812701234", false],
  ])("%s as an ITIN: %s", (digits, expected) => {
    expect(isItin(digits)).toBe(expected);
  });
  it("never takes one number for both", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), (value) => {
        const digits = String(value).padStart(9, "0");
        return !(isSsn(digits) && isItin(digits));
      }),
    );
  });
});

describe("age", () => {
  it.each([
    ["2008-11-20", 18],
    ["2008-11-21", 17],
    ["2008-02-29", 18],
    ["1981-03-09", 45],
  ])("born %s is %s", (birthDate, age) => {
    expect(ageOn(birthDate, today)).toBe(age);
  });
  it("comes a day late to those born on 29 February", () => {
    expect(ageOn("2008-02-29", localDate("2026-02-28"))).toBe(17);
    expect(ageOn("2008-02-29", localDate("2026-03-01"))).toBe(18);
  });
  it("of majority is the state's", () => {
    expect([adultAgeIn("AL"), adultAgeIn("MS"), adultAgeIn("OR"), adultAgeIn(null)]).toEqual([
      19, 21, 18, 18,
    ]);
  });
});

describe("places", () => {
  it("have one ruling each", () => {
    expect(US_STATES).toHaveLength(59);
    expect(COUNTRIES.length).toBeGreaterThan(230);
    expect(new Set(COUNTRIES.map((place) => place.code)).size).toBe(COUNTRIES.length);
    expect([country("NO")?.ruling, country("RU")?.ruling, country("KP")?.ruling]).toEqual([
      "ALLOWED",
      "REVIEW",
      "REFUSED",
    ]);
    expect([usState("OR")?.ruling, usState("AE")?.ruling, usState("PR")?.ruling]).toEqual([
      "ALLOWED",
      "REVIEW",
      "REFUSED",
    ]);
  });
});

describe("agreements", () => {
  it.each(AGREEMENT_TEXTS.map((text) => [textId(text), text] as const))(
    "%s has the hash of its words",
    (_, text) => {
      expect(createHash("sha256").update(agreementBody(text)).digest("hex")).toBe(text.sha256);
    },
  );
  it("have one text to a key and version", () => {
    expect(new Set(AGREEMENT_TEXTS.map(textId)).size).toBe(AGREEMENT_TEXTS.length);
  });
  it("are signed with one's name, whatever its case and accents", () => {
    const name = { firstName: "Łukasz", middleName: "Jan", lastName: "Sørensen-Núñez" };
    for (const typed of ["lukasz jan sorensen nunez", " Łukasz  Sørensen-Núñez "])
      expect(isSignatureOf(typed, name)).toBe(true);
    for (const typed of ["", "Lukasz", "Jan Sørensen"]) expect(isSignatureOf(typed, name)).toBe(false);
  });
});

describe("statuses", () => {
  const ACCOUNT_EVENTS = ["opened", "refused", "restricted", "released", "closed"] as const;
  it("of an application move along one path only", () => {
    const moves = APPLICATION_STATUSES.flatMap((from) =>
      APPLICATION_EVENTS.map((event) => [from, event, nextApplicationStatus(from, event)] as const),
    ).filter(([, , to]) => to !== null);
    expect(moves).toEqual([
      ["DRAFT", "submit", "SUBMITTED"],
      ["SUBMITTED", "approve", "APPROVED"],
      ["SUBMITTED", "reject", "REJECTED"],
      ["SUBMITTED", "ask", "INFO_REQUESTED"],
      ["SUBMITTED", "escalate", "ESCALATED"],
      ["INFO_REQUESTED", "reject", "REJECTED"],
      ["INFO_REQUESTED", "answer", "SUBMITTED"],
      ["INFO_REQUESTED", "answer-escalated", "ESCALATED"],
      ["ESCALATED", "approve", "APPROVED"],
      ["ESCALATED", "reject", "REJECTED"],
      ["ESCALATED", "ask", "INFO_REQUESTED"],
      ["ESCALATED", "return", "SUBMITTED"],
    ]);
    expect(APPLICATION_STATUSES.filter(isDecided)).toEqual(["APPROVED", "REJECTED"]);
    expect(OPEN_APPLICATION_STATUSES.filter(isDecided)).toEqual([]);
  });
  it("of an account end at CLOSED", () => {
    const moves = ACCOUNT_STATUSES.flatMap((from) =>
      ACCOUNT_EVENTS.map((event) => [from, event, nextAccountStatus(from, event)] as const),
    ).filter(([, , to]) => to !== null);
    expect(moves).toEqual([
      ["OPENING", "opened", "OPEN"],
      ["OPENING", "refused", "CLOSED"],
      ["OPEN", "restricted", "RESTRICTED"],
      ["OPEN", "closed", "CLOSED"],
      ["RESTRICTED", "released", "OPEN"],
      ["RESTRICTED", "closed", "CLOSED"],
    ]);
  });
});

describe("missingSteps", () => {
  const complete = (): ApplicationForm => {
    const answers = applicationAnswers();
    const signature = { signedAt: "2026-11-20T15:00:00.000Z", ip: "192.0.2.7", userAgent: "test" };
    return {
      ...answers,
      identity: { ...answers.identity, identification: { kind: "SSN", number: null } },
      agreements: { ...answers.agreements, ...signature },
      "tax-form": { ...answers["tax-form"], ...signature },
      owners: { ...answers.owners, ...signature },
    };
  };
  const missing = (form: ApplicationForm, numberOnFile: "SSN" | "ITIN" | null = "SSN") =>
    missingSteps({ accountType: "INDIVIDUAL_CASH", form, numberOnFile, today });

  it("is empty for a complete draft and everything for an empty one", () => {
    expect(missing(complete())).toEqual([]);
    expect(missing({}).map((entry) => entry.step)).toEqual([
      "account-type",
      "identity",
      "address",
      "employment",
      "profile",
      "tax-form",
      "disclosures",
      "agreements",
    ]);
  });
  it("wants the number that the form names", () => {
    expect(missing(complete(), null)).toEqual([
      { step: "identity", reason: "Your identification number is missing." },
    ]);
    expect(missing(complete(), "ITIN")[0]?.step).toBe("identity");
  });
  it("refuses minors and expired passports", () => {
    const form = complete();
    if (!form.identity) throw new Error("no identity");
    expect(
      missing({ ...form, identity: { ...form.identity, birthDate: "2008-11-21" } })[0]?.reason,
    ).toContain("18 years");
    const identification = {
      kind: "FOREIGN_PASSPORT",
      number: null,
      country: "NO",
      expiresOn: "2026-11-20",
    } as const;
    const passport = { ...form, identity: { ...form.identity, citizenship: "NO", identification } };
    expect(
      missingSteps({
        accountType: "INDIVIDUAL_CASH",
        form: passport,
        numberOnFile: "FOREIGN_PASSPORT",
        today,
      })[0]?.reason,
    ).toContain("expired");
  });
  it("asks again when the name no longer is the one that signed, or a text has a new version", () => {
    const form = complete();
    if (!form.identity || !form.agreements) throw new Error("incomplete");
    expect(missing({ ...form, identity: { ...form.identity, lastName: "Sand" } })).toEqual([
      { step: "tax-form", reason: "Please sign with your name: Margaret Sand." },
      { step: "agreements", reason: "Please sign with your name: Margaret Sand." },
    ]);
    const accepted = form.agreements.accepted.map((id) =>
      id.replace("customer-agreement@2026-06", "customer-agreement@2020-01"),
    );
    expect(missing({ ...form, agreements: { ...form.agreements, accepted } })[0]).toEqual({
      step: "agreements",
      reason: 'Please accept "Customer agreement (cash account)".',
    });
    expect(agreementsFor("INDIVIDUAL_CASH")).toHaveLength(5);
    expect(agreementsFor("INDIVIDUAL_MARGIN").map(({ key }) => key)).toContain("margin-agreement");
    expect(noticesFor("INDIVIDUAL_MARGIN").map(({ key }) => key)).toContain("margin-disclosure");
    expect(noticesFor("INDIVIDUAL_CASH").map(({ key }) => key)).not.toContain("margin-disclosure");
  });
  it("sends back what no longer parses", () => {
    const form = { ...complete(), profile: { annualIncome: "LOTS" } } as unknown as ApplicationForm;
    expect(missing(form)).toEqual([{ step: "profile", reason: "Please look at your answers again." }]);
  });
});
