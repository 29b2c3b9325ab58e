import { AGREEMENT_TEXTS } from "@/domain/onboarding/agreement-texts";
import { InvariantError } from "@/domain/errors";
import { CARRYING_FIRM, type Firm, INTRODUCING_FIRM } from "@/domain/statements/firms";
import { dateParts, line, type PaperLine, printable } from "@/domain/statements/paper";
import type { SignedModel } from "@/domain/statements/signed-models";
import { formatDate, formatDateTime } from "@/domain/time/format";
import { instantFromIso, localDateOf } from "@/domain/time/instant";

/** What a signer or a reader of the sample document gets as a PDF: facts, texts, and who signed when and from where. */
export type SignedPaper = {
  kind: "SIGNED";
  title: string;
  heading: string;
  subheading: string;
  date: { year: number; month: number; day: number };
  introducing: Firm;
  carrying: Firm;
  mailing: readonly string[];
  particulars: readonly PaperLine[];
  facts: readonly PaperLine[];
  sections: readonly { heading: string; note: string; paragraphs: readonly string[] }[];
  signature: readonly PaperLine[];
};

function textOf({ key, version, sha256 }: SignedModel["texts"][number]): SignedPaper["sections"][number] {
  const text = AGREEMENT_TEXTS.find((known) => known.key === key && known.version === version);
  if (text?.sha256 !== sha256)
    throw new InvariantError(`the text ${key}@${version} is not the one that was signed`);
  return {
    heading: text.title,
    note: `Version ${version}. SHA-256 ${sha256}`,
    paragraphs: text.paragraphs.map(printable),
  };
}

/** A signed record as it is printed; `modelSha256` ties the paper to the record that was kept when it was signed. */
export function signedPaper(model: SignedModel, modelSha256: string): SignedPaper {
  const { signature } = model;
  const on = localDateOf(instantFromIso(signature.signedAt));
  const statements = model.statements.map(printable);
  return {
    kind: "SIGNED",
    title: printable(model.title),
    heading: printable(model.title),
    subheading: printable(model.subject),
    date: dateParts(on),
    introducing: INTRODUCING_FIRM,
    carrying: CARRYING_FIRM,
    mailing: [printable(model.signer)],
    particulars: [line("Signed on", formatDate(on), true)],
    facts: model.facts.map(({ label, value }) => line(printable(label), printable(value))),
    sections: [
      ...model.texts.map(textOf),
      ...(statements.length > 0 ? [{ heading: "Certification", note: "", paragraphs: statements }] : []),
    ],
    signature: [
      line("Signed by typing the name", printable(signature.name), true),
      line("Time", `${formatDateTime(signature.signedAt)} (${signature.signedAt})`),
      line("Internet address", signature.ip),
      line("Browser", printable(signature.userAgent).slice(0, 160)),
      line("Record", modelSha256),
    ],
  };
}

/** The document that shows that somebody can read what is delivered electronically; its word stands only here. */
export const samplePaper = (version: string, word: string): SignedPaper => ({
  kind: "SIGNED",
  title: "Sample of an electronic document",
  heading: "You can read this",
  subheading: "A sample of how confirmations, statements and agreements reach you",
  date: dateParts(localDateOf(instantFromIso("2026-11-01T12:00:00.000Z"))),
  introducing: INTRODUCING_FIRM,
  carrying: CARRYING_FIRM,
  mailing: [],
  particulars: [line("Version", version)],
  facts: [],
  sections: [
    {
      heading: "The word",
      note: "",
      paragraphs: [
        `The word is: ${word}`,
        "Type it into the form that led you here. It shows that you can open our documents, which the law asks of everybody who is to get them electronically (15 U.S.C. 7001).",
      ],
    },
  ],
  signature: [],
});
