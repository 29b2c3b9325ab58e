import { MaskedField } from "@/components/ui/masked-field";
import { TextField } from "@/components/ui/text-field";

type FieldProps = { value: string; onChange: (value: string) => void; error?: string | undefined };

/** As many digits as a Nacha entry holds. */
export const NUMBER_PATTERN = "#".repeat(17);

type RoutingNumberFieldProps = FieldProps & { label: string; description?: string };

/** The nine digits of a bank. */
export function RoutingNumberField(props: RoutingNumberFieldProps) {
  return <TextField inputMode="numeric" autoComplete="off" maxLength={9} {...props} />;
}

/** The number of an account at a bank, which is not shown again. */
export function BankNumberField(props: FieldProps) {
  return (
    <MaskedField
      label="Account number"
      description="Kept encrypted; afterwards only its last four digits are shown."
      pattern={NUMBER_PATTERN}
      {...props}
    />
  );
}
