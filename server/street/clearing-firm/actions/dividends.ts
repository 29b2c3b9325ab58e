import { HOLDERS_AN_EVENT } from "@/domain/clearing/action-messages";
import { dividendOn } from "@/domain/corporate-actions/entitlement";
import { type TaxStatus, taxForm, withheldFrom } from "@/domain/corporate-actions/withholding";
import { type Money, money, negate, quantity, toWire } from "@/domain/money/money";
import { type Instant, localDate, toIso } from "@/domain/time/instant";
import { idFrom } from "@/server/platform/ids";
import { type FirmAction, inParts } from "@/server/street/clearing-firm/actions/due-actions";
import { bookJournals, type FirmJournal, USD } from "@/server/street/clearing-firm/firm-journals";
import type { Step } from "@/server/street/street";

/** The firm's name for what one account gets of an action. */
export const entitlementId = (actionId: string, accountNumber: string): string =>
  idFrom("entitlement", actionId, accountNumber);

type Holder = {
  account_number: string;
  held: string;
  tax_form: string;
  tax_country: string;
  tax_treaty: boolean;
  tax_backup: boolean;
  tax_valid_through: string | null;
};

const standingOf = (holder: Holder): TaxStatus => ({
  form: taxForm(holder.tax_form),
  country: holder.tax_country,
  claimsTreaty: holder.tax_treaty,
  isSubjectToBackup: holder.tax_backup,
  validThrough: holder.tax_valid_through === null ? null : localDate(holder.tax_valid_through),
});

/** Ex-date of a dividend: holders of record by trade date at the close before are entitled to it from now on. */
export async function entitleHolders(step: Step, action: FirmAction, at: Instant): Promise<void> {
  const rows = await step.tx.$queryRaw<Holder[]>`
    select b.account_number, b.trade_date_qty::text as held, a.tax_form, a.tax_country, a.tax_treaty, a.tax_backup,
      a.tax_valid_through::text
    from street.firm_balance b join street.firm_account a on a.number = b.account_number
    where b.asset = ${action.symbol} and b.trade_date_qty <> 0 order by b.account_number`;
  const holders = rows.map((row) => {
    const gross = dividendOn(quantity(row.held), action);
    return {
      entitlementId: entitlementId(action.id, row.account_number),
      accountNumber: row.account_number,
      held: toWire(quantity(row.held)),
      gross: toWire(gross),
      withheld: toWire(withheldFrom(gross, standingOf(row), action.payDate)),
    };
  });
  await step.tx.$executeRaw`
    insert into street.firm_entitlement (id, action_id, account_number, quantity, gross, withheld)
    select "entitlementId", ${action.id}::uuid, "accountNumber", held, gross, withheld
    from jsonb_to_recordset(${JSON.stringify(holders)}::jsonb) as h("entitlementId" uuid, "accountNumber" text,
      held numeric, gross numeric, withheld numeric)`;
  for (const part of inParts(holders, HOLDERS_AN_EVENT))
    step.events.add("CLEARING", {
      kind: "DIVIDEND_ENTITLED",
      actionId: action.id,
      holders: part,
      at: toIso(at),
    });
}

type Due = { id: string; action_id: string; account_number: string; gross: string; withheld: string };

/** One amount of dollars between a customer's settled cash and another of the firm's accounts. */
export function cashLine(
  step: Step,
  kind: FirmJournal["kind"],
  to: { source: string; accountNumber: string },
  amount: Money,
  contra: "DEPOSITORY" | "TAX_WITHHELD",
): FirmJournal {
  return {
    kind,
    ...to,
    tradeDate: step.today,
    settlementDate: step.today,
    lines: [
      { ledger: "CUSTOMER_SETTLED", accountNumber: to.accountNumber, asset: USD, amount },
      { ledger: contra, accountNumber: null, asset: USD, amount: negate(amount) },
    ],
  };
}

/** Pays every dividend whose pay date has come, less what is withheld: two journals a holder, so that both are seen. */
export async function payDividends(step: Step, at: Instant): Promise<void> {
  const due = await step.tx.$queryRaw<Due[]>`
    update street.firm_entitlement e set paid_on = ${step.today}::date
    from street.firm_action a
    where a.id = e.action_id and a.type = 'CASH_DIVIDEND' and a.paid_on is null and a.applied_on is not null
      and a.pay_date <= ${step.today}::date and e.paid_on is null
    returning e.id, e.action_id, e.account_number, e.gross::text, e.withheld::text`;
  await step.tx.$executeRaw`
    update street.firm_action set paid_on = ${step.today}::date
    where applied_on is not null and paid_on is null and pay_date <= ${step.today}::date`;
  if (due.length === 0) return;
  due.sort((a, b) => (a.id < b.id ? -1 : 1));
  await bookJournals(
    step,
    due.flatMap((row) => {
      const to = { source: row.id, accountNumber: row.account_number };
      const [gross, withheld] = [money(row.gross), money(row.withheld)];
      return [
        ...(gross.isZero() ? [] : [cashLine(step, "DIVIDEND", to, gross, "DEPOSITORY")]),
        ...(withheld.isZero() ? [] : [cashLine(step, "WITHHOLDING", to, negate(withheld), "TAX_WITHHELD")]),
      ];
    }),
  );
  for (const actionId of new Set(due.map((row) => row.action_id))) {
    const holders = due
      .filter((row) => row.action_id === actionId)
      .map(({ id, gross, withheld }) => ({
        entitlementId: id,
        gross: toWire(money(gross)),
        withheld: toWire(money(withheld)),
      }));
    for (const part of inParts(holders, HOLDERS_AN_EVENT))
      step.events.add("CLEARING", {
        kind: "DIVIDEND_PAID",
        actionId,
        paidOn: step.today,
        holders: part,
        at: toIso(at),
      });
  }
}
