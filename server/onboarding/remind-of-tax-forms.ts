import { REMIND_DAYS, TAX_FORM_TITLES, type TaxFormKind } from "@/domain/onboarding/tax-forms";
import { formatDate } from "@/domain/time/format";
import { addDays, type LocalDate, localDateOf, toDate } from "@/domain/time/instant";
import { portalUrl } from "@/server/auth";
import type { Deps } from "@/server/platform/deps";
import { sendMails } from "@/server/platform/mail";

type Due = {
  email: string;
  number: string;
  form: TaxFormKind;
  stage: "EXPIRING" | "EXPIRED";
  valid_through: LocalDate;
};

/** So many in one transaction; the next look takes the next ones. */
const AT_A_TIME = 500;

function mailOf({ email, number, form, stage, valid_through }: Due, link: string) {
  const [title, day] = [TAX_FORM_TITLES[form], formatDate(valid_through)];
  const account = `your account ending ${number.slice(-4)}`;
  return stage === "EXPIRING"
    ? {
        to: email,
        subject: `Please renew your ${title} by ${day}`,
        body: `The ${title} that you signed for ${account} is valid through ${day}. Sign a new one in your settings; it takes two minutes. Without one, dividends paid after that day are withheld at the full 30%, treaty or not.`,
        link,
      }
    : {
        to: email,
        subject: `Your ${title} has run out`,
        body: `The ${title} that you signed for ${account} was valid through ${day}. Until you sign a new one in your settings, 30% of dividends is withheld, treaty or not.`,
        link,
      };
}

/**
 * Reminds the holders of open accounts of forms that run out: once from 90 days before the last day, and once after it.
 * A form that was renewed, or that was reminded of, is left alone. Returns how many mails went out.
 */
export async function remindOfTaxForms(deps: Deps): Promise<number> {
  const now = deps.clock.now();
  const today = localDateOf(now);
  const link = `${portalUrl(deps.env)}/settings/tax`;
  return deps.db.$transaction(async (tx) => {
    const due = await tx.$queryRaw<Due[]>`
      with due as (
        select f.id, u.email, a.number, f.form, f.valid_through,
          case when f.valid_through < ${today}::date then 'EXPIRED' else 'EXPIRING' end as stage
        from portal.tax_form f
        join portal.account a on a.application_id = f.application_id and a.number is not null
          and a.status in ('OPEN', 'RESTRICTED')
        join portal.account_holder h on h.account_id = a.id and h.user_id = f.user_id
        join portal.users u on u.id = f.user_id
        where f.valid_through <= ${addDays(today, REMIND_DAYS)}::date
          and not exists (select from portal.tax_form later where later.application_id = f.application_id
            and later.user_id = f.user_id and (later.signed_at, later.id) > (f.signed_at, f.id))
          and not exists (select from portal.tax_form_reminder r where r.tax_form_id = f.id
            and r.stage = case when f.valid_through < ${today}::date then 'EXPIRED' else 'EXPIRING' end)
        order by f.valid_through, f.id limit ${AT_A_TIME}),
      kept as (
        insert into portal.tax_form_reminder (tax_form_id, stage, sent_at)
        select id, stage, ${toDate(now)}::timestamptz from due on conflict do nothing returning tax_form_id)
      select due.email, due.number, due.form, due.stage, due.valid_through::text as valid_through
      from due join kept on kept.tax_form_id = due.id`;
    await sendMails(
      tx,
      due.map((one) => mailOf(one, link)),
      now,
    );
    return due.length;
  });
}
