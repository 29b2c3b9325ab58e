"use client";

import { StepFrame } from "@/components/onboarding/step-frame";
import { type Application, useStepForm } from "@/components/onboarding/use-step-form";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { COUNTRIES, US_STATES } from "@/domain/onboarding/places";

type Values = {
  country: string;
  line1: string;
  line2: string;
  city: string;
  state: string;
  region: string;
  postalCode: string;
  phone: string;
};

const countryOptions = COUNTRIES.map((place) => ({ value: place.code, label: place.name }));
const stateOptions = US_STATES.map((place) => ({ value: place.code, label: place.name }));

function initialOf({ answers: { address } }: Application): Values {
  return {
    country: address?.country ?? "US",
    line1: address?.line1 ?? "",
    line2: address?.line2 ?? "",
    city: address?.city ?? "",
    state: address && "state" in address ? address.state : "",
    region: address && "region" in address ? (address.region ?? "") : "",
    postalCode: address?.postalCode ?? "",
    phone: address?.phone ?? "",
  };
}

function answersOf({ state, region, postalCode, line2, ...rest }: Values) {
  const lines = { ...rest, line2: line2 || null };
  return rest.country === "US"
    ? { ...lines, state, postalCode: postalCode.trim() }
    : { ...lines, region: region || null, postalCode: postalCode || null };
}

/** Where the customer lives (a street, no box) and a telephone number. */
export function AddressForm({ application }: { application: Application }) {
  const form = useStepForm(application, "address", { initial: initialOf(application), toAnswers: answersOf });
  const { values, errors, set } = form;
  const isUs = values.country === "US";
  return (
    <StepFrame form={form} label="Address">
      <SelectField
        label="Country"
        autoComplete="country"
        value={values.country}
        onChange={set("country")}
        options={countryOptions}
        error={errors.country}
      />
      <TextField
        label="Street and number"
        description="Where you live. A post office box is not enough."
        autoComplete="address-line1"
        value={values.line1}
        onChange={set("line1")}
        error={errors.line1}
      />
      <TextField
        label="Apartment, suite, floor"
        autoComplete="address-line2"
        isOptional
        value={values.line2}
        onChange={set("line2")}
        error={errors.line2}
      />
      <TextField
        label="City"
        autoComplete="address-level2"
        value={values.city}
        onChange={set("city")}
        error={errors.city}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        {isUs ? (
          <SelectField
            label="State"
            autoComplete="address-level1"
            value={values.state || null}
            onChange={set("state")}
            options={stateOptions}
            error={errors.state}
          />
        ) : (
          <TextField
            label="Region"
            autoComplete="address-level1"
            isOptional
            value={values.region}
            onChange={set("region")}
            error={errors.region}
          />
        )}
        <TextField
          label={isUs ? "ZIP code" : "Postal code"}
          autoComplete="postal-code"
          isOptional={!isUs}
          inputMode={isUs ? "numeric" : "text"}
          maxLength={12}
          value={values.postalCode}
          onChange={set("postalCode")}
          error={errors.postalCode}
        />
      </div>
      <TextField
        label="Telephone"
        type="tel"
        autoComplete="tel"
        value={values.phone}
        onChange={set("phone")}
        error={errors.phone}
      />
    </StepFrame>
  );
}
