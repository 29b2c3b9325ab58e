"use client";

import { FileText } from "lucide-react";
import { StepFrame } from "@/components/onboarding/step-frame";
import { TextsToAccept } from "@/components/onboarding/texts-to-accept";
import { type Application, useStepForm } from "@/components/onboarding/use-step-form";
import { TextField } from "@/components/ui/text-field";
import { agreementsFor } from "@/domain/onboarding/agreements";
import { legalName } from "@/domain/onboarding/names";

/**
 * The agreements, each read to its end and ticked, signed together by typing one's name (15 U.S.C. 7001); and the word
 * out of a document, which shows that the signer can read what is delivered electronically.
 */
export function AgreementsForm({ application }: { application: Application }) {
  const { agreements, identity } = application.answers;
  const form = useStepForm(application, "agreements", {
    initial: {
      accepted: agreements?.accepted ?? [],
      signedName: agreements?.signedName ?? "",
      readingWord: agreements?.readingWord ?? "",
    },
    toAnswers: (values) => values,
  });
  const { accepted, signedName, readingWord } = form.values;
  const { shares } = application;
  return (
    <StepFrame form={form} label="Agreements" submitLabel="Sign and continue">
      {shares ? (
        <p className="text-base">
          You sign for a share of <strong>{shares.own}%</strong>; the other owner has {shares.other}%.
        </p>
      ) : null}
      <TextsToAccept
        texts={agreementsFor(application.accountType)}
        statement="I have read this and agree."
        accepted={accepted}
        onChange={(next) => form.change({ accepted: next })}
        hasError={form.errors.accepted !== undefined}
      />
      <div className="grid gap-3 rounded-card border border-line p-4">
        <h3 className="font-semibold">Show that you can read our documents</h3>
        <p className="text-small text-muted">
          Everything reaches you as PDF. Open this one: there is a word in it. Type it here.
        </p>
        <a
          href="/api/documents/sample"
          target="_blank"
          rel="noreferrer"
          className="inline-flex min-h-11 items-center gap-2 rounded-mark text-accent underline decoration-accent/40 underline-offset-2 md:min-h-0"
        >
          <FileText aria-hidden size={16} />
          Open the sample document (PDF, new tab)
        </a>
        <TextField
          label="The word in the document"
          autoComplete="off"
          value={readingWord}
          onChange={form.set("readingWord")}
          error={form.errors.readingWord}
        />
      </div>
      <TextField
        label="Sign with your full name"
        description={
          identity
            ? `Typing "${legalName(identity)}" signs all of them. We keep the texts, the time and the address you sign from.`
            : "Fill in who you are first: the name must be the same."
        }
        autoComplete="name"
        value={signedName}
        onChange={form.set("signedName")}
        error={form.errors.signedName}
      />
    </StepFrame>
  );
}
