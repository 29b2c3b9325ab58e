import type { FormState } from "@/components/forms/use-form";
import type { Application } from "@/components/onboarding/use-step-form";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { DescriptionList } from "@/components/ui/description-list";
import { RadioGroup } from "@/components/ui/radio-group";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { TAX_CLASSIFICATIONS } from "@/domain/onboarding/account-types";
import { legalName } from "@/domain/onboarding/names";
import { countryName } from "@/domain/onboarding/places";
import { ID_KIND } from "@/domain/onboarding/profile-choices";
import { BACKUP_STATEMENT, TAX_CERTIFICATIONS } from "@/domain/onboarding/tax-form-words";
import { CHAPTER_4, NO_FOREIGN_TIN } from "@/domain/onboarding/tax-form-input";
import { classificationsFor, TAX_FORM_TITLES, type TaxFormKind } from "@/domain/onboarding/tax-forms";
import { formatDate } from "@/domain/time/format";

/** What a tax form needs to know of its taxpayer. */
export type TaxFormSource = Pick<
  Application,
  "part" | "accountType" | "answers" | "numberOnFile" | "numbersOnFile" | "taxForm"
>;

/** What is typed into a tax form. */
export type TaxFormValues = {
  classification: string;
  isSubjectToBackup: boolean;
  chapter4: string;
  tinKind: "NUMBER" | "NONE";
  tin: string;
  noTin: string;
  claimsTreaty: "yes" | "no";
  certified: boolean;
  signedName: string;
};

/** The kind of account as this part's own taxpayer sees it: a second owner is a person. */
const typeOf = ({ part, accountType }: TaxFormSource) =>
  part === "CO_OWNER" ? "INDIVIDUAL_CASH" : accountType;

/** What is known already: the form that was signed before. */
export function initialTaxForm(application: TaxFormSource): TaxFormValues {
  const known = application.answers["tax-form"];
  const foreign = known && known.form !== "W9" ? known : null;
  const classes = classificationsFor(typeOf(application));
  const hasTreaty = application.taxForm.treatyRate !== null;
  return {
    classification:
      known?.form === "W9" ? known.classification : classes.length === 1 ? (classes[0] ?? "") : "",
    isSubjectToBackup: known?.form === "W9" ? known.isSubjectToBackup : false,
    chapter4: known?.form === "W8BENE" ? known.chapter4 : "",
    tinKind: foreign?.foreignTin.kind ?? "NUMBER",
    tin: "",
    noTin: foreign?.foreignTin.kind === "NONE" ? foreign.foreignTin.reason : "",
    claimsTreaty: (foreign ? foreign.treatyCountry !== null : hasTreaty) ? "yes" : "no",
    certified: known !== undefined,
    signedName: known?.signedName ?? "",
  };
}

/** The answers of what was typed; the schema judges them. */
export function taxFormAnswers(values: TaxFormValues, form: TaxFormKind, application: TaxFormSource) {
  const { certified, signedName } = values;
  if (form === "W9")
    return {
      form,
      classification: values.classification,
      isSubjectToBackup: values.isSubjectToBackup,
      certified,
      signedName,
    };
  const onFile = application.numbersOnFile["foreign-tin"];
  const { country, treatyRate } = application.taxForm;
  return {
    form,
    ...(form === "W8BENE" ? { chapter4: values.chapter4 } : {}),
    foreignTin:
      values.tinKind === "NUMBER"
        ? { kind: "NUMBER", number: values.tin === "" && onFile ? null : values.tin }
        : { kind: "NONE", reason: values.noTin },
    treatyCountry: values.claimsTreaty === "yes" && treatyRate !== null ? country : null,
    certified,
    signedName,
  };
}

/** Everything between the head of a tax form and its signature; in an application as in the settings. */
export function TaxFormFields({ form, application, fitting }: PartProps & { fitting: TaxFormKind }) {
  const { values, errors, set } = form;
  const { identity } = application.answers;
  const { opening, points } = TAX_CERTIFICATIONS[fitting];
  return (
    <>
      <div className="grid gap-3 rounded-card border border-line p-4">
        <h3 className="text-heading font-semibold">{TAX_FORM_TITLES[fitting]}</h3>
        <DescriptionList items={knownFacts(application)} />
      </div>
      {errors.form ? <Callout tone="danger">{errors.form}</Callout> : null}
      {fitting === "W9" ? (
        <AmericanFields form={form} application={application} />
      ) : (
        <ForeignFields form={form} application={application} fitting={fitting} />
      )}
      <section aria-label="Certification" className="grid gap-2 rounded-card bg-sunk p-4 text-base">
        <p className="font-medium">{opening}</p>
        <ol className="grid list-decimal gap-1.5 pl-5">
          {points.map((point, index) => (
            <li
              key={point}
              className={values.isSubjectToBackup && index === 1 ? "text-muted line-through" : undefined}
            >
              {point}
            </li>
          ))}
        </ol>
        {values.isSubjectToBackup ? <p>{BACKUP_STATEMENT}</p> : null}
      </section>
      <Checkbox
        isSelected={values.certified}
        onChange={(certified) => form.change({ certified })}
        error={errors.certified}
      >
        I certify this under penalties of perjury.
      </Checkbox>
      <TextField
        label="Sign with your full name"
        description={identity ? `Type "${legalName(identity)}". Today's date goes with it.` : undefined}
        autoComplete="name"
        value={values.signedName}
        onChange={set("signedName")}
        error={errors.signedName}
      />
    </>
  );
}

function knownFacts(application: TaxFormSource) {
  const { answers, numberOnFile, numbersOnFile, taxForm, part } = application;
  const { entity, identity, address } = answers;
  if (entity && part === "APPLICANT")
    return [
      { term: "Name", detail: entity.legalName },
      { term: "Country", detail: countryName(entity.formedIn.country) },
      { term: "Tax number", detail: `•••••${numbersOnFile.entity?.last4 ?? ""}` },
      ...(taxForm.fitting === "W9"
        ? []
        : [{ term: "Valid through", detail: formatDate(taxForm.validThrough) }]),
    ];
  return [
    { term: "Name", detail: identity ? legalName(identity) : "" },
    { term: "Citizenship", detail: identity ? countryName(identity.citizenship) : "" },
    { term: "Residence", detail: address ? countryName(address.country) : "" },
    ...(taxForm.fitting === "W9" || !identity
      ? []
      : [{ term: "Born", detail: formatDate(identity.birthDate) }]),
    ...(numberOnFile
      ? [{ term: ID_KIND.label(numberOnFile.kind), detail: `•••••${numberOnFile.last4}` }]
      : []),
    ...(taxForm.fitting === "W9"
      ? []
      : [{ term: "Valid through", detail: formatDate(taxForm.validThrough) }]),
  ];
}

type PartProps = {
  form: Pick<FormState<TaxFormValues>, "values" | "errors" | "change" | "set">;
  application: TaxFormSource;
};

function AmericanFields({ form: { values, errors, change, set }, application }: PartProps) {
  const classes = classificationsFor(typeOf(application));
  return (
    <>
      {classes.length > 1 ? (
        <SelectField
          label="Federal tax classification"
          value={values.classification || null}
          onChange={set("classification")}
          options={classes.map((key) => ({ value: key, label: TAX_CLASSIFICATIONS[key] }))}
          error={errors.classification}
        />
      ) : null}
      <Checkbox
        isSelected={values.isSubjectToBackup}
        onChange={(isSubjectToBackup) => change({ isSubjectToBackup, certified: false })}
        description="Most people are not. If you tick this, item 2 below is crossed out and 24% of dividends is withheld."
        error={errors.isSubjectToBackup}
      >
        The IRS has told me that I am subject to backup withholding.
      </Checkbox>
    </>
  );
}

function ForeignFields({ form, application, fitting }: PartProps & { fitting: TaxFormKind }) {
  const { values, errors, change, set } = form;
  const onFile = application.numbersOnFile["foreign-tin"];
  return (
    <>
      {fitting === "W8BENE" ? (
        <RadioGroup
          label="Chapter 4 status"
          value={values.chapter4 || null}
          onChange={set("chapter4")}
          options={Object.entries(CHAPTER_4).map(([value, label]) => ({ value, label }))}
          error={errors.chapter4}
        />
      ) : null}
      <RadioGroup
        label="Tax number of your country"
        orientation="horizontal"
        value={values.tinKind}
        onChange={(tinKind) => change({ tinKind: tinKind as TaxFormValues["tinKind"], tin: "", noTin: "" })}
        options={[
          { value: "NUMBER", label: "I have one" },
          { value: "NONE", label: "I have none" },
        ]}
        error={errors["foreignTin.kind"]}
      />
      {values.tinKind === "NUMBER" ? (
        <TextField
          label="Foreign tax number"
          description="Kept encrypted."
          autoComplete="off"
          spellCheck={false}
          value={values.tin}
          onChange={set("tin")}
          placeholder={onFile ? `•••• ${onFile.last4} on file` : undefined}
          error={errors["foreignTin.number"]}
        />
      ) : (
        <SelectField
          label="Why there is none"
          value={values.noTin || null}
          onChange={set("noTin")}
          options={Object.entries(NO_FOREIGN_TIN).map(([value, label]) => ({ value, label }))}
          error={errors["foreignTin.reason"]}
        />
      )}
      <TreatyFields form={form} application={application} />
    </>
  );
}

const percent = (rate: string): string => `${Number(rate) * 100}%`;

function TreatyFields({ form: { values, errors, set }, application }: PartProps) {
  const { country, treatyRate } = application.taxForm;
  const name = country ? countryName(country) : "your country";
  if (treatyRate === null)
    return (
      <Callout title="No treaty rate">
        We know of no income tax treaty with {name} that lowers the tax on dividends: 30% of them is withheld.
      </Callout>
    );
  return (
    <RadioGroup
      label={`Treaty with ${name}`}
      description={`Residents of ${name} pay ${percent(treatyRate)} on dividends under the treaty, everybody else 30%.`}
      value={values.claimsTreaty}
      onChange={(claims) => set("claimsTreaty")(claims as TaxFormValues["claimsTreaty"])}
      options={[
        { value: "yes", label: `I am a resident of ${name} and claim the treaty` },
        { value: "no", label: "I do not claim it" },
      ]}
      error={errors.treatyCountry}
    />
  );
}
