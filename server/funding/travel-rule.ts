import type { TravelRuleRecord } from "@/domain/banking/wire";
import { wireLeavesOn } from "@/domain/banking/wire";
import { money, moneyToWire } from "@/domain/money/money";
import type { TransferRow } from "@/server/funding/views";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { z } from "zod";

const addressForm = z.object({
  line1: z.string(),
  line2: z.string().nullish(),
  city: z.string(),
  state: z.string().nullish(),
  region: z.string().nullish(),
  postalCode: z.string().nullish(),
  country: z.string(),
});

function linesOf(form: unknown): string[] {
  const parsed = addressForm.safeParse(form);
  if (!parsed.success) return [];
  const { line1, line2, city, state, region, postalCode, country } = parsed.data;
  return [
    line1,
    line2 ?? "",
    `${city}, ${[state ?? region, postalCode].filter(Boolean).join(" ")}`,
    country,
  ].filter((line) => line !== "");
}

/** What 31 CFR 1010.410(f) has us keep and send along with a wire of $3,000 or more, taken when it is released. */
export async function travelRuleRecord(tx: Tx, deps: Deps, row: TransferRow): Promise<TravelRuleRecord> {
  const [account] = await tx.$queryRaw<{ number: string | null; title: string; address: unknown }[]>`
    select a.number, a.title, p.form -> 'address' as address
    from portal.account a left join portal.application p on p.id = a.application_id
    where a.id = ${row.accountId}::uuid`;
  return {
    transmittorName: account?.title ?? "",
    transmittorAddress: linesOf(account?.address),
    transmittorAccount: account?.number ?? "",
    amount: moneyToWire(money(row.amount)),
    executionDate: wireLeavesOn(await deps.clock.exchangeNow()),
    recipientName: row.wire?.partyName ?? "",
    recipientBank: row.wire?.bankName ?? "",
    recipientAccountLast4: row.wire?.last4 ?? "",
    instructions: row.wire?.purpose ?? "",
  };
}
