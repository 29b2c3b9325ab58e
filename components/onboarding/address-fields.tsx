"use client";

import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { COUNTRIES, US_STATES } from "@/domain/onboarding/places";
import type { Residence } from "@/domain/onboarding/steps";

/** An address as it is typed: every field a text, whatever the country. */
export type AddressValues = {
  country: string;
  line1: string;
  line2: string;
  city: string;
  state: string;
  region: string;
  postalCode: string;
};

export const countryOptions = COUNTRIES.map((place) => ({ value: place.code, label: place.name }));
export const stateOptions = US_STATES.map((place) => ({ value: place.code, label: place.name }));

export const addressValues = (address: Residence | undefined): AddressValues => ({
  country: address?.country ?? "US",
  line1: address?.line1 ?? "",
  line2: address?.line2 ?? "",
  city: address?.city ?? "",
  state: address && "state" in address ? address.state : "",
  region: address && "region" in address ? (address.region ?? "") : "",
  postalCode: address?.postalCode ?? "",
});

/** What is sent: of a US address the state, of others the region. */
export function addressAnswers({ state, region, postalCode, line2, ...rest }: AddressValues) {
  const { country, line1, city } = rest;
  const lines = { country, line1, line2: line2 || null, city };
  return country === "US"
    ? { ...lines, state, postalCode: postalCode.trim() }
    : { ...lines, region: region || null, postalCode: postalCode || null };
}

type AddressFieldsProps = {
  values: AddressValues;
  change: (part: Partial<AddressValues>) => void;
  /** The error of a field, by its name in the answers. */
  errorOf: (field: string) => string | undefined;
  /** Under the street: whose address it is. */
  streetHint: string;
  /** The browser fills in its owner's address only. */
  isOwn?: boolean;
};

/** Country, street, city and what that country has beside them. */
export function AddressFields({ values, change, errorOf, streetHint, isOwn = false }: AddressFieldsProps) {
  const isUs = values.country === "US";
  const auto = (name: string) => (isOwn ? name : "off");
  const field = (name: keyof AddressValues) => ({
    value: values[name],
    onChange: (value: string) => change({ [name]: value }),
    error: errorOf(name),
  });
  return (
    <>
      <SelectField
        label="Country"
        autoComplete={auto("country")}
        options={countryOptions}
        {...field("country")}
      />
      <TextField
        label="Street and number"
        description={streetHint}
        autoComplete={auto("address-line1")}
        {...field("line1")}
      />
      <TextField
        label="Apartment, suite, floor"
        autoComplete={auto("address-line2")}
        isOptional
        {...field("line2")}
      />
      <TextField label="City" autoComplete={auto("address-level2")} {...field("city")} />
      <div className="grid gap-4 sm:grid-cols-2">
        {isUs ? (
          <SelectField
            label="State"
            autoComplete={auto("address-level1")}
            options={stateOptions}
            {...field("state")}
            value={values.state || null}
          />
        ) : (
          <TextField label="Region" autoComplete={auto("address-level1")} isOptional {...field("region")} />
        )}
        <TextField
          label={isUs ? "ZIP code" : "Postal code"}
          autoComplete={auto("postal-code")}
          isOptional={!isUs}
          inputMode={isUs ? "numeric" : "text"}
          maxLength={12}
          {...field("postalCode")}
        />
      </div>
    </>
  );
}
