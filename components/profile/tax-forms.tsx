"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { FileCheck } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { errorsOfAnswer, useForm } from "@/components/forms/use-form";
import {
  initialTaxForm,
  taxFormAnswers,
  TaxFormFields,
  type TaxFormValues,
} from "@/components/onboarding/tax-form-fields";
import { ChangeDialog } from "@/components/profile/change-dialog";
import { type Inputs, type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { EmptyState } from "@/components/ui/empty-state";
import { StatusPill } from "@/components/ui/status-pill";
import { showToast } from "@/components/ui/toast-store";
import { countryName } from "@/domain/onboarding/places";
import { TAX_FORM_TITLES, type TaxFormKind } from "@/domain/onboarding/tax-forms";
import { formatDate, formatTimestamp } from "@/domain/time/format";

type TaxForms = Outputs["taxForms"]["mine"];
type AccountTaxForm = TaxForms[number];

/** The tax form of each of the customer's accounts, and the way to sign a new one. */
export function TaxForms({ initial }: { initial: TaxForms }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const options = trpc.taxForms.mine.queryOptions(undefined, { initialData: initial });
  const forms = useQuery(options).data ?? initial;
  const [signing, setSigning] = useState<AccountTaxForm | null>(null);
  if (forms.length === 0)
    return (
      <EmptyState icon={<FileCheck size={20} />} title="No tax form yet">
        You sign one when you open an account; afterwards you renew it here.
      </EmptyState>
    );
  const fitting = signing?.source.taxForm.fitting;
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      {forms.map((one) => (
        <TaxFormCard key={one.accountId} taxForm={one} onSign={() => setSigning(one)} />
      ))}
      {signing && fitting ? (
        <SignDialog
          taxForm={signing}
          fitting={fitting}
          onClose={() => setSigning(null)}
          onSigned={(changed) => {
            queries.setQueryData(options.queryKey, changed);
            setSigning(null);
            showToast({
              tone: "gain",
              title: `${TAX_FORM_TITLES[fitting]} signed`,
              description: "The clearing firm withholds by it from now on.",
            });
          }}
        />
      ) : null}
    </div>
  );
}

function factsOf({ current }: AccountTaxForm) {
  if (!current) return [{ term: "On file", detail: "What your application said" }];
  return [
    { term: "Signed", detail: formatTimestamp(current.signedAt) },
    ...(current.form === "W9"
      ? [{ term: "Backup withholding", detail: current.isSubjectToBackup ? "24% of dividends" : "No" }]
      : [
          { term: "Residence", detail: countryName(current.country) },
          {
            term: "Treaty claimed",
            detail: current.treatyCountry ? countryName(current.treatyCountry) : "None",
          },
        ]),
    {
      term: "Valid through",
      detail: current.validThrough ? formatDate(current.validThrough) : "Until something changes",
    },
  ];
}

const PILLS = {
  VALID: { tone: "gain", text: "Valid" },
  EXPIRING: { tone: "caution", text: "Renew it soon" },
  EXPIRED: { tone: "danger", text: "Run out" },
} as const;

function TaxFormCard({ taxForm, onSign }: { taxForm: AccountTaxForm; onSign: () => void }) {
  const { current, source, title, maskedNumber } = taxForm;
  const { fitting } = source.taxForm;
  const pill = current ? PILLS[current.stage] : null;
  const isWaiting = current === null || current.stage !== "VALID";
  return (
    <Card
      title={
        <>
          {current ? TAX_FORM_TITLES[current.form] : "Tax form"}{" "}
          <span className="tabular font-normal text-muted">{maskedNumber}</span>
        </>
      }
      aside={pill ? <StatusPill tone={pill.tone}>{pill.text}</StatusPill> : undefined}
    >
      <div className="grid gap-4">
        <p className="text-base text-muted">{title}</p>
        <DescriptionList items={factsOf(taxForm)} />
        {fitting ? (
          <div>
            <Button variant={isWaiting ? "primary" : "secondary"} onClick={onSign}>
              {current ? "Sign a new one" : `Sign ${TAX_FORM_TITLES[fitting]}`}
            </Button>
          </div>
        ) : null}
      </div>
    </Card>
  );
}

type SignDialogProps = {
  taxForm: AccountTaxForm;
  fitting: TaxFormKind;
  onClose: () => void;
  onSigned: (changed: TaxForms) => void;
};

/** The same form as in the application: filled in with what is on file, to be certified and signed anew. */
function SignDialog({ taxForm: { accountId, source }, fitting, onClose, onSigned }: SignDialogProps) {
  const trpc = useTRPC();
  const sign = useMutation(
    trpc.taxForms.sign.mutationOptions({
      onSuccess: onSigned,
      onError: (error) => form.showErrors(errorsOfAnswer(error, "answers.")),
    }),
  );
  const form = useForm<TaxFormValues>({
    initial: { ...initialTaxForm(source), certified: false, signedName: "" },
    toInput: (values) => taxFormAnswers(values, fitting, source),
    schema: async () => (await import("@/domain/onboarding/steps")).STEP_SCHEMAS["tax-form"],
    onValid(values) {
      const input = { accountId, answers: taxFormAnswers(values, fitting, source) };
      // The form's own schema has just taken the answers.
      if (!sign.isPending) sign.mutate(input as Inputs["taxForms"]["sign"]);
    },
  });
  return (
    <ChangeDialog
      title="A new tax form"
      form={form}
      error={sign.error}
      isPending={sign.isPending}
      submitLabel="Sign"
      onClose={onClose}
    >
      <TaxFormFields form={form} application={source} fitting={fitting} />
    </ChangeDialog>
  );
}

/** Says, wherever the customer settles things, that a form runs out or has. Nothing while all are good. */
export function TaxFormReminder({ forms }: { forms: TaxForms }) {
  const [first] = forms
    .flatMap(({ current }) => (current && current.stage !== "VALID" ? [current] : []))
    .toSorted((a, b) => (a.validThrough ?? "").localeCompare(b.validThrough ?? ""));
  if (!first?.validThrough) return null;
  const [title, day] = [TAX_FORM_TITLES[first.form], formatDate(first.validThrough)];
  const isOver = first.stage === "EXPIRED";
  return (
    <Callout
      tone={isOver ? "danger" : "caution"}
      title={isOver ? `Your ${title} has run out` : `Your ${title} runs out on ${day}`}
      action={
        <Link className="font-medium text-accent underline" href="/settings/tax">
          Sign a new one
        </Link>
      }
    >
      {isOver
        ? `It was valid through ${day}. Until you sign a new one, 30% of dividends is withheld, treaty or not.`
        : "Without a new one, 30% of dividends paid after that day is withheld, treaty or not."}
    </Callout>
  );
}
