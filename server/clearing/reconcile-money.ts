import { movementName } from "@/server/clearing/load-books";
import { Prisma } from "@/server/platform/db";

/** The same kinds here and there; the index journal_of_transfers names them, too. */
const TRANSFER_KINDS = Prisma.sql`('DEPOSIT', 'WITHDRAWAL', 'DEPOSIT_RETURN', 'WITHDRAWAL_RETURN', 'WIRE_IN', 'WIRE_OUT',
  'WIRE_FEE', 'JOURNAL_IN', 'JOURNAL_OUT')`;
/** Money that was there before the first day is of no transfer. */
const UUID = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$";
const moneyText = (direction: string, amount: string): Prisma.Sql =>
  Prisma.raw(`lower(replace(${direction}, '_', ' ')) || ' of ' || trim_scale(${amount})::text`);
/** What a transfer of ours is called, and a movement of theirs without its being a return or one side of two. */
const OUR_KIND =
  "case t.method when 'ACH' then t.direction when 'JOURNAL' then 'JOURNAL' else case t.direction when 'DEPOSIT' then 'WIRE_IN' else 'WIRE_OUT' end end";
const THEIR_KIND =
  "case when m.kind like 'JOURNAL%' then 'JOURNAL' when m.kind = 'WIRE_FEE' then 'WIRE_OUT' else replace(m.kind, '_RETURN', '') end";

/**
 * Each movement of money in the file against the transfer that asked for it. A wire's fee is compared with the fee, the
 * side of a journal that comes with the account to which it was sent.
 */
export const money = (date: string): Prisma.Sql => Prisma.sql`
  with paired as (
    select m.account_id, m.reference, ${moneyText(THEIR_KIND, "m.gross")} as theirs, t.id as ours_id,
      ${moneyText(OUR_KIND, "case m.kind when 'WIRE_FEE' then t.fee else t.amount end")} as ours,
      case m.kind when 'JOURNAL_IN' then t.counter_account_id else t.account_id end is distinct from m.account_id as other_account,
      m.kind in ('DEPOSIT_RETURN', 'WITHDRAWAL_RETURN') as is_return, t.status
    from portal.eod_movement m
    left join portal.transfer t on t.id = case when m.kind in ${TRANSFER_KINDS} then split_part(m.reference, ':', 1)::uuid end
    where m.business_date = ${date}::date and m.kind in ${TRANSFER_KINDS}
  )
  select 'MISSING_HERE' as type, 'MONEY' as area, account_id, reference as item, null::text as ours, theirs
  from paired where ours_id is null
  union all
  select 'AMOUNT', 'MONEY', account_id, reference, ours || case when other_account then ', another account' else '' end, theirs
  from paired where ours_id is not null and (ours <> theirs or other_account)
  union all
  select 'AMOUNT', 'MONEY', account_id, reference, ours || ', ' || lower(status), theirs || ', returned'
  from paired where ours_id is not null and is_return and status <> 'RETURNED'`;

/** Each fee in the file against the fee that we charged, and the other way round. */
export const fees = (date: string): Prisma.Sql => Prisma.sql`
  select case when f.id is null then 'MISSING_HERE' else 'AMOUNT' end as type, 'MONEY' as area, m.account_id,
    m.reference as item, case when f.id is not null then ${moneyText("'FEE'", "f.amount")} || ', ' || lower(f.status) end as ours,
    ${moneyText("'FEE'", "m.gross")} as theirs
  from portal.eod_movement m left join portal.market_data_fee f on f.id::text = m.reference
  where m.business_date = ${date}::date and m.kind = 'FEE'
    and (f.id is null or f.amount <> m.gross or f.account_id <> m.account_id or f.status <> 'POSTED')
  union all
  select 'MISSING_THERE', 'MONEY', f.account_id, f.id::text, ${moneyText("'FEE'", "f.amount")}, null
  from portal.market_data_fee f
  where f.status = 'POSTED' and f.posted_on = ${date}::date
    and not exists (select from portal.eod_movement m where m.reference = f.id::text and m.business_date = ${date}::date)`;

/**
 * What we booked of transfers since the last day that the clearing firm announced and the files lack: each entry of its
 * own, a return, a wire's fee and the other side of a journal, too. What belongs to a day whose files were refused is
 * compared when they are imported after all.
 */
export const moneyMissingThere = (date: string): Prisma.Sql => Prisma.sql`
  select 'MISSING_THERE' as type, 'MONEY' as area, j.account_id, j.item,
    ${moneyText("j.kind", "case j.kind when 'WIRE_FEE' then t.fee else t.amount end")} as ours, null::text as theirs
  from (
    select account_id, source, kind, ${movementName(Prisma.sql`source`, Prisma.sql`kind`)} as item from portal.journal
    where kind in ${TRANSFER_KINDS} and trade_date <= ${date}::date
      and trade_date > coalesce((select max(business_date) from portal.eod_import where business_date < ${date}::date), ${date}::date - 1)
  ) j
  join portal.transfer t on t.id = case when j.source ~ ${UUID} then j.source::uuid end
  where not exists (select from portal.eod_movement m
    where m.business_date = ${date}::date and m.reference = j.item and m.kind = j.kind)`;
