import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dividendRate } from "@/domain/corporate-actions/withholding";
import { accountTitle } from "@/domain/onboarding/account-title";
import {
  ACCOUNT_TYPE_KEYS,
  ACCOUNT_TYPES,
  type AccountTypeKey,
  isAccountType,
  STEP_IDS,
} from "@/domain/onboarding/account-types";
import { AGREEMENT_TEXTS } from "@/domain/onboarding/agreement-texts";
import { personsOf } from "@/domain/onboarding/persons";
import { hundredths, sumOf, WHOLE } from "@/domain/onboarding/shares";
import { type ApplicationForm, STEP_SCHEMAS } from "@/domain/onboarding/steps";
import { suitabilityOf } from "@/domain/onboarding/suitability";
import { isEin } from "@/domain/onboarding/tax-id";
import {
  fittingTaxForm,
  type SignedTaxForm,
  taxFormProblem,
  taxStatusOfForms,
  validThrough,
} from "@/domain/onboarding/tax-forms";
import { signedModels } from "@/domain/statements/signed-models";
import { signedPaper } from "@/domain/statements/signed-paper";
import { localDate } from "@/domain/time/instant";
import { type AnswersSeed, applicationAnswers } from "@/prisma/factories/application-answers";

const today = localDate("2026-11-20");
const signature = { signedAt: "2026-11-20T15:00:00.000Z", ip: "192.0.2.7", userAgent: "test" };

/** What a draft of these answers keeps. */
function formOf(seed: AnswersSeed): ApplicationForm {
  const answers = applicationAnswers(seed);
  return {
    ...answers,
    owners: { ...answers.owners, ...signature },
    "tax-form": { ...answers["tax-form"], ...signature },
    agreements: { ...answers.agreements, ...signature },
  };
}

const ABROAD: AnswersSeed = {
  identity: { citizenship: "GB" },
  address: {
    country: "GB",
    line1: "1 Quay Street",
    line2: null,
    city: "Bristol",
    region: null,
    postalCode: null,
    phone: "+441175550142",
  },
};

describe("kinds of accounts", () => {
  it("are data: each has steps in their order, and only texts that there are", () => {
    expect(ACCOUNT_TYPE_KEYS).toHaveLength(12);
    const known = new Set(AGREEMENT_TEXTS.map((text) => text.key));
    for (const key of ACCOUNT_TYPE_KEYS) {
      const type = ACCOUNT_TYPES[key];
      expect(key.endsWith("_MARGIN")).toBe(type.lending === "MARGIN");
      for (const steps of [type.steps, type.coOwnerSteps])
        expect(steps).toEqual(STEP_IDS.filter((step) => steps.includes(step)));
      expect(type.texts.filter((text) => !known.has(text))).toEqual([]);
      expect(type.texts.includes("margin-disclosure")).toBe(type.lending === "MARGIN");
    }
    expect(
      AGREEMENT_TEXTS.filter(
        ({ key }) => !ACCOUNT_TYPE_KEYS.some((type) => ACCOUNT_TYPES[type].texts.includes(key)),
      ),
    ).toEqual([]);
    expect(["toString", "", "ROTH_IRA_CASH"].map(isAccountType)).toEqual([false, false, false]);
  });

  it.each<[AccountTypeKey, string]>([
    ["INDIVIDUAL_MARGIN", "Margaret Holm"],
    ["JOINT_WROS_CASH", "Margaret Holm & Ida Holm JTWROS"],
    ["JOINT_TIC_MARGIN", "Margaret Holm & Ida Holm TEN COM"],
    ["LLC_CASH", "Holm Holdings LLC"],
    ["TRUST_CASH", "Holm Family Trust U/A DTD 03/09/2019"],
  ])("%s stands at the clearing firm as %s", (accountType, title) => {
    const coOwner = { form: formOf({ firstName: "Ida" }) };
    expect(accountTitle({ accountType, form: formOf({ accountType }), coOwner })).toBe(title);
    if (accountType.startsWith("JOINT"))
      expect(accountTitle({ accountType, form: formOf({ accountType }), coOwner: null })).toBeNull();
  });
});

describe("the people of an application", () => {
  it("are the owners with their shares", () => {
    const accountType = "JOINT_TIC_CASH";
    const people = personsOf({
      accountType,
      form: formOf({ accountType }),
      coOwner: { form: formOf({ firstName: "Ida" }) },
    });
    expect(people.map(({ key, roles, share }) => [key, ...roles, share])).toEqual([
      ["applicant", "OWNER", "60"],
      ["co-owner", "CO_OWNER", "40"],
    ]);
  });

  it("of a kind without a second owner have none, whatever was answered before", () => {
    const parts = { form: formOf({}), coOwner: { form: formOf({ firstName: "Ida" }) } };
    expect(personsOf({ accountType: "INDIVIDUAL_CASH", ...parts })).toHaveLength(1);
  });
});

describe("shares", () => {
  it("are exact to a hundredth of a per cent", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: WHOLE - 1 }), (own) => {
        const text = (value: number) => `${Math.floor(value / 100)}.${String(value % 100).padStart(2, "0")}`;
        expect(hundredths(text(own))).toBe(own);
        expect(sumOf([text(own), text(WHOLE - own)])).toBe(WHOLE);
      }),
    );
  });

  it("of owners in common are the whole, those of an entity not above it", () => {
    const co = applicationAnswers({ accountType: "JOINT_TIC_CASH" })["co-owner"];
    const coOwner = (own: string, other: string) =>
      STEP_SCHEMAS["co-owner"].safeParse({ ...co, shares: { own, coOwner: other } }).success;
    expect([
      coOwner("60", "40"),
      coOwner("33.33", "66.67"),
      coOwner("60", "30"),
      coOwner("100", "0"),
    ]).toEqual([true, true, false, false]);
    const answers = applicationAnswers({ accountType: "LLC_CASH" });
    const { number: _number, ...id } = answers.identity.identification;
    const other = (key: string, share: string) => {
      const { phone: _phone, ...address } = answers.address;
      const identification = { ...id, number: "219096789" };
      return { ...answers.identity, identification, who: "OTHER", key, address, share };
    };
    const owners = (...beneficialOwners: object[]) =>
      STEP_SCHEMAS.owners.safeParse({ ...answers.owners, beneficialOwners }).error?.issues[0]?.message ??
      null;
    expect(owners(other("aaaa", "25"), other("bbbb", "75"))).toBeNull();
    expect(owners(other("aaaa", "50"), other("bbbb", "50.01"))).toContain("more than 100");
    expect(owners(other("aaaa", "24.99"))).toContain("between 25 and 100");
    expect(owners(other("aaaa", "25"), other("aaaa", "25"))).toContain("same key");
    expect(owners()).toContain("Name everybody");
  });
});

describe("tax forms", () => {
  const w9: SignedTaxForm = {
    form: "W9",
    country: "US",
    treatyCountry: null,
    isSubjectToBackup: false,
    validThrough: null,
  };
  const w8 = (treatyCountry: string | null, through = "2029-12-31"): SignedTaxForm => ({
    form: "W8BEN",
    country: "GB",
    treatyCountry,
    isSubjectToBackup: false,
    validThrough: localDate(through),
  });
  const rate = (forms: SignedTaxForm[], on = "2026-12-01") =>
    dividendRate(taxStatusOfForms(forms), localDate(on));

  it("fit who one is and where one lives", () => {
    expect(fittingTaxForm("INDIVIDUAL_CASH", formOf({}))).toBe("W9");
    expect(fittingTaxForm("INDIVIDUAL_CASH", { ...formOf({}), address: ABROAD.address })).toBe("W9");
    expect(fittingTaxForm("INDIVIDUAL_CASH", formOf(ABROAD))).toBe("W8BEN");
    const foreign = { formedIn: { country: "GB" as const } };
    expect(fittingTaxForm("LLC_CASH", formOf({ accountType: "LLC_CASH", entity: foreign }))).toBe("W8BENE");
    expect(fittingTaxForm("TRUST_CASH", formOf({ accountType: "TRUST_CASH", ...ABROAD }))).toBe("W9");
    expect(fittingTaxForm("INDIVIDUAL_CASH", {})).toBeNull();
  });

  it("decide what is withheld of dividends", () => {
    expect(rate([w9])).toBe("0");
    expect(rate([{ ...w9, isSubjectToBackup: true }])).toBe("0.24");
    expect(rate([w8("GB")])).toBe("0.15");
    expect(rate([w8(null)])).toBe("0.30");
    expect(rate([])).toBe("0.24");
    // One American among joint owners makes the account American; foreigners share a treaty or have none.
    expect(rate([w8("GB"), w9])).toBe("0");
    expect(rate([w8("GB"), w8("GB")])).toBe("0.15");
    expect(rate([w8("GB"), w8(null)])).toBe("0.30");
  });

  it("W-8 runs out on the last day of the third year after, and the earliest counts", () => {
    expect(validThrough(localDate("2026-01-01"))).toBe("2029-12-31");
    expect(validThrough(localDate("2026-12-31"))).toBe("2029-12-31");
    expect(rate([w8("GB")], "2029-12-31")).toBe("0.15");
    expect(rate([w8("GB")], "2030-01-01")).toBe("0.30");
    expect(rate([w8("GB"), w8("GB", "2027-12-31")], "2028-01-02")).toBe("0.30");
  });

  it("claim the treaty of the residence only, where there is one", () => {
    const answers = applicationAnswers(ABROAD)["tax-form"];
    const problem = (change: object, facts = formOf(ABROAD)) =>
      taxFormProblem("INDIVIDUAL_CASH", facts, { ...answers, ...change } as typeof answers, today)?.message ??
      null;
    expect(problem({})).toBeNull();
    expect(problem({ treatyCountry: null })).toBeNull();
    expect(problem({ treatyCountry: "DE" })).toContain("country of residence only");
    expect(problem({ signedName: "Somebody" })).toContain("Margaret Holm");
    const brazil = formOf({ ...ABROAD, address: { ...ABROAD.address, country: "BR" } as never });
    expect(problem({ treatyCountry: "BR" }, brazil)).toContain("no treaty rate");
    expect(problem({}, formOf({}))).toContain("Form W-9");
  });

  it("know an EIN by its first two digits", () => {
    expect(["843216789", "123456789", "003216789", "893216789", "84321678"].map(isEin)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe("suitability", () => {
  const concerns = (accountType: AccountTypeKey, seed: AnswersSeed, profile: object = {}) => {
    const form = formOf({ accountType, ...seed });
    return suitabilityOf({
      accountType,
      form: { ...form, profile: { ...form.profile, ...profile } as typeof form.profile },
      today,
    }).map(({ rule, outcome }) => `${rule} ${outcome}`);
  };

  it("blocks who is no adult, and flags who is none where he lives", () => {
    expect(concerns("INDIVIDUAL_CASH", { birthDate: "2009-01-01" })).toEqual(["AGE BLOCK"]);
    const alabama = { ...applicationAnswers().address, state: "AL" } as AnswersSeed["address"];
    expect(concerns("INDIVIDUAL_CASH", { birthDate: "2008-01-01", address: alabama })).toEqual(["AGE FLAG"]);
    expect(concerns("INDIVIDUAL_CASH", {})).toEqual([]);
  });

  it("blocks margin without means and experience, and flags either", () => {
    const poor = { liquidNetWorth: "UNDER_10K" };
    const fresh = { experience: "NONE" };
    expect(concerns("LLC_MARGIN", {}, { ...poor, ...fresh })).toEqual(["MARGIN BLOCK", "PENNY_STOCKS FLAG"]);
    expect(concerns("INDIVIDUAL_MARGIN", {}, poor)).toEqual(["MARGIN FLAG"]);
    expect(concerns("INDIVIDUAL_MARGIN", {}, fresh)).toEqual(["MARGIN FLAG"]);
    expect(concerns("INDIVIDUAL_CASH", {}, { ...poor, ...fresh })).toEqual(["PENNY_STOCKS FLAG"]);
  });
});

describe("signed papers", () => {
  it.each<AccountTypeKey>(["INDIVIDUAL_CASH", "JOINT_TIC_MARGIN", "TRUST_MARGIN"])(
    "of %s hold every text, the signature, and no number but its end",
    (accountType) => {
      const form = formOf({ accountType });
      const models = signedModels({
        number: "2026-00017",
        accountType,
        parts: { accountType, form },
        part: "APPLICANT",
        form,
        terms: null,
        numberLast4: "6789",
        entityLast4: "6780",
        foreignTinLast4: null,
        personLast4: () => "1111",
      });
      expect(models.map(({ kind }) => kind)).toEqual(
        ACCOUNT_TYPES[accountType].entity ? ["AGREEMENTS", "TAX_FORM", "OWNERS"] : ["AGREEMENTS", "TAX_FORM"],
      );
      const papers = models.map((model) => signedPaper(model, "f".repeat(64)));
      expect(papers[0]?.sections).toHaveLength(ACCOUNT_TYPES[accountType].texts.length);
      const text = JSON.stringify(papers);
      expect(text).not.toMatch(/219096789|843216789/);
      expect(text).toContain("192.0.2.7");
    },
  );

  it("refuse a text that is not the one that was signed", () => {
    const form = formOf({});
    const [model] = signedModels({
      number: "1",
      accountType: "INDIVIDUAL_CASH",
      parts: { accountType: "INDIVIDUAL_CASH", form },
      part: "APPLICANT",
      form,
      terms: null,
      numberLast4: "",
      entityLast4: null,
      foreignTinLast4: null,
      personLast4: () => null,
    });
    if (!model) throw new Error("no model");
    const [text] = model.texts;
    if (!text) throw new Error("no text");
    expect(() => signedPaper({ ...model, texts: [{ ...text, sha256: "0" }] }, "")).toThrow("not the one");
  });
});
