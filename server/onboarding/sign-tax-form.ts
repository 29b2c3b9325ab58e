import type { FirmCommand } from "@/domain/clearing/messages";
import { AppError } from "@/domain/errors";
import type { AccountTypeKey } from "@/domain/onboarding/account-types";
import type { SignTaxFormInput } from "@/domain/onboarding/inputs";
import type { ApplicationForm, StepAnswers } from "@/domain/onboarding/steps";
import { TAX_FORM_TITLES, taxFormProblem, treatyCountryOf } from "@/domain/onboarding/tax-forms";
import { renewedTaxFormModel } from "@/domain/statements/signed-models";
import { localDateOf, toIso } from "@/domain/time/instant";
import { keepSignedPapers } from "@/server/documents";
import { taxOf } from "@/server/onboarding/account-request";
import {
  type AccountTaxFormView,
  foreignTinOf,
  myTaxForms,
  partOf,
} from "@/server/onboarding/account-tax-forms";
import { findOwnPart, formOf, type OwnPart, subjectOf } from "@/server/onboarding/own-application";
import { signedFactsOf, taxFormOf, taxpayerType } from "@/server/onboarding/record-signatures";
import { fieldError, keepNumber } from "@/server/onboarding/sealed-numbers";
import type { Actor, Origin } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";
import { sendMail } from "@/server/platform/mail";
import { publish } from "@/server/platform/news";

type Account = { id: string; number: string; applicationId: string };

/** The actor's own open account, locked: forms of two owners follow one another. NOT_FOUND, ACCOUNT_NOT_OPEN. */
async function lockAccount(tx: Tx, actor: Actor, accountId: string): Promise<Account> {
  const [row] = await tx.$queryRaw<
    { id: string; number: string | null; status: string; application_id: string | null }[]
  >`
    select a.id, a.number, a.status, a.application_id from portal.account a
    join portal.account_holder h on h.account_id = a.id
    where a.id = ${accountId}::uuid and h.user_id = ${actor.userId}::uuid for update of a`;
  if (!row) throw new AppError("NOT_FOUND");
  const { number, application_id: applicationId } = row;
  if (row.status === "CLOSED" || number === null || applicationId === null)
    throw new AppError("ACCOUNT_NOT_OPEN");
  return { id: row.id, number, applicationId };
}

type TaxForm = StepAnswers["tax-form"];

/** A foreign tax number that is given anew is sealed beside those before; without one, one of that country must be there. */
async function keepForeignTin(
  tx: Tx,
  deps: Deps,
  own: OwnPart,
  answers: TaxForm,
  id: string,
): Promise<TaxForm> {
  if (answers.form === "W9" || answers.foreignTin.kind === "NONE") return answers;
  const { number } = answers.foreignTin;
  const taxpayer = taxpayerType(own.part, own.application.accountType);
  const register = `identification:foreign-tin:${treatyCountryOf(taxpayer, formOf(partOf(own))) ?? ""}`;
  if (number === null) {
    if (foreignTinOf(own.part, own.numbers)?.register !== register)
      throw fieldError("foreignTin.number", "The number is needed.");
  } else
    await keepNumber(tx, deps, {
      applicationId: own.application.id,
      subject: `${subjectOf(own.part, "foreign-tin")}:${id}`,
      kind: "NUMBER",
      register,
      number,
      path: "foreignTin.number",
    });
  return { ...answers, foreignTin: { kind: "NUMBER", number: null } };
}

/** The form as another row, and the paper that says so. Returns the part with the numbers that count now. */
async function keepForm(tx: Tx, own: OwnPart, form: ApplicationForm, to: { id: string; account: Account }) {
  const { id, account } = to;
  const { application, part } = own;
  const signer = { part, userId: partOf(own).userId ?? "", form, last4: partOf(own).taxIdLast4 ?? "" };
  await tx.signedTaxForm.create({ data: { ...taxFormOf(own, signer), id } });
  const numbers = await tx.numberOnFile.findMany({ where: { applicationId: application.id } });
  const facts = {
    ...signedFactsOf({ ...own, numbers }, signer),
    foreignTinLast4: foreignTinOf(part, numbers)?.last4 ?? null,
  };
  await keepSignedPapers(
    tx,
    renewedTaxFormModel(facts, account.number).map((model) => ({
      applicationId: application.id,
      userId: signer.userId,
      model,
      taxFormId: id,
    })),
  );
}

/** The account's standing by the forms of all its owners, to the clearing firm's account master. */
async function tellFirm(tx: Tx, own: OwnPart, account: Account, id: string): Promise<void> {
  const tax = await taxOf(tx, own.application);
  const command: FirmCommand = { kind: "SET_TAX_STANDING", accountNumber: account.number, tax };
  await tx.outbox.create({
    data: { messageId: id, party: "CLEARING", kind: command.kind, payload: command },
  });
}

/**
 * Takes a new W-9 or W-8 of one holder of an open account: signed by the rules of the application, kept beside the ones
 * before, printed, and told to the clearing firm, which withholds by it from then on. Throws NOT_FOUND for another's
 * account, ACCOUNT_NOT_OPEN, VALIDATION beside the field.
 */
export async function signTaxForm(
  deps: Deps,
  actor: Actor,
  input: SignTaxFormInput,
  origin: Origin,
): Promise<AccountTaxFormView[]> {
  const now = deps.clock.now();
  const id = newId();
  const views = await deps.db.$transaction(async (tx) => {
    const account = await lockAccount(tx, actor, input.accountId);
    const own = await findOwnPart(tx, actor, account.applicationId);
    const known = formOf(partOf(own));
    const taxpayer = taxpayerType(own.part, own.application.accountType as AccountTypeKey);
    const problem = taxFormProblem(taxpayer, known, input.answers, localDateOf(now));
    if (problem) throw fieldError(problem.path, problem.message);
    const answers = await keepForeignTin(tx, deps, own, input.answers, id);
    const signature = { signedAt: toIso(now), ip: origin.ip, userAgent: origin.userAgent };
    await keepForm(tx, own, { ...known, "tax-form": { ...answers, ...signature } }, { id, account });
    await tellFirm(tx, own, account, id);
    await recordAudit(tx, {
      actor,
      action: "account.tax_form_signed",
      subjectType: "account",
      subjectId: account.id,
      detail: { taxFormId: id, form: answers.form },
      at: now,
    });
    const title = TAX_FORM_TITLES[answers.form];
    await sendMail(
      tx,
      {
        to: actor.email,
        subject: `We have your new ${title}`,
        body: `You signed a new ${title} for your account ending ${account.number.slice(-4)}. What is withheld from dividends goes by it from now on; the signed paper is under Documents. If it was not you, please call us at once and change your password.`,
      },
      now,
    );
    await publish(tx, `user:${actor.userId}`, "profile");
    return myTaxForms(deps, actor, tx);
  });
  deps.nudge();
  return views;
}
