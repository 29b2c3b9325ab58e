import { money, moneyToWire } from "@/domain/money/money";
import type { ConfirmModel } from "@/domain/statements/confirm";
import { confirmCsv } from "@/domain/statements/confirm-csv";
import { confirmPaper } from "@/domain/statements/confirm-paper";
import type { DocumentFormat, DocumentKind } from "@/domain/statements/document-inputs";
import { type GainsModel, gainsCsv, gainsPaper } from "@/domain/statements/gains";
import type { Paper } from "@/domain/statements/paper";
import { realisedGains } from "@/domain/statements/realised";
import type { StatementModel } from "@/domain/statements/statement";
import { statementCsv } from "@/domain/statements/statement-csv";
import { statementOfx } from "@/domain/statements/statement-ofx";
import { statementPaper } from "@/domain/statements/statement-paper";
import { NO_PERFORMANCE } from "@/domain/statements/statement-sections";

/** Statements of the first version knew fewer sections: what they did not say is empty or not known. */
function readStatement(kept: StatementModel | { version: 1 }): StatementModel {
  if (kept.version !== 1) return kept;
  const old = kept as unknown as Omit<StatementModel, "version">;
  const none = { charged: "0.00", credited: "0.00" };
  return {
    ...old,
    version: 2,
    corrects: null,
    allocation: [{ part: "CASH", value: old.cash.total, share: null }],
    holdings: old.holdings.map((held) => ({
      ...held,
      kind: "STOCK",
      cost: null,
      unrealised: null,
      yearlyIncome: null,
    })),
    holdingsCost: null,
    holdingsUnrealised: null,
    holdingsYearlyIncome: "0.00",
    interest: { ...none, charged: moneyToWire(money(old.summary.interest)), ofYear: none },
    realised: realisedGains([], { short: "0.00", long: "0.00" }),
    performance: { month: NO_PERFORMANCE, year: NO_PERFORMANCE },
    equityByMonth: [],
    openOrders: [],
    messages: [],
  };
}

/** A kept model as the paper that was printed of it: the same model gives the same paper, and so the same bytes. */
export const paperOf: Record<DocumentKind, (model: unknown) => Paper> = {
  STATEMENT: (model) => statementPaper(readStatement(model as StatementModel)),
  CONFIRM: (model) => confirmPaper(model as ConfirmModel),
  REALISED_GAINS: (model) => gainsPaper(model as GainsModel),
};

type Renderer = (model: unknown) => string;
const json: Renderer = (model) => `${JSON.stringify(model, null, 2)}\n`;

/** What else than a PDF a kind of paper can be had as; all are drawn from the one model that the PDF was made of. */
export const RENDERERS: Record<DocumentKind, Partial<Record<Exclude<DocumentFormat, "pdf">, Renderer>>> = {
  STATEMENT: {
    csv: (model) => statementCsv(readStatement(model as StatementModel)),
    json,
    ofx: (model) => statementOfx(readStatement(model as StatementModel)),
  },
  CONFIRM: { csv: (model) => confirmCsv(model as ConfirmModel), json },
  REALISED_GAINS: { csv: (model) => gainsCsv(model as GainsModel), json },
};

/** The formats that a kind of paper can be had in. */
export const formatsOf = (kind: DocumentKind): DocumentFormat[] => [
  "pdf",
  ...(Object.keys(RENDERERS[kind]) as DocumentFormat[]),
];
