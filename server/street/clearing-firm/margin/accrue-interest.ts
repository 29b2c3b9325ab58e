import { MARGIN_ROWS_AN_EVENT } from "@/domain/clearing/margin-messages";
import { type Money, money, negate, toCents, toWire } from "@/domain/money/money";
import { type InterestKind, interestRate, YEAR_DAYS } from "@/domain/risk/margin-interest";
import { exchangeCalendar } from "@/domain/time/calendar";
import { daysBetween, type LocalDate, toIso } from "@/domain/time/instant";
import { idFrom } from "@/server/platform/ids";
import { bookJournals, type FirmJournal, USD } from "@/server/street/clearing-firm/firm-journals";
import type { Step } from "@/server/street/street";

/**
 * Accrues the interest of a day on every margin account's settled balance, for the days until the next business date:
 * a debit by 360, a free credit balance by 365 (what is uncollected is neither). One statement, whatever the number.
 */
async function accrue(step: Step, day: LocalDate): Promise<void> {
  const days = daysBetween(day, exchangeCalendar.nextTradingDay(day));
  const rate = (kind: InterestKind) => interestRate(kind, day);
  await step.tx.$executeRaw`
    insert into street.firm_interest (account_number, business_date, kind, balance, days, amount)
    select number, ${day}::date, kind, balance, ${days}::int,
      round(balance * case kind when 'DEBIT' then ${rate("DEBIT")}::numeric else ${rate("CREDIT")}::numeric end * ${days}::int
        / case kind when 'DEBIT' then ${YEAR_DAYS.DEBIT}::int else ${YEAR_DAYS.CREDIT}::int end, 8)
    from (
      select a.number, case when b.settled_qty - b.uncollected < 0 then 'DEBIT' else 'CREDIT' end as kind,
        abs(b.settled_qty - b.uncollected) as balance
      from street.firm_account a
      join street.firm_balance b on b.account_number = a.number and b.asset = ${USD}
      where a.type = 'MARGIN' and a.status = 'OPEN' and b.settled_qty - b.uncollected <> 0) as settled
    on conflict do nothing`;
}

type Sum = { account_number: string; kind: InterestKind; amount: string };

/** What has accrued and was not posted, by account and kind, marked as posted now. */
async function takeAccrued(step: Step, day: LocalDate): Promise<Sum[]> {
  return step.tx.$queryRaw<Sum[]>`
    with taken as (
      update street.firm_interest set posted_on = ${day}::date where posted_on is null
      returning account_number, kind, amount)
    select account_number, kind, sum(amount)::text as amount from taken
    group by account_number, kind order by account_number, kind`;
}

type Posting = { reference: string; accountNumber: string; interestKind: InterestKind; amount: Money };

function postingOf(sum: Sum, day: LocalDate): Posting[] {
  const amount = toCents(money(sum.amount));
  if (amount.isZero()) return [];
  const reference = idFrom("interest", sum.account_number, sum.kind, day);
  return [{ reference, accountNumber: sum.account_number, interestKind: sum.kind, amount }];
}

function interestJournal(
  { reference, accountNumber, interestKind, amount }: Posting,
  day: LocalDate,
): FirmJournal {
  const toCustomer = interestKind === "CREDIT" ? amount : negate(amount);
  return {
    kind: "INTEREST",
    source: reference,
    accountNumber,
    tradeDate: day,
    settlementDate: day,
    lines: [
      { ledger: "CUSTOMER_SETTLED", accountNumber, asset: USD, amount: toCustomer },
      { ledger: "INTEREST", accountNumber: null, asset: USD, amount: negate(toCustomer) },
    ],
  };
}

/**
 * Accrues a day's interest, and at the month's last close posts what has accrued since the last one: each account's
 * sum rounded once to cents, kept beside the other movements of cash so that the day's money file tells of it.
 */
export async function accrueInterest(step: Step, day: LocalDate): Promise<void> {
  await accrue(step, day);
  if (!exchangeCalendar.isLastTradingDayOfMonth(day)) return;
  const postings = (await takeAccrued(step, day)).flatMap((sum) => postingOf(sum, day));
  if (postings.length === 0) return;
  await bookJournals(
    step,
    postings.map((posting) => interestJournal(posting, day)),
  );
  const rows = postings.map(({ amount, ...posting }) => ({ ...posting, amount: toWire(amount) }));
  await step.tx.$executeRaw`
    insert into street.firm_cash_movement (id, account_number, direction, amount, bank_reference, status, received_on,
      settles_on, tradable_on, withdrawable_on, posted_on)
    select r.reference, r."accountNumber", r."interestKind" || '_INTEREST', r.amount, r.reference, 'PAID', ${day}::date,
      ${day}::date, ${day}::date, ${day}::date, ${day}::date
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(reference uuid, "accountNumber" text, "interestKind" text, amount numeric)`;
  for (let from = 0; from < rows.length; from += MARGIN_ROWS_AN_EVENT)
    step.events.add("CLEARING", {
      kind: "INTEREST_POSTED",
      postedOn: day,
      rows: rows.slice(from, from + MARGIN_ROWS_AN_EVENT),
      at: toIso(step.now),
    });
}
